import { exact, multiply, sum, toText } from "@tollwright/money";
import type { CallClass, PricePlan, UsageRate } from "@tollwright/rate-card";
import { type CompiledTerms, compileTerms } from "./compiled-terms.ts";
import type { MinuteShares } from "./minute-shares.ts";

/** The price of a minute of which parts are interstate, intrastate and local; null where the plan's flat prices do not mix. */
export type SharedTerms = (shares: MinuteShares) => CompiledTerms | null;

/**
 * Mixes the flat prices that a plan has for calls between states, within one and local. They mix where increments, fee, minimum and
 * rounding are the same, so that only the price of a minute differs; local calls that have no price of their own cost as intrastate ones.
 *
 * @example PIU 0.65, 0.0100 between states and 0.0200 within, both 6/6: 0.0135 a minute, 6/6.
 */
export function sharedTerms(plan: PricePlan): SharedTerms {
  const [interstate, intrastate] = [flatRate(plan, "interstate"), flatRate(plan, "intrastate")];
  const local = flatRate(plan, "local") ?? intrastate;
  if (interstate === null || intrastate === null || local === null) return () => null;
  if (!isLike(interstate, intrastate) || !isLike(interstate, local)) return () => null;
  const known = new Map<string, CompiledTerms>();
  return (shares) => {
    const ratePerMinute = toText(
      sum([
        multiply(exact(shares.interstate), exact(interstate.ratePerMinute)),
        multiply(exact(shares.intrastate), exact(intrastate.ratePerMinute)),
        multiply(exact(shares.local), exact(local.ratePerMinute)),
      ]),
    );
    const terms = known.get(ratePerMinute) ?? compileTerms({ ...interstate, ratePerMinute });
    known.set(ratePerMinute, terms);
    return terms;
  };
}

/** Of the first product that lists the class, as for any call. */
function flatRate({ products }: PricePlan, callClass: CallClass): UsageRate | null {
  const product = products.find((one) => one.kind === "usage" && one.classes.includes(callClass));
  return product?.kind === "usage" && product.price.kind === "flat" ? product.price.rate : null;
}

function isLike(left: UsageRate, right: UsageRate): boolean {
  return JSON.stringify({ ...left, ratePerMinute: "" }) === JSON.stringify({ ...right, ratePerMinute: "" });
}
