import { type InvoicedLine, standingLines } from "@tollwright/billing";
import { chargeOfInvoice, type Invoice, type InvoiceCharge, readInvoice } from "@tollwright/invoice";
import { type Database, invoicesTouching } from "@tollwright/postgres";
import type { TaxRecord } from "@tollwright/tax";
import { periodName } from "./period-name.ts";

/** An issued invoice, with what its tax records and books are found by. */
export type Issued = { readonly number: string; readonly run: bigint; readonly invoice: Invoice };

/** The issued invoices that touch any period of these accounts, in the order in which they were issued. */
export async function issuedInvoices(
  database: Database,
  accounts: readonly string[],
): Promise<readonly Issued[]> {
  return (await invoicesTouching(database, accounts)).map(({ number, run, canonical }) => ({
    number,
    run,
    invoice: readInvoice(canonical),
  }));
}

/** What of a period of an account is invoiced and stands (books 12), whichever invoices brought it. */
export function standingOf(
  issued: readonly Issued[],
  { account, period }: { readonly account: string; readonly period: string },
): ReadonlyMap<string, InvoicedLine> {
  return standingLines(
    issued.flatMap(({ number, invoice }) =>
      invoice.charges
        .filter((charge) => charge.account === account && periodOfLine(charge, invoice) === period)
        .map((charge) => ({ invoice: number, charge: chargeOfInvoice(charge) })),
    ),
  );
}

/** Tax records of issued lines, but those of one period. */
export function recordsOfOtherPeriods(
  issued: readonly Issued[],
  period: string | null,
): readonly TaxRecord[] {
  return issued.flatMap(({ invoice }) => {
    const lines = invoice.charges.filter((charge) => periodOfLine(charge, invoice) === period);
    const keys = new Set(lines.map(({ key }) => key));
    return invoice.taxRecords.filter(({ charge }) => !keys.has(charge.id));
  });
}

/** The period that a line is for: that of its invoice, one that it corrects, or the next where it was charged in advance. */
function periodOfLine({ correction, from }: InvoiceCharge, { period }: Invoice): string {
  if (correction !== undefined) return correction.period;
  return periodName({ from: from >= period.until ? period.until : period.from });
}
