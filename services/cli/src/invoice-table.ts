import type { Invoice } from "@tollwright/invoice";
import { grouped, table } from "./output.ts";

/** One row an invoice: what is charged, what is added, what is due. */
export function invoiceTable(rows: readonly { readonly invoice: Invoice; readonly state: string }[]): string {
  if (rows.length === 0) return "No invoice.";
  return table(
    ["account", "number", "recurring", "usage", "one-time", "taxes & fees", "due", "state"],
    rows.map(({ invoice, state }) => [
      invoice.account.id,
      invoice.number ?? "–",
      grouped(invoice.totals.recurring),
      grouped(invoice.totals.usage),
      grouped(invoice.totals.oneTime),
      grouped(invoice.totals.taxes),
      grouped(invoice.totals.amountDue),
      state,
    ]),
  );
}
