import type { Invoice, InvoiceAddress, TaxSection } from "@tollwright/invoice";

/** A draft and a sample must never be taken for a bill: every page says what it is. */
export function banner(invoice: Invoice): string | null {
  if (invoice.kind === "sample") return "Sample invoice \u2014 estimated taxes, not a bill";
  if (invoice.number === null) return "Draft \u2014 not issued, not a bill";
  return null;
}

/** The word over the first page. */
export function documentName(invoice: Invoice): string {
  if (invoice.kind === "sample") return "Sample invoice";
  return invoice.number === null ? "Draft invoice" : "Invoice";
}

/** The same in one line, for running heads and the file's title. */
export function documentTitle(invoice: Invoice): string {
  return invoice.number === null ? documentName(invoice) : `Invoice ${invoice.number}`;
}

/** The section names of truth in billing: a company's own fee is never called a tax. */
export const taxSectionNames: Readonly<Record<TaxSection, string>> = {
  governmentTaxes: "Government taxes and fees",
  regulatoryAssessments: "Regulatory assessments we pass through",
  sellerCharges: "Our other charges",
};

/** In the order in which they are printed. */
export const taxSections: readonly TaxSection[] = [
  "governmentTaxes",
  "regulatoryAssessments",
  "sellerCharges",
];

export function addressLines(address: InvoiceAddress): readonly string[] {
  const region = [address.state, address.postalCode].filter((part) => part !== "").join(" ");
  const city = `${address.city}, ${region}`;
  return [...address.lines, city, ...(address.country === "US" ? [] : [address.country])];
}

export function addressInLine(address: InvoiceAddress): string {
  return addressLines(address).join(", ");
}

/** Where a location is taxed, as far as it is known. @example `Chicago, Cook County, IL` */
export function placeText(place: {
  readonly state: string;
  readonly county: string | null;
  readonly city: string | null;
}): string {
  const county = place.county === null ? null : countyName(place.county);
  return [place.city, county, place.state].filter((part) => part !== null && part !== "").join(", ");
}

function countyName(county: string): string {
  return / (county|parish|borough|city)$/i.test(county) ? county : `${county} County`;
}
