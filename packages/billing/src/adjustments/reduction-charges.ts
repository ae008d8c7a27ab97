import { type CanonicalValue, canonicalJson, sha256 } from "@tollwright/canonical";
import { negate, sum, toFixedText } from "@tollwright/money";
import type { Billing } from "../billing.ts";
import type { Charge } from "../charge.ts";
import { chargeKey } from "../charge-key.ts";
import type { Taxing } from "../taxing.ts";
import type { Taken } from "./remaining.ts";

/**
 * What was taken off lines, as negative lines: one for all that are taxed alike at one location, so that each levy gives
 * back what it took. Their sum is the whole that was taken.
 *
 * @example 15.00 off a trunk of 100.00 (voip, mixed) and a toll-free number of 50.00 (interstate): -10.00 and -5.00.
 */
export function reductionCharges(input: {
  readonly billing: Billing;
  readonly plan: string;
  readonly product: { readonly id: string; readonly name: string };
  /** The entry of the account, and what tells two lines of it apart. */
  readonly id: string;
  readonly detail?: string;
  readonly discount: NonNullable<Charge["discount"]> | null;
  readonly taken: readonly Taken[];
  readonly explanation: readonly string[];
}): readonly Charge[] {
  const groups = Map.groupBy(input.taken, ({ charge }) => `${charge.location}/${taxedAs(charge)}`);
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [reduction({ ...input, like: group[0].charge, group })],
  );
}

function reduction(
  input: Parameters<typeof reductionCharges>[0] & {
    readonly like: Charge;
    readonly group: readonly Taken[];
  },
): Charge {
  const { billing, plan, product, id, detail, discount, like, group } = input;
  const { location, section, chargeKind, serviceClass, portion, callClass } = like;
  const { from, until } = billing.period;
  const ids = { account: billing.account.id, location, plan, product: product.id };
  const amount = toFixedText(negate(sum(group.map(({ off }) => off))), 2);
  const named = [...new Set(group.map(({ charge }) => charge.product))].join(", ");
  return {
    ...ids,
    key: chargeKey({
      ...ids,
      ...{ from, until },
      detail: [id, taxedAs(like), ...(detail === undefined ? [] : [detail])].join("/"),
    }),
    ...{ section, chargeKind, serviceClass, portion, callClass, from, until },
    description: product.name,
    about: id,
    ...{ quantity: "1", unit: "each", unitPrice: null, share: null, amount },
    ...{ calls: null, billedSeconds: null, counts: {} },
    explanation: [...input.explanation, `of this on ${named} at ${location}: ${amount}`],
    ...(discount === null ? {} : { discount }),
    ...(like.jurisdictionShares === undefined ? {} : { jurisdictionShares: like.jurisdictionShares }),
    ...(like.taxing === undefined ? {} : { taxing: reducedTaxing(like.taxing, amount) }),
  };
}

/** Everything by which a levy could tell two lines of one location apart. */
function taxedAs({ section, serviceClass, portion, callClass, jurisdictionShares, taxing }: Charge): string {
  return [
    ...[section, serviceClass, portion],
    ...(callClass === null ? [] : [callClass]),
    ...(jurisdictionShares === undefined
      ? []
      : [`interstate-${jurisdictionShares.interstate.replace("/", "of")}`]),
    ...(taxing === undefined ? [] : [`taxed-${sha256(canonicalJson(unpriced(taxing))).slice(0, 8)}`]),
  ].join("/");
}

/** A price with taxes in it gives back a part with taxes in it. */
function reducedTaxing(taxing: Taxing, amount: string): Taxing {
  return taxing.priceWithTaxes === undefined ? taxing : { ...taxing, priceWithTaxes: amount };
}

function unpriced(taxing: Taxing): CanonicalValue {
  return { ...taxing, priceWithTaxes: taxing.priceWithTaxes === undefined ? "no" : "yes" };
}
