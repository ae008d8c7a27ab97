import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import { exact, toText } from "@tollwright/money";
import type { Charge } from "../charge.ts";

/**
 * Whether a line came out as it was invoiced: in everything that its amount and its taxes go by. Names and sentences may have
 * changed since, and are no reason to charge it again.
 */
export function isSameLine(left: Charge, right: Charge): boolean {
  return factsOf(left) === factsOf(right);
}

function factsOf(charge: Charge): string {
  // An invoice's line does not say the kind that levies know it by, and its key there may name the month.
  const { key, chargeKind, description, about, explanation, correction, ...facts } = charge;
  const counts = Object.entries(charge.counts).map(([unit, count]) => [unit, plain(count)]);
  return canonicalJson({
    ...(facts as Readonly<Record<string, CanonicalValue | undefined>>),
    quantity: plain(charge.quantity),
    unitPrice: plain(charge.unitPrice),
    amount: plain(charge.taxing?.priceWithTaxes ?? charge.amount),
    billedSeconds: plain(charge.billedSeconds),
    counts: Object.fromEntries(counts) as Readonly<Record<string, CanonicalValue>>,
  });
}

/** The same number has several texts: `1.5` and `1.50`. */
function plain(decimal: string | null): string | null {
  return decimal === null ? null : toText(exact(decimal));
}
