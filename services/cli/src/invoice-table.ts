import type { Invoice, InvoiceTotals } from "@tollwright/invoice";
import { grouped, table } from "./output.ts";

type Row = {
  readonly account: string;
  /** Null for a draft. */
  readonly number: string | null;
  readonly totals: InvoiceTotals;
  readonly state: string;
};

/** One row an invoice: what is charged, what is added, what is due. */
export function invoiceTable(rows: readonly Row[]): string {
  if (rows.length === 0) return "No invoice.";
  return table(
    ["account", "number", "recurring", "usage", "one-time", "taxes & fees", "due", "state"],
    rows.map(({ account, number, totals, state }) => [
      account,
      number ?? "–",
      grouped(totals.recurring),
      grouped(totals.usage),
      grouped(totals.oneTime),
      grouped(totals.taxes),
      grouped(totals.amountDue),
      state,
    ]),
  );
}

/** What the table shows of an invoice. */
export function invoiceRow(invoice: Invoice, state: string): Row {
  const { account, number, totals } = invoice;
  return { account: account.id, number, totals, state };
}
