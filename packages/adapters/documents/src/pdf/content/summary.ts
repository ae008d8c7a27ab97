import type { Invoice } from "@tollwright/invoice";
import { moneyText } from "../../format.ts";
import { taxSectionNames } from "../../words.ts";
import { type Block, cell, heading, paragraph, space, type TableRow } from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { styles } from "../layout/styles.ts";
import { sumText } from "./charges.ts";

const AMOUNT_WIDTH = 110;
const SITE_AMOUNT_WIDTH = 72;

/** Of what the amount is made up, what it leaves out, what must be noticed, and what each of several sites costs. */
export function summary(invoice: Invoice): readonly Block[] {
  return [
    heading("H2", "Summary", styles.heading2),
    summaryTable(invoice),
    space(6),
    ...statements(invoice),
    ...siteTable(invoice),
    ...notices(invoice),
  ];
}

const twoColumns = [
  { heading: "", width: CONTENT_WIDTH - AMOUNT_WIDTH, align: "left" as const },
  { heading: "", width: AMOUNT_WIDTH, align: "right" as const },
];

function summaryTable({ totals, currency, kind }: Invoice): Block {
  const row = (rowKind: TableRow["kind"], text: string, amount: string): TableRow => ({
    kind: rowKind,
    cells: [cell(text), cell(moneyText(amount, currency))],
  });
  return {
    kind: "table",
    columns: twoColumns,
    showHeadings: false,
    rows: [
      row("line", "Recurring charges", totals.recurring),
      row("line", "Usage charges", totals.usage),
      row("line", "One-time charges", totals.oneTime),
      row("total", "Total charges", totals.charges),
      row("line", taxSectionNames.governmentTaxes, totals.governmentTaxes),
      row("line", taxSectionNames.regulatoryAssessments, totals.regulatoryAssessments),
      row("line", taxSectionNames.sellerCharges, totals.sellerCharges),
      row("total", "Total taxes, assessments and fees", totals.taxes),
      row("grandTotal", kind === "sample" ? "Estimated amount" : "Amount due", totals.amountDue),
    ],
  };
}

/** Several sites on one invoice: what each of them costs. */
function siteTable({ sites, totals, currency }: Invoice): readonly Block[] {
  if (sites.length < 2) return [];
  const money = (amount: string) => cell(moneyText(amount, currency));
  const rows = sites.map(
    (site): TableRow => ({
      kind: "line",
      cells: [
        cell(site.name),
        cell(site.account),
        money(site.charges),
        money(site.taxes),
        money(sumText([site.charges, site.taxes])),
      ],
    }),
  );
  const total: TableRow = {
    kind: "total",
    cells: [
      { text: "All sites", span: 2 },
      money(totals.charges),
      money(totals.taxes),
      money(totals.amountDue),
    ],
  };
  const columns = [
    { heading: "Site", width: CONTENT_WIDTH - 120 - 3 * SITE_AMOUNT_WIDTH, align: "left" as const },
    { heading: "Account", width: 120, align: "left" as const },
    { heading: "Charges", width: SITE_AMOUNT_WIDTH, align: "right" as const },
    { heading: "Taxes and fees", width: SITE_AMOUNT_WIDTH, align: "right" as const },
    { heading: "Total", width: SITE_AMOUNT_WIDTH, align: "right" as const },
  ];
  return [
    space(9),
    heading("H2", "By site", styles.heading2),
    { kind: "table", columns, showHeadings: true, rows: [...rows, total] },
  ];
}

function statements(invoice: Invoice): readonly Block[] {
  // A sample's own notices say what it is.
  if (invoice.kind === "sample") return [];
  return [
    paragraph(
      "The amount due is that of this invoice alone. Previous balances and payments received are not kept here and are not part of it.",
      styles.muted,
    ),
  ];
}

function notices({ notices: texts }: Invoice): readonly Block[] {
  if (texts.length === 0) return [];
  return [
    space(10),
    heading("H3", "Please note", styles.heading3),
    ...texts.map((text) => paragraph(`\u2022 ${text}`, styles.body)),
  ];
}
