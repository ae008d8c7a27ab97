import type { Invoice, InvoiceCharge, InvoiceSite, UsageSummaryRow } from "@tollwright/invoice";
import { grouped, minutesText, moneyText } from "../../format.ts";
import { addressInLine, placeText } from "../../words.ts";
import {
  type Block,
  cell,
  heading,
  introduction,
  paragraph,
  space,
  type TableRow,
  tie,
} from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { styles } from "../layout/styles.ts";
import { chargeTables, sumText } from "./charges.ts";
import { poolsTable } from "./pools.ts";

/** Site by site: where it is, and every charge of it. */
export function siteBlocks(invoice: Invoice, site: InvoiceSite): readonly Block[] {
  const charges = invoice.charges.filter((charge) => charge.account === site.account);
  const rows = invoice.usageSummary.filter((row) => row.account === site.account);
  const isSaidByLines = oneLineEach(
    rows,
    charges.filter((charge) => charge.section === "usage"),
  );
  const usageSummary = isSaidByLines ? [] : usageSummaryTable(invoice, rows);
  const tables = chargeTables({ invoice, site, charges, usageSummary });
  return [
    heading("H2", site.name, styles.heading2),
    ...(invoice.kind === "sample" ? [] : [introduction(`Account ${site.account}`, styles.muted)]),
    tie(4),
    locationTable(site),
    ...(charges.length === 0
      ? [tie(8), paragraph("No charges for this site in this period.", styles.body)]
      : tables),
    ...poolsTable(invoice, site),
    ...(invoice.sites.length > 1 ? [space(10), siteTotals(invoice, site)] : []),
    space(16),
  ];
}

/** Where each class of call is one charge, its lines are the summary, and nothing is said twice. */
function oneLineEach(rows: readonly UsageSummaryRow[], usage: readonly InvoiceCharge[]): boolean {
  return rows.length === usage.length;
}

function locationTable(site: InvoiceSite): Block {
  return {
    kind: "table",
    showHeadings: true,
    keepWithNext: true,
    columns: [
      { heading: "Service location", width: 150, align: "left" },
      { heading: "Address", width: 226, align: "left" },
      { heading: "Taxed as", width: CONTENT_WIDTH - 376, align: "left" },
    ],
    rows: site.locations.map((location) => ({
      kind: "line",
      cells: [cell(location.name), cell(addressInLine(location.address)), cell(placeText(location.place))],
    })),
  };
}

function usageSummaryTable({ currency }: Invoice, rows: readonly UsageSummaryRow[]): readonly Block[] {
  if (rows.length === 0) return [];
  const calls = rows.reduce((total, row) => total + row.calls, 0);
  const lines = rows.map(
    (row): TableRow => ({
      kind: "line",
      cells: [
        cell(row.description),
        cell(grouped(String(row.calls))),
        cell(minutesText(row.minutes)),
        cell(moneyText(row.amount, currency)),
      ],
    }),
  );
  const total: TableRow = {
    kind: "total",
    cells: [
      cell("All calls"),
      cell(grouped(String(calls))),
      cell(minutesText(sumText(rows.map((row) => row.minutes)))),
      cell(moneyText(sumText(rows.map((row) => row.amount)), currency)),
    ],
  };
  return [
    tie(12),
    heading("H3", "Usage by class of call", styles.heading3),
    {
      kind: "table",
      showHeadings: true,
      columns: [
        { heading: "Class", width: CONTENT_WIDTH - 270, align: "left" },
        { heading: "Calls", width: 90, align: "right" },
        { heading: "Billed minutes", width: 90, align: "right" },
        { heading: "Amount", width: 90, align: "right" },
      ],
      rows: [...lines, total],
    },
  ];
}

function siteTotals({ currency }: Invoice, site: InvoiceSite): Block {
  const row = (text: string, amount: string): TableRow => ({
    kind: "total",
    cells: [cell(text), cell(moneyText(amount, currency))],
  });
  return {
    kind: "table",
    showHeadings: false,
    columns: [
      { heading: "", width: CONTENT_WIDTH - 110, align: "left" },
      { heading: "", width: 110, align: "right" },
    ],
    rows: [
      row(`Charges of ${site.name}`, site.charges),
      row("Taxes, assessments and fees on them, listed below", site.taxes),
    ],
  };
}
