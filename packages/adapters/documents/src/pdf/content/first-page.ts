import type { Invoice } from "@tollwright/invoice";
import { dayText, moneyText, periodText } from "../../format.ts";
import { addressLines, documentName, taxSectionNames } from "../../words.ts";
import {
  type Block,
  type Column,
  cell,
  heading,
  lines,
  paragraph,
  space,
  type TableRow,
} from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { colours, styles } from "../layout/styles.ts";

const LEFT_WIDTH = 286;
const RIGHT_WIDTH: number = CONTENT_WIDTH - LEFT_WIDTH;
const AMOUNT_WIDTH = 110;

/** Who bills whom, for what period, how much is due until when, and of what it is made up. */
export function firstPage(invoice: Invoice): readonly Block[] {
  return [
    { kind: "columns", columns: [sellerColumn(invoice), titleColumn(invoice)] },
    space(16),
    { kind: "columns", columns: [buyerColumn(invoice), factsColumn(invoice)] },
    space(14),
    amountPanel(invoice),
    space(14),
    heading("H2", "Summary", styles.heading2),
    summaryTable(invoice),
    space(6),
    ...statements(invoice),
    ...notices(invoice),
    ...siteTable(invoice),
    space(24),
  ];
}

function sellerColumn({ seller }: Invoice): Column {
  const legalName =
    seller.legalName === seller.tradeName ? [] : [{ text: seller.legalName, style: styles.muted }];
  const filer = seller.form499FilerId === null ? [] : [`FCC Form 499 Filer ID ${seller.form499FilerId}`];
  const below = [...addressLines(seller.address), ...filer].map((text) => ({ text, style: styles.muted }));
  return {
    width: LEFT_WIDTH,
    blocks: [lines([{ text: seller.tradeName, style: styles.brand }]), lines([...legalName, ...below])],
  };
}

function titleColumn(invoice: Invoice): Column {
  const { seller } = invoice;
  const contact = [
    { text: "Questions about this invoice?", style: styles.strong },
    { text: `Call ${seller.questionsPhone}`, style: styles.body },
    { text: `or write to ${seller.questionsEmail}`, style: styles.body },
  ];
  return {
    width: RIGHT_WIDTH,
    blocks: [heading("H1", documentName(invoice), styles.title, "right"), lines(contact, "right")],
  };
}

function buyerColumn({ account, kind }: Invoice): Column {
  const address = addressLines(account.billingAddress).map((text) => ({ text, style: styles.body }));
  const label = kind === "sample" ? "Prepared for" : "Bill to";
  const all = [{ text: label, style: styles.label }, { text: account.name, style: styles.name }, ...address];
  // Narrower than the column, so that a long name never runs into the facts beside it.
  return {
    width: LEFT_WIDTH,
    blocks: [{ kind: "columns", columns: [{ width: LEFT_WIDTH - 24, blocks: [lines(all)] }] }],
  };
}

function factsColumn(invoice: Invoice): Column {
  const { account } = invoice;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Invoice number", invoice.number],
    ["Account", account.id],
    ["Your order number", account.customerOrderNumber],
    ["Billing period", periodText(invoice.period)],
    [invoice.kind === "sample" ? "Priced as of" : "Bill date", dayText(invoice.billDate)],
    ["Due date", invoice.kind === "sample" ? null : dayText(invoice.dueDate)],
    ["Terms", invoice.terms],
  ];
  const rows = facts.flatMap(([label, value]): readonly TableRow[] =>
    value === null
      ? []
      : [
          {
            kind: "fact",
            cells: [
              { text: label, style: styles.muted },
              { text: value, style: styles.strong },
            ],
          },
        ],
  );
  const columns = [
    { heading: "", width: 88, align: "left" as const },
    { heading: "", width: RIGHT_WIDTH - 88, align: "right" as const },
  ];
  return { width: RIGHT_WIDTH, blocks: [{ kind: "table", columns, showHeadings: false, rows }] };
}

function amountPanel(invoice: Invoice): Block {
  const padding = 12;
  const inner = CONTENT_WIDTH - 2 * padding;
  const amount = moneyText(invoice.totals.amountDue, invoice.currency);
  const label = invoice.kind === "sample" ? "Estimated amount for the period" : "Amount due";
  const left = lines([
    { text: label, style: styles.label },
    { text: amount, style: styles.amountDue },
  ]);
  const right = lines(dueLines(invoice), "right");
  const columns = [
    { width: inner * 0.55, blocks: [left] },
    { width: inner * 0.45, blocks: [right] },
  ];
  return { kind: "panel", fill: colours.panel, padding, blocks: [{ kind: "columns", columns }] };
}

function dueLines(invoice: Invoice) {
  if (invoice.kind === "sample") {
    return [
      { text: "Nothing is due", style: styles.label },
      { text: "This is a sample, not a bill", style: styles.total },
    ];
  }
  if (isPayable(invoice)) {
    return [
      { text: invoice.number === null ? "Due, once issued, by" : "Please pay by", style: styles.label },
      { text: dayText(invoice.dueDate), style: styles.dueDate },
    ];
  }
  const isCredit = invoice.totals.amountDue.startsWith("-");
  return [
    { text: isCredit ? "A credit to your account" : "Nothing to pay", style: styles.label },
    { text: "No payment is due", style: styles.total },
  ];
}

/** More than zero: decimal text with a digit other than 0, and no sign. */
export function isPayable({ totals, kind }: Invoice): boolean {
  return kind === "invoice" && !totals.amountDue.startsWith("-") && /[1-9]/.test(totals.amountDue);
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
function siteTable({ sites, currency }: Invoice): readonly Block[] {
  if (sites.length < 2) return [];
  const rows = sites.map(
    (site): TableRow => ({
      kind: "line",
      cells: [
        cell(site.name, `Account ${site.account}`),
        cell(moneyText(site.charges, currency)),
        cell(moneyText(site.taxes, currency)),
      ],
    }),
  );
  const columns = [
    { heading: "Site", width: CONTENT_WIDTH - 2 * AMOUNT_WIDTH, align: "left" as const },
    { heading: "Charges", width: AMOUNT_WIDTH, align: "right" as const },
    { heading: "Taxes and fees", width: AMOUNT_WIDTH, align: "right" as const },
  ];
  return [
    space(12),
    heading("H2", "By site", styles.heading2),
    { kind: "table", columns, showHeadings: true, rows },
  ];
}

function statements(invoice: Invoice): readonly Block[] {
  if (invoice.kind === "sample") {
    return [
      paragraph(
        "This sample shows what an invoice for the services and the usage named here would look like. Taxes and fees are estimates at the rates known today; an invoice bills those in force on its own date.",
        styles.muted,
      ),
    ];
  }
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
