import { canonicalJson } from "@tollwright/canonical";
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
  const { account, location, section, serviceClass, portion, callClass, from, until } = charge;
  return canonicalJson({
    ...{ account, location, section, serviceClass, portion, callClass, from, until },
    quantity: plain(charge.quantity),
    unit: charge.unit,
    unitPrice: charge.unitPrice === null ? null : plain(charge.unitPrice),
    share: charge.share,
    amount: plain(charge.amount),
    calls: charge.calls,
    billedSeconds: charge.billedSeconds === null ? null : plain(charge.billedSeconds),
    counts: Object.fromEntries(Object.entries(charge.counts).map(([unit, count]) => [unit, plain(count)])),
  });
}

function plain(decimal: string): string {
  return toText(exact(decimal));
}
