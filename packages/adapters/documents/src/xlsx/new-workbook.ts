import type { Invoice } from "@tollwright/invoice";
import ExcelJS, { type Worksheet } from "exceljs"; // with the type imports beside it, the one home of exceljs
import { banner, documentTitle } from "../words.ts";
import { sheetColours } from "./cells.ts";

/** Dated by the bill, not by now: the same invoice gives the same bytes. */
export function newWorkbook(invoice: Invoice): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  const date = new Date(`${invoice.billDate}T00:00:00Z`);
  workbook.creator = invoice.seller.tradeName;
  workbook.lastModifiedBy = invoice.seller.tradeName;
  workbook.title = documentTitle(invoice);
  workbook.created = date;
  workbook.modified = date;
  return workbook;
}

/** What a printed page says it is of; a sample or draft says so on every page. */
export function printEdges(sheet: Worksheet, invoice: Invoice): void {
  // An ampersand begins a code in such texts.
  const plain = (text: string): string => text.replaceAll("&", "&&");
  sheet.headerFooter.oddFooter = `&L${plain(documentTitle(invoice))}, ${plain(invoice.account.name)}&C&A&RPage &P of &N`;
  const warning = banner(invoice);
  if (warning === null) return;
  sheet.headerFooter.oddHeader = `&C&B${plain(warning)}`;
  sheet.properties.tabColor = { argb: sheetColours.warning };
}
