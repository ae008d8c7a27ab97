import assert from "node:assert";
import type { CivilDate, Period } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { add, exact, toFixedText } from "@tollwright/money";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Assessment, Levy, TaxLine } from "@tollwright/tax";
import { type BilledSite, payerFirst } from "./billed-site.ts";
import { fusfCapProblems } from "./fusf-cap.ts";
import type { Invoice, InvoiceCharge, InvoiceTax } from "./invoice.ts";
import { invoiceCharge } from "./invoice-charge.ts";
import { invoiceSite } from "./invoice-site.ts";
import { type ChargedTax, invoiceTaxes } from "./invoice-taxes.ts";
import { amounts, invoiceTotals } from "./invoice-totals.ts";
import { itemisationOf } from "./itemisation.ts";
import { netCharge, netsOf } from "./net-charge.ts";
import { notTaxed } from "./not-taxed.ts";
import { accountOf, sellerOf } from "./parties.ts";
import { taxNotices } from "./tax-notices.ts";
import { taxRecords } from "./tax-records.ts";
import { usageSummary } from "./usage-summary.ts";
import { vatNotices } from "./vat-notices.ts";

export type ComposeInput = {
  readonly kind: Invoice["kind"];
  readonly legalEntity: LegalEntity;
  readonly payer: Account;
  /** The payer's own section among them. */
  readonly sites: readonly BilledSite[];
  /** The answer to `assessRequestFor` of the same sites, with the taxes of corrections among the lines. */
  readonly assessment: Assessment;
  readonly levies: readonly Levy[];
  readonly period: Period;
  readonly billDate: CivilDate;
  readonly dueDate: CivilDate;
  /** The caller's own, before those about taxes. */
  readonly notices: readonly string[];
};

/**
 * Charges and tax lines as an invoice without a number. Every printed total is the sum of the printed lines above it.
 * What the seller absorbs or may not pass on is not on it.
 *
 * Problems: FUSF_OVER_CAP; TAX_NOT_IN_CENTS for a levy whose rounding leaves parts of a cent on a bill.
 *
 * @example 100.00 of charges, taxes of 24.01 and 7.44: amount due 131.45.
 */
export function composeInvoice(input: ComposeInput): Result<Invoice> {
  const { payer, assessment } = input;
  const billed = assessment.taxLines.filter((line) => line.billed);
  const sites = payerFirst(payer, input.sites);
  const nets = netsOf(assessment);
  const charges = sites.flatMap((site) =>
    site.charges.map((charge) => netCharge(invoiceCharge(charge), nets)),
  );
  const byKey = new Map(charges.map((charge) => [charge.key, charge]));
  const taxed = billed.map((line): ChargedTax => ({ line, charge: chargeOf(line, byKey) }));
  // Corrected periods were held to their own caps when they were assessed.
  const own = taxed.filter(({ charge }) => charge.correction === undefined).map(({ line }) => line);
  const problems = [...finerThanCents(billed), ...fusfCapProblems(own)];
  if (problems.length > 0) return fail(...problems);
  const printed = invoiceTaxes(taxed);
  const taxes = sites.flatMap((site) => printed.filter((tax) => tax.account === site.account.id));
  // In the order in which it is written, as all its parts.
  const invoice: Invoice = {
    account: accountOf(payer),
    billDate: input.billDate,
    charges,
    currency: input.legalEntity.currency,
    dueDate: input.dueDate,
    issuedOn: null,
    itemisation: input.kind === "sample" ? null : itemisationOf(charges),
    kind: input.kind,
    notTaxed: notTaxed({
      taxed,
      printed: taxes,
      unassessed: assessment.unassessed,
      charges: byKey,
      levies: input.levies,
      elections: input.legalEntity.elections,
    }),
    notices: [
      ...input.notices,
      ...taxNotices({ printed: taxes, gaps: assessment.gaps, levies: input.levies }),
      ...vatNotices({ ...input, charges, taxLines: billed }),
    ],
    number: null,
    period: { from: input.period.from, until: input.period.until },
    ...poolsOf(sites),
    schema: "tollwright.invoice/2",
    seller: sellerOf(input.legalEntity),
    sites: sites.map((site) => invoiceSite({ site, charges, taxes, period: input.period })),
    taxRecords: taxRecords(billed),
    taxes,
    terms: input.legalEntity.terms.text,
    totals: invoiceTotals(charges, taxes),
    usageSummary: usageSummary(charges),
  };
  assertSums(invoice, assessment);
  return ok(invoice);
}

/** Absent where no plan includes any, so that other invoices are what they were. */
function poolsOf(sites: readonly BilledSite[]): Pick<Invoice, "pools"> {
  const pools = sites.flatMap((site) => site.pools ?? []);
  return pools.length === 0 ? {} : { pools };
}

function chargeOf(line: TaxLine, charges: ReadonlyMap<string, InvoiceCharge>): InvoiceCharge {
  const charge = charges.get(line.charge);
  assert(charge !== undefined, `${line.levy} is on the charge ${line.charge}, which is not on this invoice`);
  return charge;
}

const WHOLE_CENTS = /^-?\d+(\.\d{1,2}0*)?$/;

/** What is printed adds up only in cents; a levy kept finer than that is for the calculators. */
function finerThanCents(lines: readonly TaxLine[]): readonly Problem[] {
  const finer = lines.filter(({ amount }) => !WHOLE_CENTS.test(amount));
  return [...new Map(finer.map((line) => [line.levy, line])).values()].map((line) =>
    problem({
      code: "TAX_NOT_IN_CENTS",
      message: `levy ${line.levy} comes to ${line.amount} on ${line.charge}: a bill is in whole cents`,
      path: `levies.${line.levy}.rounding`,
    }),
  );
}

function assertSums(invoice: Invoice, assessment: Assessment): void {
  const { totals, charges, taxes, sites, usageSummary: usage } = invoice;
  const same = (left: string, right: ReturnType<typeof amounts>, what: string): void =>
    assert.equal(left, toFixedText(right, 2), what);
  same(totals.charges, amounts(charges), "charges add up to their total");
  same(totals.taxes, amounts(taxes), "taxes add up to their total");
  same(totals.taxes, exact(assessment.total), "printed taxes are those of the assessment");
  same(totals.usage, amounts(usage), "the usage summary adds up to the usage section");
  const { recurring, usage: used, oneTime, governmentTaxes, regulatoryAssessments, sellerCharges } = totals;
  same(totals.charges, amounts([recurring, used, oneTime].map(asLine)), "sections add up to the charges");
  const sections = [governmentTaxes, regulatoryAssessments, sellerCharges];
  same(totals.taxes, amounts(sections.map(asLine)), "sections add up to the taxes");
  same(totals.charges, amounts(sites.map((site) => asLine(site.charges))), "sites add up to the charges");
  same(totals.taxes, amounts(sites.map((site) => asLine(site.taxes))), "sites add up to the taxes");
  same(totals.amountDue, add(exact(totals.charges), exact(totals.taxes)), "amount due");
}

function asLine(amount: string): Pick<InvoiceTax, "amount"> {
  return { amount };
}
