import type { Invoice } from "@tollwright/invoice";
import { grouped, periodText } from "../format.ts";
import { documentTitle } from "../words.ts";
import { coupon } from "./content/coupon.ts";
import { firstPage } from "./content/first-page.ts";
import { furniture, topOf } from "./content/furniture.ts";
import { siteBlocks } from "./content/sites.ts";
import { taxBlocks } from "./content/taxes.ts";
import { type Block, introduction, space } from "./layout/blocks.ts";
import { type Composition, compose } from "./layout/compose.ts";
import { styles } from "./layout/styles.ts";
import { writePdf } from "./layout/write-pdf.ts";

export type PdfInput = {
  readonly invoice: Invoice;
  /** SHA-256 of the invoice's JSON file, 64 hexadecimal digits: it stands on every page. */
  readonly invoiceHash: string;
};

/**
 * The invoice as a tagged PDF on US Letter. Nothing is computed but sums of printed lines; the same input gives the
 * same bytes.
 */
export function renderPdf(input: PdfInput): Promise<Uint8Array> {
  const { invoice, invoiceHash } = input;
  return writePdf(composeInvoice(input), {
    title: `${documentTitle(invoice)} for ${invoice.account.name}`,
    author: invoice.seller.tradeName,
    subject: `${invoice.account.id}, ${periodText(invoice.period)}`,
    keywords: `sha256:${invoiceHash}`,
    createdOn: invoice.billDate,
  });
}

/** Every text and rule of the invoice with its page and place. */
export function composeInvoice({ invoice, invoiceHash }: PdfInput): Composition {
  return compose({
    opening: firstPage(invoice),
    coupon: coupon(invoice),
    details: [
      { kind: "leaveFirstPage" },
      ...invoice.sites.flatMap((site) => siteBlocks(invoice, site)),
      ...itemisation(invoice),
      ...taxBlocks(invoice),
    ],
    topOf: (page) => topOf(invoice, page),
    furniture: furniture(invoice, invoiceHash),
  });
}

function itemisation(invoice: Invoice): readonly Block[] {
  if (invoice.itemisation === null) return [];
  const { calls, billedSeconds } = invoice.itemisation;
  return [
    introduction(
      `The ${grouped(String(calls))} calls of this invoice, ${grouped(billedSeconds)} billed seconds in all, are itemised in the spreadsheet and the CSV file that come with it.`,
      styles.muted,
    ),
    space(20),
  ];
}
