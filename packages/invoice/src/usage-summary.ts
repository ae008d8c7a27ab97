import { className, minutesText } from "@tollwright/billing";
import { byCodeUnit } from "@tollwright/canonical";
import { exact, sum } from "@tollwright/money";
import type { InvoiceCharge, UsageSummaryRow } from "./invoice.ts";
import { amounts, inCents } from "./invoice-totals.ts";

/**
 * Usage by account and class of calls, summed over locations and products; it adds up to the usage section.
 *
 * @example interstate at two locations, 60 and 66 billed seconds: one row of 2.1 minutes.
 */
export function usageSummary(charges: readonly InvoiceCharge[]): readonly UsageSummaryRow[] {
  const groups = Map.groupBy(
    charges.filter((charge) => charge.section === "usage"),
    (charge) => `${charge.account} ${charge.callClass}`,
  );
  return [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [row(group[0], group)]))
    .sort(
      (left, right) => byCodeUnit(left.account, right.account) || byCodeUnit(left.callClass, right.callClass),
    );
}

function row(first: InvoiceCharge, group: readonly InvoiceCharge[]): UsageSummaryRow {
  const callClass = first.callClass ?? "";
  const seconds = sum(group.map((charge) => exact(charge.billedSeconds ?? "0")));
  return {
    account: first.account,
    amount: inCents(amounts(group)),
    callClass,
    calls: group.reduce((total, charge) => total + (charge.calls ?? 0), 0),
    // The fixed fee of tiers, or a shortfall, is of no class of calls.
    description: first.callClass === null ? "Other usage charges" : capitalised(className(callClass)),
    minutes: minutesText(seconds),
  };
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
