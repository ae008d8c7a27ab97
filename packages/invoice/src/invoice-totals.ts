import { add, type Exact, exact, sum, toFixedText } from "@tollwright/money";
import type { InvoiceCharge, InvoiceTax, InvoiceTotals } from "./invoice.ts";

/**
 * Every total is the sum of the printed lines above it, which are in cents: nothing is rounded here.
 *
 * @example charges of 100.00 and taxes of 24.01 and 7.44: taxes 31.45, amount due 131.45.
 */
export function invoiceTotals(
  charges: readonly InvoiceCharge[],
  taxes: readonly InvoiceTax[],
): InvoiceTotals {
  const ofSection = (section: InvoiceCharge["section"]) =>
    amounts(charges.filter((charge) => charge.section === section));
  const ofTaxes = (section: InvoiceTax["section"]) => amounts(taxes.filter((tax) => tax.section === section));
  const charged = amounts(charges);
  const taxed = amounts(taxes);
  return {
    amountDue: inCents(add(charged, taxed)),
    charges: inCents(charged),
    governmentTaxes: inCents(ofTaxes("governmentTaxes")),
    oneTime: inCents(ofSection("oneTime")),
    recurring: inCents(ofSection("recurring")),
    regulatoryAssessments: inCents(ofTaxes("regulatoryAssessments")),
    sellerCharges: inCents(ofTaxes("sellerCharges")),
    taxes: inCents(taxed),
    usage: inCents(ofSection("usage")),
  };
}

/** The exact sum of printed amounts. */
export function amounts(lines: readonly { readonly amount: string }[]): Exact {
  return sum(lines.map((line) => exact(line.amount)));
}

/** @throws AssertionError when the value is finer than cents: a printed sum never drops a digit. */
export function inCents(value: Exact): string {
  return toFixedText(value, 2);
}
