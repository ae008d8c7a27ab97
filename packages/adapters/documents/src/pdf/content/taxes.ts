import type { Invoice, InvoiceSite, InvoiceTax, TaxSection } from "@tollwright/invoice";
import { centsText, countText, moneyText, percentText } from "../../format.ts";
import { taxSectionNames, taxSections } from "../../words.ts";
import {
  type Block,
  cell,
  heading,
  introduction,
  paragraph,
  type TableColumn,
  type TableRow,
  tie,
} from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { styles } from "../layout/styles.ts";
import { groupRow } from "./charges.ts";

const columns: readonly TableColumn[] = [
  { heading: "Name", width: 184, align: "left" },
  { heading: "Authority", width: 130, align: "left" },
  { heading: "Applied to", width: 74, align: "right" },
  { heading: "Rate", width: 58, align: "right" },
  { heading: "Amount", width: CONTENT_WIDTH - 446, align: "right" },
];

/** Each levy by name in the three sections of truth in billing, then what was exempt. */
export function taxBlocks(invoice: Invoice): readonly Block[] {
  return [
    heading("H2", "Taxes, assessments and fees", styles.heading2),
    ...(invoice.taxes.some((tax) => tax.base !== null)
      ? [introduction(HOW_COMPUTED, styles.muted), tie(2)]
      : []),
    ...taxSections.flatMap((section) => sectionBlocks(invoice, section)),
    ...notTaxedBlocks(invoice),
  ];
}

/** Whoever multiplies a printed line must know why a cent is missing. */
const HOW_COMPUTED =
  "Each levy is computed charge by charge and rounded each time, so its amount can differ by some cents from the rate times the sum that it is applied to. That sum is shown to the cent; every digit is in the spreadsheet.";

function sectionBlocks(invoice: Invoice, section: TaxSection): readonly Block[] {
  const name = taxSectionNames[section];
  const taxes = invoice.taxes.filter((tax) => tax.section === section);
  const start = [tie(8), heading("H3", name, styles.heading3)];
  if (taxes.length === 0) return [...start, paragraph("None on this invoice.", styles.muted)];
  const rows = byLocation(invoice, taxes).flatMap((entry) =>
    typeof entry === "string" ? [groupRow(entry, columns)] : [taxRow(invoice, entry)],
  );
  const total: TableRow = {
    kind: "total",
    cells: [
      { text: `${name}, total`, span: columns.length - 1 },
      cell(moneyText(invoice.totals[section], invoice.currency)),
    ],
  };
  return [
    ...start,
    introduction(explanation(invoice, section), styles.muted),
    tie(3),
    { kind: "table", showHeadings: true, columns, rows: [...rows, total] },
  ];
}

/** Plain words, so that nobody takes a company's own fee for a tax. */
function explanation({ seller }: Invoice, section: TaxSection): string {
  switch (section) {
    case "governmentTaxes":
      return "Taxes and fees that the law has us collect from customers and pay over to the authority named.";
    case "regulatoryAssessments":
      return `Assessed on ${seller.tradeName} by regulators, who let us recover them from our customers.`;
    case "sellerCharges":
      return `Charges of ${seller.tradeName} itself. They are not taxes, and no government requires that we bill them.`;
  }
}

function byLocation(invoice: Invoice, taxes: readonly InvoiceTax[]): readonly (string | InvoiceTax)[] {
  const names = locationNames(invoice);
  if (names.size < 2) return taxes;
  const ids = [...new Set([...names.keys(), ...taxes.map((tax) => locationKey(tax.account, tax.location))])];
  return ids.flatMap((id) => {
    const here = taxes.filter((tax) => locationKey(tax.account, tax.location) === id);
    return here.length === 0 ? [] : [names.get(id) ?? id, ...here];
  });
}

/** Location ids are unique within an account only. */
function locationKey(account: string, location: string): string {
  return `${account} / ${location}`;
}

function locationNames({ sites }: Invoice): ReadonlyMap<string, string> {
  return new Map(
    sites.flatMap((site) =>
      site.locations.map((location) => [
        locationKey(site.account, location.id),
        locationName({ site, location, siteCount: sites.length }),
      ]),
    ),
  );
}

/** No more words than it takes to tell the locations of this invoice apart. */
function locationName(named: {
  readonly site: InvoiceSite;
  readonly location: InvoiceSite["locations"][number];
  readonly siteCount: number;
}): string {
  const { site, location } = named;
  if (named.siteCount === 1) return location.name;
  if (site.locations.length === 1 || site.name === location.name) return site.name;
  return `${site.name} \u2014 ${location.name}`;
}

function taxRow(invoice: Invoice, tax: InvoiceTax): TableRow {
  const { currency } = invoice;
  return {
    kind: "line",
    cells: [
      cell(tax.name, tax.marks.join("; ")),
      cell(authorityText(invoice, tax)),
      cell(measureText(tax, currency)),
      cell(rateText(tax, currency)),
      cell(moneyText(tax.amount, currency)),
    ],
  };
}

/** A fee of the seller's own has no authority but the seller. */
function authorityText({ seller }: Invoice, tax: InvoiceTax): string {
  return tax.section === "sellerCharges" ? seller.tradeName : tax.authority;
}

function measureText(tax: InvoiceTax, currency: Invoice["currency"]): string {
  if (tax.base !== null) return centsText(tax.base, currency);
  return tax.units === null ? "" : countText(tax.units, tax.unit ?? "each");
}

function rateText(tax: InvoiceTax, currency: Invoice["currency"]): string {
  if (tax.rate === null) return "several";
  return tax.base === null ? moneyText(tax.rate, currency) : percentText(tax.rate);
}

function notTaxedBlocks(invoice: Invoice): readonly Block[] {
  if (invoice.notTaxed.length === 0) return [];
  const names = locationNames(invoice);
  const rows = invoice.notTaxed.map(
    (entry): TableRow => ({
      kind: "line",
      cells: [
        cell(entry.name),
        cell(names.get(locationKey(entry.account, entry.location)) ?? entry.location),
        cell(entry.reason, entry.certificate === null ? undefined : `Certificate ${entry.certificate}`),
        cell(entry.exemptAmount === null ? "" : centsText(entry.exemptAmount, invoice.currency)),
      ],
    }),
  );
  return [
    tie(12),
    heading("H3", "Exempt or not taxed", styles.heading3),
    {
      kind: "table",
      showHeadings: true,
      columns: [
        { heading: "Name", width: 160, align: "left" },
        { heading: "Location", width: 110, align: "left" },
        { heading: "Why", width: 166, align: "left" },
        { heading: "Exempt amount", width: CONTENT_WIDTH - 436, align: "right" },
      ],
      rows,
    },
  ];
}
