import type { Invoice } from "@tollwright/invoice";
import { dayText, moneyText, periodText } from "../../format.ts";
import { addressLines, documentName } from "../../words.ts";
import { type Block, type Column, heading, lines, space, type TableRow } from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { colours, styles } from "../layout/styles.ts";
import { summary } from "./summary.ts";

const LEFT_WIDTH = 286;
const RIGHT_WIDTH: number = CONTENT_WIDTH - LEFT_WIDTH;

/** Who bills whom, for what period, how much is due until when, and of what it is made up. */
export function firstPage(invoice: Invoice): readonly Block[] {
  return [
    { kind: "columns", columns: [sellerColumn(invoice), titleColumn(invoice)] },
    space(10),
    { kind: "columns", columns: [buyerColumn(invoice), factsColumn(invoice)] },
    space(10),
    amountPanel(invoice),
    space(10),
    ...summary(invoice),
    space(24),
  ];
}

function sellerColumn({ seller }: Invoice): Column {
  const legalName =
    seller.legalName === seller.tradeName ? [] : [{ text: seller.legalName, style: styles.muted }];
  const filer = seller.form499FilerId === null ? [] : [`FCC Form 499 Filer ID ${seller.form499FilerId}`];
  const taxNumbers = (seller.taxNumbers ?? []).map((number) => `Tax number ${number}`);
  const below = [...addressLines(seller.address), ...filer, ...taxNumbers].map((text) => ({
    text,
    style: styles.muted,
  }));
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
    ["Account", invoice.kind === "sample" ? null : account.id],
    ["Your order number", account.customerOrderNumber],
    ["Your tax number", account.taxNumber ?? null],
    ["Billing period", periodText(invoice.period)],
    [invoice.kind === "sample" ? "Taxes as of" : "Bill date", dayText(invoice.billDate)],
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
  const padding = 9;
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
    { text: isCredit ? "A credit to your account" : "Please pay by", style: styles.label },
    { text: "No payment is due", style: styles.total },
  ];
}

/** More than zero: decimal text with a digit other than 0, and no sign. */
export function isPayable({ totals, kind }: Invoice): boolean {
  return kind === "invoice" && !totals.amountDue.startsWith("-") && /[1-9]/.test(totals.amountDue);
}
