import { add, type Exact, exact, isZero, toText, zero } from "@tollwright/money";
import type { PricePlan } from "@tollwright/rate-card";
import { callPortion } from "../call-portion.ts";

/** Parts of a whole as fractions that add up to 1: `540/1000`. */
export type PortionShares = {
  readonly interstate: string;
  readonly intrastate: string;
  readonly international: string;
};

/** Of a rated sum, or of a line that is no usage at all. */
type Facts = {
  readonly plan: string | null;
  readonly product: string;
  readonly callClass: string | null;
  readonly billedSeconds: string | null;
};

type Portion = keyof PortionShares;
const PORTIONS: readonly Portion[] = ["interstate", "intrastate", "international"];

/**
 * How the calls of a company divided in a period, by the service class of what they were sold as: the method `actual` of books 21,
 * by billed seconds. Calls whose jurisdiction nobody knows say nothing; a class without calls has no shares.
 *
 * @example voip with 600 s interstate, 300 s intrastate, 100 s abroad: `600/1000`, `300/1000`, `100/1000`.
 */
export function actualShares(
  usage: readonly Facts[],
  plans: readonly PricePlan[],
): ReadonlyMap<string, PortionShares> {
  const seconds = new Map<string, Record<Portion, Exact>>();
  for (const { plan, product, callClass, billedSeconds } of usage) {
    const sold = plans.find(({ id }) => id === plan)?.products.find(({ id }) => id === product);
    if (sold?.kind !== "usage" || callClass === null || billedSeconds === null) continue;
    const portion = callPortion(callClass, sold.portion);
    if (portion === "mixed" || portion === "none") continue;
    const sums = seconds.get(sold.serviceClass) ?? {
      interstate: zero,
      intrastate: zero,
      international: zero,
    };
    seconds.set(sold.serviceClass, { ...sums, [portion]: add(sums[portion], exact(billedSeconds)) });
  }
  return new Map(
    [...seconds].flatMap(([serviceClass, sums]) => {
      const total = PORTIONS.reduce((sum, portion) => add(sum, sums[portion]), zero);
      if (isZero(total)) return [];
      const share = (portion: Portion): string => `${toText(sums[portion])}/${toText(total)}`;
      const shares = {
        ...{ interstate: share("interstate"), intrastate: share("intrastate") },
        international: share("international"),
      };
      return [[serviceClass, shares] as const];
    }),
  );
}
