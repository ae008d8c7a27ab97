import type { Invoice, InvoiceCharge, InvoiceSite } from "@tollwright/invoice";
import { exact, isZero, sum, toText } from "@tollwright/money";
import {
  countText,
  grouped,
  minutesOf,
  minutesText,
  moneyText,
  shortDayText,
  shortPeriodText,
  telephonesText,
} from "../../format.ts";
import {
  type Block,
  type Cell,
  cell,
  heading,
  type TableColumn,
  type TableRow,
  tie,
} from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { styles } from "../layout/styles.ts";

type SiteCharges = {
  readonly invoice: Invoice;
  readonly site: InvoiceSite;
  readonly charges: readonly InvoiceCharge[];
  /** Stands between recurring charges and the usage lines. */
  readonly usageSummary: readonly Block[];
};

/** The tables of a site's charges, in the order recurring, usage, one-time; a section without a line is left out. */
export function chargeTables({ invoice, site, charges, usageSummary }: SiteCharges): readonly Block[] {
  const of = (section: InvoiceCharge["section"]) => charges.filter((charge) => charge.section === section);
  const recurring = of("recurring");
  return [
    ...sectionTable({
      title: "Recurring charges",
      invoice,
      site,
      charges: recurring,
      shape: recurring.some((charge) => charge.share !== null) ? partialShape : pricedShape,
    }),
    ...usageSummary,
    ...sectionTable({
      title: "Usage charges",
      heading: usageSummary.length === 0 ? "Usage charges by class of call" : "Usage charges",
      invoice,
      site,
      charges: of("usage"),
      shape: usageShape,
    }),
    ...sectionTable({
      title: "One-time charges",
      invoice,
      site,
      charges: of("oneTime"),
      shape: oneTimeShape,
    }),
  ];
}

/** The columns of a section, all but the amount, which is always last. */
type Shape = {
  readonly columns: readonly TableColumn[];
  readonly cells: (charge: InvoiceCharge, invoice: Invoice) => readonly Cell[];
  /** Of the total row, from its first column up to the amount. */
  readonly totals?: (title: string, charges: readonly InvoiceCharge[]) => readonly Cell[];
};

const AMOUNT: TableColumn = { heading: "Amount", width: 76, align: "right" };

const pricedShape: Shape = {
  columns: [
    { heading: "Description", width: 214, align: "left" },
    { heading: "Service dates", width: 102, align: "left" },
    { heading: "Quantity and price", width: CONTENT_WIDTH - 316 - AMOUNT.width, align: "right" },
  ],
  cells: (charge, invoice) => [
    describedCell(charge),
    cell(shortPeriodText(charge)),
    cell(quantityText(charge, invoice)),
  ],
};

/** Where some line is for a part of the period only. */
const partialShape: Shape = {
  columns: [
    { heading: "Description", width: 178, align: "left" },
    { heading: "Service dates", width: 102, align: "left" },
    { heading: "Quantity and price", width: 100, align: "right" },
    { heading: "Part of period", width: CONTENT_WIDTH - 380 - AMOUNT.width, align: "right" },
  ],
  cells: (charge, invoice) => [...pricedShape.cells(charge, invoice), cell(charge.share ?? "")],
};

const oneTimeShape: Shape = {
  columns: [
    { heading: "Description", width: 228, align: "left" },
    { heading: "Date", width: 88, align: "left" },
    { heading: "Quantity and price", width: CONTENT_WIDTH - 316 - AMOUNT.width, align: "right" },
  ],
  cells: (charge, invoice) => [
    describedCell(charge),
    cell(shortDayText(charge.from)),
    cell(quantityText(charge, invoice)),
  ],
};

const usageShape: Shape = {
  columns: [
    { heading: "Description", width: 160, align: "left" },
    { heading: "Service dates", width: 98, align: "left" },
    { heading: "Rate", width: 70, align: "right" },
    { heading: "Calls", width: 44, align: "right" },
    { heading: "Billed minutes", width: CONTENT_WIDTH - 372 - AMOUNT.width, align: "right" },
  ],
  totals: (title, charges) => [
    { text: title, span: 3 },
    cell(grouped(String(charges.reduce((total, charge) => total + (charge.calls ?? 0), 0)))),
    cell(minutesText(minutesOf(sumText(charges.map((charge) => charge.billedSeconds ?? "0"))))),
  ],
  cells: (charge, invoice) => [
    usageCell(charge),
    cell(shortPeriodText(charge)),
    cell(rateText(charge, invoice)),
    cell(charge.calls === null ? "" : grouped(String(charge.calls))),
    cell(billedText(charge, invoice)),
  ],
};

function describedCell({ description, about }: InvoiceCharge): Cell {
  return cell(description, about === null ? undefined : telephonesText(about));
}

/** What pools covered of a line stands below its name. */
function usageCell(charge: InvoiceCharge): Cell {
  const drawn = charge.allocated?.drawnSeconds ?? "0";
  if (isZero(exact(drawn))) return describedCell(charge);
  return cell(charge.description, `${minutesText(minutesOf(drawn))} minutes of these are included`);
}

function quantityText(charge: InvoiceCharge, { currency }: Invoice): string {
  const quantity = countText(charge.quantity, charge.unit);
  return charge.unitPrice === null ? quantity : `${quantity} \u00d7 ${moneyText(charge.unitPrice, currency)}`;
}

/** What a minute or a call costs, so that a customer can check it; calls by a deck have their rates in the itemised files. */
function rateText({ unitPrice, unit }: InvoiceCharge, { currency }: Invoice): string {
  if (unitPrice === null) return "by call";
  if (isZero(exact(unitPrice))) return "free";
  return `${moneyText(unitPrice, currency)}/${unit === "minute" ? "min" : unit}`;
}

/** Minutes for calls; for what is counted otherwise (channels of a burst), the quantity and its price. */
function billedText(charge: InvoiceCharge, invoice: Invoice): string {
  if (charge.billedSeconds === null) return quantityText(charge, invoice);
  return minutesText(minutesOf(charge.billedSeconds));
}

function sectionTable(section: {
  readonly title: string;
  readonly heading?: string;
  readonly invoice: Invoice;
  readonly site: InvoiceSite;
  readonly charges: readonly InvoiceCharge[];
  readonly shape: Shape;
}): readonly Block[] {
  const { title, invoice, charges, shape } = section;
  if (charges.length === 0) return [];
  const columns = [...shape.columns, AMOUNT];
  const totalTitle = `Total ${title.toLowerCase()}`;
  const line = (charge: InvoiceCharge): TableRow => ({
    kind: "line",
    cells: [...shape.cells(charge, invoice), cell(moneyText(charge.amount, invoice.currency))],
  });
  const total: TableRow = {
    kind: "total",
    cells: [
      ...(shape.totals?.(totalTitle, charges) ?? [{ text: totalTitle, span: columns.length - 1 }]),
      cell(moneyText(sumText(charges.map((charge) => charge.amount)), invoice.currency)),
    ],
  };
  const rows = [
    ...byLocation(section).flatMap((row) =>
      typeof row === "string" ? [groupRow(row, columns)] : [line(row)],
    ),
    total,
  ];
  return [
    tie(12),
    heading("H3", section.heading ?? title, styles.heading3),
    { kind: "table", showHeadings: true, columns, rows },
  ];
}

/** Lines in the invoice's order; where a site has several locations, under the name of each. */
function byLocation(section: {
  readonly site: InvoiceSite;
  readonly charges: readonly InvoiceCharge[];
}): readonly (string | InvoiceCharge)[] {
  const { site, charges } = section;
  if (site.locations.length < 2) return charges;
  const names = new Map(site.locations.map((location) => [location.id, location.name]));
  const ids = [...new Set([...names.keys(), ...charges.map((charge) => charge.location)])];
  return ids.flatMap((id) => {
    const here = charges.filter((charge) => charge.location === id);
    return here.length === 0 ? [] : [names.get(id) ?? id, ...here];
  });
}

export function groupRow(text: string, columns: readonly TableColumn[]): TableRow {
  return { kind: "group", cells: [{ text, span: columns.length }] };
}

/** Exact sum of decimal texts. */
export function sumText(amounts: readonly string[]): string {
  return toText(sum(amounts.map((amount) => exact(amount))));
}
