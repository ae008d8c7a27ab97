import {
  compare,
  divide,
  type Exact,
  exact,
  isPositive,
  isZero,
  multiply,
  round,
  subtract,
  sum,
  toFixedText,
  zero,
} from "@tollwright/money";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { IssuedInvoice } from "./issued-invoice.ts";
import { type TaxReturnRow, taxReturns } from "./tax-returns.ts";

/** What of one levy was remitted for money that never came; amounts in cents. */
type BadDebtRow = Pick<
  TaxReturnRow,
  "jurisdiction" | "level" | "authority" | "levy" | "name" | "period" | "isCorrection"
> & {
  readonly base: string;
  readonly tax: string;
  /** The collector's allowance on it, which was never remitted. */
  readonly kept: string;
  readonly reclaimed: string;
};

export type BadDebt = {
  readonly invoice: string;
  readonly amountDue: string;
  readonly writtenOff: string;
  readonly rows: readonly BadDebtRow[];
  readonly reclaimed: string;
};

const CENTS_TEXT = /^\d+(\.\d{1,2})?$/;
const CENTS = { mode: "halfUp", places: 2 } as const;

/**
 * The taxes behind what was written off of an issued invoice, by jurisdiction and levy: the written-off share of each as it was billed, out of
 * its own records, so by the rates of then. The seller's own fees and the levies that it bears are owed to nobody else, and left out. Whether and when an
 * authority gives anything back is its law.
 *
 * Problem WRITE_OFF_AMOUNT for an amount that is not above zero, or above what was due.
 *
 * @param writtenOff Of the invoice's whole amount due, taxes and fees included.
 * @example 151.05 due with 7.44 of sales tax, of which 0.15 is kept, a fifth written off: 1.49 of tax, 0.03 of it kept, 1.46 to reclaim.
 */
export function badDebtOf(issued: IssuedInvoice, writtenOff: string): Result<BadDebt> {
  const { amountDue } = issued.invoice.totals;
  const [lost, due] = [CENTS_TEXT.test(writtenOff) ? exact(writtenOff) : zero, exact(amountDue)];
  if (!isPositive(lost) || compare(lost, due) > 0)
    return fail(
      problem({
        code: "WRITE_OFF_AMOUNT",
        message: `${writtenOff} is no part of ${amountDue}, which was due on invoice ${issued.number}`,
      }),
    );
  const returns = taxReturns();
  returns.add({ ...issued, borne: [] });
  const shareOf = (amount: string): Exact => round(divide(multiply(exact(amount), lost), due), CENTS);
  const rows = returns
    .result()
    .rows.filter(({ isReportable, billed }) => isReportable && !isZero(exact(billed)))
    .map((row) => rowOf(row, shareOf));
  return ok({
    invoice: issued.number,
    amountDue,
    writtenOff: toFixedText(lost, 2),
    rows,
    reclaimed: toFixedText(sum(rows.map(({ reclaimed }) => exact(reclaimed))), 2),
  });
}

function rowOf(row: TaxReturnRow, shareOf: (amount: string) => Exact): BadDebtRow {
  const { jurisdiction, level, authority, levy, name, period, isCorrection } = row;
  const [tax, kept] = [shareOf(row.billed), shareOf(row.kept)];
  return {
    ...{ jurisdiction, level, authority, levy, name, period, isCorrection },
    base: toFixedText(shareOf(row.base), 2),
    tax: toFixedText(tax, 2),
    kept: toFixedText(kept, 2),
    reclaimed: toFixedText(subtract(tax, kept), 2),
  };
}
