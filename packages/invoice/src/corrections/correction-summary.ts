import { type Correction, monthName } from "@tollwright/billing";
import { add, exact, sum } from "@tollwright/money";
import type { Invoice } from "../invoice.ts";
import { inCents } from "../invoice-totals.ts";

/** What invoices carry for an earlier month of an account, before taxes. */
export type CorrectedMonth = {
  readonly account: string;
  /** `2026-03`, and as people read it. */
  readonly period: string;
  readonly month: string;
  readonly takenBack: string;
  readonly charged: string;
  readonly difference: string;
};

/**
 * The corrected months of some invoices, by account and month (books 12).
 *
 * @example -0.06 and 0.18 for March 2026: a difference of 0.12.
 */
export function correctionSummary(invoices: readonly Invoice[]): readonly CorrectedMonth[] {
  const lines = invoices.flatMap(({ charges }) =>
    charges.flatMap(({ account, amount, correction }) =>
      correction === undefined ? [] : [{ account, amount, correction }],
    ),
  );
  const groups = Map.groupBy(lines, ({ account, correction }) => `${account} ${correction.period}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const of = (kind: Correction["kind"]) =>
      sum(group.filter(({ correction }) => correction.kind === kind).map(({ amount }) => exact(amount)));
    const [back, charged] = [of("reversal"), of("corrected")];
    const { period } = first.correction;
    return [
      {
        account: first.account,
        period,
        month: monthName(period),
        takenBack: inCents(back),
        charged: inCents(charged),
        difference: inCents(add(back, charged)),
      },
    ];
  });
}
