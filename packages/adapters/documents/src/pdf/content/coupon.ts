import type { Invoice } from "@tollwright/invoice";
import { dayText, moneyText } from "../../format.ts";
import { addressLines, banner } from "../../words.ts";
import { type Block, lines, paragraph, space, type TableRow } from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { colours, styles } from "../layout/styles.ts";
import { isPayable } from "./first-page.ts";

const ADDRESS_WIDTH = 240;
const FACTS_WIDTH: number = CONTENT_WIDTH - ADDRESS_WIDTH;

/** The part to cut off and send with a payment; where nothing is due, where payments to the account would go. */
export function coupon(invoice: Invoice): readonly Block[] {
  // Nobody shall pay by a sample or a draft.
  if (banner(invoice) !== null) return [];
  const { remitTo } = invoice.seller;
  if (!isPayable(invoice)) {
    const where = [remitTo.name, ...addressLines(remitTo.address)].join(", ");
    return [paragraph(`Payments to this account go to ${where}.`, styles.muted)];
  }
  return [
    { kind: "cutLine" },
    paragraph("Please cut here and return this part with your payment", styles.note, "center"),
    space(4),
    { kind: "columns", columns: [remitColumn(invoice), factsColumn(invoice)] },
  ];
}

function remitColumn(invoice: Invoice) {
  const { seller, account } = invoice;
  const { remitTo } = seller;
  const to = [
    { text: "Remit to", style: styles.label },
    { text: remitTo.name, style: styles.name },
    ...addressLines(remitTo.address).map((text) => ({ text, style: styles.body })),
    { text: `Please write ${invoice.number ?? account.id} on your payment.`, style: styles.note },
  ];
  // Narrower than its column, so that a long name never runs into the facts beside it.
  const blocks: readonly Block[] = [
    { kind: "columns", columns: [{ width: ADDRESS_WIDTH - 24, blocks: [lines(to)] }] },
  ];
  return { width: ADDRESS_WIDTH, blocks };
}

function factsColumn(invoice: Invoice) {
  const facts: readonly (readonly [string, string])[] = [
    ["Customer", invoice.account.name],
    ["Account", invoice.account.id],
    ["Invoice number", invoice.number ?? ""],
    ["Due date", dayText(invoice.dueDate)],
    ["Amount due", moneyText(invoice.totals.amountDue, invoice.currency)],
  ];
  const rows: readonly TableRow[] = [
    ...facts.map(
      ([label, value]): TableRow => ({
        kind: "fact",
        cells: [
          { text: label, style: styles.muted },
          { text: value, style: styles.strong },
        ],
      }),
    ),
    {
      kind: "line",
      cells: [
        { text: "Amount enclosed", style: styles.strong },
        { text: " ", style: styles.brand },
      ],
    },
  ];
  const table: Block = {
    kind: "table",
    columns: [
      { heading: "", width: 96, align: "left" },
      { heading: "", width: FACTS_WIDTH - 96 - 20, align: "right" },
    ],
    showHeadings: false,
    rows,
  };
  return {
    width: FACTS_WIDTH,
    blocks: [{ kind: "panel", fill: colours.panel, padding: 8, blocks: [table] }] satisfies readonly Block[],
  };
}
