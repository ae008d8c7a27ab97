import { exact, toFixedText } from "@tollwright/money";
import { becauseOf } from "@tollwright/tax";
import { explainInvoice } from "./explain-invoice.ts";
import type { Invoice, InvoiceCharge } from "./invoice.ts";

/** A charge of an invoice with everything that its amount came from, for programs; `sentences` say the same to people. */
export type ExplainedCharge = InvoiceCharge & {
  readonly invoice: string | null;
  readonly sentences: readonly string[];
  /** What each levy is on it. */
  readonly taxes: readonly {
    readonly levy: string;
    readonly name: string;
    readonly amount: string;
    readonly because: readonly string[];
  }[];
  /** The line of a later invoice that takes it back; null where it stands. */
  readonly takenBackBy: { readonly invoice: string; readonly key: string } | null;
};

/**
 * Whose a charge is, by which plan and product, for which days, how much of what at which price, its share and its rounding; of a
 * difference, what it takes back, and of a line that was taken back later, by which invoice (books 12).
 *
 * @param later Invoices of the same account, issued since. @returns Null for a key that is no charge of the invoice.
 */
export function explainCharge(
  invoice: Invoice,
  key: string,
  later: readonly Invoice[] = [],
): ExplainedCharge | null {
  const charge = invoice.charges.find((candidate) => candidate.key === key);
  if (charge === undefined) return null;
  const takenBackBy = reversalOf(invoice, key, later);
  return {
    ...charge,
    invoice: invoice.number,
    sentences: [
      ...explainInvoice(invoice, key),
      `  whose: account ${charge.account}, location ${charge.location}; product ${charge.product} of plan ${charge.plan}`,
      `  for: ${charge.from} until ${charge.until}${charge.share === null ? "" : `, ${charge.share} of the period`}`,
      ...(takenBackBy === null
        ? []
        : [`  taken back by invoice ${takenBackBy.invoice}, line ${takenBackBy.key}`]),
    ],
    taxes: invoice.taxRecords
      .filter((record) => record.charge.id === key)
      .map((record) => ({
        levy: record.levy,
        name: record.name,
        amount: toFixedText(exact(record.amount), 2),
        because: becauseOf(record),
      })),
    takenBackBy,
  };
}

function reversalOf(
  invoice: Invoice,
  key: string,
  later: readonly Invoice[],
): ExplainedCharge["takenBackBy"] {
  for (const { number, charges } of later) {
    const found = charges.find(
      ({ correction }) =>
        correction?.reverses?.invoice === invoice.number && correction?.reverses?.key === key,
    );
    if (found !== undefined && number !== null) return { invoice: number, key: found.key };
  }
  return null;
}
