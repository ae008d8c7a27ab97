import { compare, exact, sum, toText } from "@tollwright/money";
import { recomputeTaxLine, type TaxRecord } from "@tollwright/tax";
import type { Invoice, InvoiceTax } from "./invoice.ts";
import { taxKey } from "./invoice-taxes.ts";

/** A figure that does not come out of what stands behind it. */
export type TaxFault = {
  /** A levy on a charge, a printed line, or the total. */
  readonly about: string;
  readonly stated: string;
  readonly computed: string;
};

export type VerifiedTaxes = {
  readonly records: number;
  readonly printedLines: number;
  readonly faults: readonly TaxFault[];
};

/**
 * Proves every tax of an issued invoice from what it holds itself: each record comes to its own base and amount, each printed line is
 * the sum of its records, the total the sum of the printed lines. No rule in force is looked at.
 *
 * @param borne Records of what the seller bears, which are with its books.
 */
export function verifyTaxes(invoice: Invoice, borne: readonly TaxRecord[] = []): VerifiedTaxes {
  const records = [...invoice.taxRecords, ...borne];
  const total = toText(sum(invoice.taxes.map(({ amount }) => exact(amount))));
  return {
    records: records.length,
    printedLines: invoice.taxes.length,
    faults: [
      ...records.flatMap(recordFaults),
      ...lineFaults(invoice),
      ...differing("total of the taxes", invoice.totals.taxes, total),
    ],
  };
}

/** An outside engine's record holds its answer, and not how it came to it. */
function recordFaults(record: TaxRecord): readonly TaxFault[] {
  if (record.engine !== "tollwright.tax/1") return [];
  const { id, component } = record.charge;
  const about = `${record.levy} on ${id}${component ? `, ${component}` : ""}`;
  const again = recomputeTaxLine(record);
  return [
    ...differing(`base of ${about}`, record.base, again.base),
    ...differing(`exact tax of ${about}`, record.exact, again.exact),
    ...differing(about, record.amount, again.amount),
  ];
}

function lineFaults({ charges, taxes, taxRecords }: Invoice): readonly TaxFault[] {
  const byKey = new Map(charges.map((charge) => [charge.key, charge]));
  const sums = Map.groupBy(taxRecords, ({ levy, charge }) => {
    const on = byKey.get(charge.id);
    return on === undefined ? "" : taxKey(levy, on);
  });
  const stray = (sums.get("") ?? []).map(({ levy, charge, amount }) => ({
    about: `${levy} on ${charge.id}, which is no charge of the invoice`,
    stated: amount,
    computed: "0",
  }));
  return [...stray, ...taxes.flatMap((tax) => lineFault(tax, sums.get(taxKey(tax.levy, tax)) ?? []))];
}

function lineFault(tax: InvoiceTax, records: readonly TaxRecord[]): readonly TaxFault[] {
  const computed = toText(sum(records.map(({ amount }) => exact(amount))));
  return differing(`${tax.name} at ${tax.account}/${tax.location}`, tax.amount, computed);
}

function differing(about: string, stated: string, computed: string): readonly TaxFault[] {
  return compare(exact(stated), exact(computed)) === 0 ? [] : [{ about, stated, computed }];
}
