import assert from "node:assert";
import type { Invoice, InvoiceTotals } from "@tollwright/invoice";
import { add, compare, type Exact, exact, sum } from "@tollwright/money";

/**
 * Stored results of formulas are the invoice's own figures, so its figures must be the sums of its lines.
 *
 * @throws AssertionError naming the total that is not.
 */
export function checkTotals(invoice: Invoice): void {
  const { totals } = invoice;
  for (const section of ["recurring", "usage", "oneTime"] as const)
    check(totals, section, sumOf(invoice.charges.filter((charge) => charge.section === section)));
  for (const section of ["governmentTaxes", "regulatoryAssessments", "sellerCharges"] as const)
    check(totals, section, sumOf(invoice.taxes.filter((tax) => tax.section === section)));
  check(totals, "charges", sumOf(invoice.charges));
  check(totals, "taxes", sumOf(invoice.taxes));
  check(totals, "amountDue", add(sumOf(invoice.charges), sumOf(invoice.taxes)));
  for (const site of invoice.sites) {
    const charges = sumOf(invoice.charges.filter((charge) => charge.account === site.account));
    const taxes = sumOf(invoice.taxes.filter((tax) => tax.account === site.account));
    assert(compare(charges, exact(site.charges)) === 0, `charges of site ${site.account} do not add up`);
    assert(compare(taxes, exact(site.taxes)) === 0, `taxes of site ${site.account} do not add up`);
  }
}

function check(totals: InvoiceTotals, field: keyof InvoiceTotals, lines: Exact): void {
  assert(compare(lines, exact(totals[field])) === 0, `the lines do not add up to ${field}, ${totals[field]}`);
}

function sumOf(lines: readonly { readonly amount: string }[]): Exact {
  return sum(lines.map((line) => exact(line.amount)));
}
