import type { Invoice, InvoiceCharge } from "@tollwright/invoice";
import type { TaxRecord } from "@tollwright/tax";

/** An issued invoice, as it was issued, with the levies that it does not show because the seller bears them. */
export type IssuedInvoice = {
  readonly number: string;
  readonly legalEntity: string;
  /** The day that decides in which return, quarter or list it counts: of its period, its bill or its issue. */
  readonly countsOn: string;
  readonly invoice: Invoice;
  readonly borne: readonly TaxRecord[];
};

/** A levy on one charge, with whether the invoice shows it, and the month that it is for. */
export type Owed = {
  readonly record: TaxRecord;
  readonly isBilled: boolean;
  readonly charge: InvoiceCharge | undefined;
  /** `2026-03` of a line that corrects March, whichever invoice carries it (books 12, 23). */
  readonly period: string;
};

/** Every levy of an invoice, billed or borne. */
export function owedOn({ invoice, borne }: IssuedInvoice): readonly Owed[] {
  const charges = new Map(invoice.charges.map((charge) => [charge.key, charge]));
  const own = invoice.period.from.slice(0, "2026-04".length);
  const owed = (record: TaxRecord, isBilled: boolean): Owed => {
    const charge = charges.get(record.charge.id);
    return { record, isBilled, charge, period: charge?.correction?.period ?? own };
  };
  return [
    ...invoice.taxRecords.map((record) => owed(record, true)),
    ...borne.map((record) => owed(record, false)),
  ];
}
