import type { Invoice } from "@tollwright/invoice";
import { banner, documentTitle } from "../../words.ts";
import type { Align } from "../layout/blocks.ts";
import { CONTENT_WIDTH, LETTER } from "../layout/compose.ts";
import { type Mark, shifted, textMarks } from "../layout/strip.ts";
import { colours, type Style, styles } from "../layout/styles.ts";

const BANNER_HEIGHT = 24;

/** Points from the top of a page to where its text begins. */
export function topOf(invoice: Invoice, page: number): number {
  const above = banner(invoice) === null ? 0 : BANNER_HEIGHT;
  return above + (page === 0 ? 32 : 68);
}

/** What every page carries: the banner of a sample or draft, number and account, the hash, and page x of y. */
export function furniture(
  invoice: Invoice,
  invoiceHash: string,
): (page: number, pageCount: number) => readonly Mark[] {
  return (page, pageCount) => [
    ...bannerMarks(banner(invoice)),
    ...(page === 0 ? [] : headMarks(invoice)),
    ...footMarks({ invoice, invoiceHash, page, pageCount }),
  ];
}

function bannerMarks(text: string | null): readonly Mark[] {
  if (text === null) return [];
  return [
    { kind: "fill", x: 0, y: 0, width: LETTER.width, height: BANNER_HEIGHT, colour: colours.warning },
    ...oneLine({ text, style: styles.banner, align: "center", y: 5 }),
  ];
}

function headMarks(invoice: Invoice): readonly Mark[] {
  const y = topOf(invoice, 1) - 34;
  return [
    ...oneLine({ text: invoice.seller.tradeName, style: styles.strong, align: "left", y }),
    ...oneLine({ text: identity(invoice), style: styles.muted, align: "right", y }),
    rule(y + 16, colours.rule),
  ];
}

/** On every page, so that a sheet that goes astray can be put back. */
function identity(invoice: Invoice): string {
  const { account, kind } = invoice;
  // A prospect has no account yet.
  const whose = kind === "sample" ? account.name : `Account ${account.id}`;
  return `${documentTitle(invoice)}  \u00b7  ${whose}`;
}

function footMarks(foot: {
  readonly invoice: Invoice;
  readonly invoiceHash: string;
  readonly page: number;
  readonly pageCount: number;
}): readonly Mark[] {
  const y = LETTER.height - 50;
  const pages = `Page ${foot.page + 1} of ${foot.pageCount}`;
  const hash = `SHA-256 of this document's JSON file: ${foot.invoiceHash}`;
  return [
    rule(y, colours.rule),
    ...oneLine({ text: identity(foot.invoice), style: styles.muted, align: "left", y: y + 5 }),
    ...oneLine({ text: pages, style: styles.muted, align: "right", y: y + 5 }),
    ...oneLine({ text: hash, style: styles.tiny, align: "left", y: y + 18 }),
  ];
}

function rule(y: number, colour: string): Mark {
  return { kind: "rule", x: LETTER.margin, y, width: CONTENT_WIDTH, thickness: 0.6, colour };
}

function oneLine(line: {
  readonly text: string;
  readonly style: Style;
  readonly align: Align;
  readonly y: number;
}): readonly Mark[] {
  const { marks } = textMarks({
    lines: [{ text: line.text, style: line.style }],
    width: CONTENT_WIDTH,
    align: line.align,
    node: null,
  });
  return marks.map((mark) => shifted(mark, LETTER.margin, line.y));
}
