import { exact, toFixedText } from "@tollwright/money";
import { becauseOf, type TaxRecord } from "@tollwright/tax";
import type { Invoice, InvoiceCharge, InvoiceTax, NotTaxed } from "./invoice.ts";
import { taxKey } from "./invoice-taxes.ts";

/**
 * How an amount came to be, in sentences that can be followed with a pencil.
 *
 * @param key The key of a charge, or the id of a levy; absent, the whole invoice.
 * @returns Nothing for a key that is not on the invoice.
 */
export function explainInvoice(invoice: Invoice, key?: string): readonly string[] {
  const charges = invoice.charges.filter((charge) => key === undefined || charge.key === key);
  const taxes = invoice.taxes.filter((tax) => key === undefined || tax.levy === key);
  return [
    ...charges.flatMap((charge) => ofCharge(invoice, charge, key !== undefined)),
    ...taxes.flatMap((tax) => ofTax(invoice, tax)),
    ...invoice.notTaxed.filter((entry) => key === undefined || entry.levy === key).map(notTaxedSentence),
    ...(key === undefined ? totalSentences(invoice) : []),
  ];
}

function notTaxedSentence(entry: NotTaxed): string {
  const certificate = entry.certificate === null ? "" : ` ${entry.certificate}`;
  const exempt = entry.exemptAmount === null ? "" : `; ${entry.exemptAmount} of the charges left out`;
  return `${entry.name} at ${entry.account}/${entry.location}: ${entry.reason}${certificate}${exempt}`;
}

/** A charge asked for by its key is told with the taxes on it. */
function ofCharge(invoice: Invoice, charge: InvoiceCharge, withTaxes: boolean): readonly string[] {
  const about = charge.about === null ? "" : `, ${charge.about}`;
  const records = withTaxes ? invoice.taxRecords.filter((record) => record.charge.id === charge.key) : [];
  return [
    `${charge.description}${about} (${charge.key}): ${charge.amount}`,
    ...charge.explanation.map((sentence) => `  ${sentence}`),
    ...records.flatMap((record) => [`  ${record.name}: ${cents(record.amount)}`, ...because(record)]),
  ];
}

function ofTax(invoice: Invoice, tax: InvoiceTax): readonly string[] {
  const here = invoice.charges.filter((charge) => taxKey(tax.levy, charge) === taxKey(tax.levy, tax));
  const keys = new Set(here.map((charge) => charge.key));
  const records = invoice.taxRecords.filter(
    (record) => record.levy === tax.levy && keys.has(record.charge.id),
  );
  return [
    `${tax.name} at ${tax.account}/${tax.location}, ${tax.authority} (${tax.jurisdiction}): ${tax.amount}`,
    ...records.flatMap((record) => [onCharge(record), ...because(record)]),
  ];
}

/** By the words of the invoice, and by the key that asks for the charge's own explanation. */
function onCharge({ charge, amount }: TaxRecord): string {
  return `  on ${charge.label ?? "the charge"}, charged ${cents(charge.amount)} (${charge.id}): ${cents(amount)}`;
}

/** Assessed amounts drop their zeros; on an invoice they are whole cents. @example `5.4` is `5.40` */
function cents(amount: string): string {
  return toFixedText(exact(amount), 2);
}

function because(record: TaxRecord): readonly string[] {
  return becauseOf(record).map((sentence) => `    ${sentence}`);
}

function totalSentences({ totals }: Invoice): readonly string[] {
  return [
    `Total charges: recurring ${totals.recurring} + usage ${totals.usage} + one-time ${totals.oneTime} = ${totals.charges}`,
    `Total taxes, assessments and fees: government ${totals.governmentTaxes} + regulatory ${totals.regulatoryAssessments} + the seller's own ${totals.sellerCharges} = ${totals.taxes}`,
    `Amount due: ${totals.charges} + ${totals.taxes} = ${totals.amountDue}`,
  ];
}
