import { correctionName } from "@tollwright/billing";
import { byCodeUnit } from "@tollwright/canonical";
import { exact, isZero, sum, toText } from "@tollwright/money";
import type { TaxLine } from "@tollwright/tax";
import type { InvoiceCharge, InvoiceTax, TaxSection } from "./invoice.ts";
import { amounts, inCents } from "./invoice-totals.ts";
import { publicMarks } from "./public-marks.ts";

/** Truth in billing: what the law puts on the customer, what it puts on the seller, and what the seller asks for itself. */
const SECTION_OF_KIND = {
  tax: "governmentTaxes",
  passThrough: "regulatoryAssessments",
  sellerFee: "sellerCharges",
} as const satisfies Record<TaxLine["kind"], TaxSection>;

const SECTIONS: readonly TaxSection[] = ["governmentTaxes", "regulatoryAssessments", "sellerCharges"];

/** A tax line, and the charge that it is on. */
export type ChargedTax = { readonly line: TaxLine; readonly charge: InvoiceCharge };

/**
 * The printed lines: each levy at each location once, its amount the sum of the rounded amounts behind it. A levy that
 * comes to 0.00 at a location is not printed here but told under `notTaxed`.
 *
 * @example a 911 fee on 10 channels and on 5 numbers of one office, 8.00 and 4.00: one line of 15 units, 12.00.
 */
export function invoiceTaxes(taxed: readonly ChargedTax[]): readonly InvoiceTax[] {
  const groups = Map.groupBy(
    taxed.filter(({ line }) => line.noTax === null),
    ({ line, charge }) => taxKey(line.levy, charge),
  );
  return [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [printed(group[0], group)]))
    .filter((tax) => !isZero(exact(tax.amount)))
    .sort(
      (left, right) =>
        byCodeUnit(left.account, right.account) ||
        byCodeUnit(left.location, right.location) ||
        SECTIONS.indexOf(left.section) - SECTIONS.indexOf(right.section) ||
        byCodeUnit(left.jurisdiction, right.jurisdiction) ||
        byCodeUnit(left.levy, right.levy) ||
        byCodeUnit(correctionOrder(left), correctionOrder(right)),
    );
}

/** A printed line by name: a levy at a location, and of an earlier period what is carried back and what is charged anew. */
export function taxKey(
  levy: string,
  { account, location, correction }: Pick<InvoiceTax, "account" | "location"> & Corrected,
): string {
  const period = correction === undefined ? "" : ` ${correction.period} ${correction.kind}`;
  return `${levy} ${account} ${location}${period}`;
}

type Corrected = { readonly correction?: InvoiceTax["correction"] | undefined };

/** The period's own first, then earlier ones in order, what is taken back before what is charged. */
function correctionOrder({ correction }: InvoiceTax): string {
  if (correction === undefined) return "";
  return `${correction.period} ${correction.kind === "reversal" ? 0 : 1}`;
}

function printed(first: ChargedTax, group: readonly ChargedTax[]): InvoiceTax {
  const lines = group.map(({ line }) => line);
  const units = lines.flatMap((line) => (line.units === null ? [] : [exact(line.units)]));
  // In the order in which they are written, as all parts of an invoice.
  return {
    account: first.charge.account,
    amount: inCents(amounts(lines)),
    authority: first.line.authority,
    base: units.length > 0 ? null : toText(sum(lines.map((line) => exact(line.base)))),
    ...correctionOf(first.charge),
    jurisdiction: first.line.jurisdiction,
    levy: first.line.levy,
    location: first.charge.location,
    marks: [...new Set(lines.flatMap(publicMarks))],
    name: namedBy(first),
    rate: theOnly(lines.map((line) => line.rate)),
    section: SECTION_OF_KIND[first.line.kind],
    unit: theOnly(lines.map((line) => line.unit)),
    units: units.length > 0 ? toText(sum(units)) : null,
  };
}

/** @example `March 2026, reversed: Federal universal service` */
function namedBy({ line, charge: { correction } }: ChargedTax): string {
  return correction === undefined ? line.name : `${correctionName(correction)}: ${line.name}`;
}

function correctionOf({ correction }: InvoiceCharge): Pick<InvoiceTax, "correction"> {
  return correction === undefined ? {} : { correction: { kind: correction.kind, period: correction.period } };
}

/** The value that all have, or null. */
function theOnly(values: readonly (string | null)[]): string | null {
  const [value = null, ...others] = new Set(values);
  return others.length === 0 ? value : null;
}
