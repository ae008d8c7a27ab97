import type { Invoice } from "@tollwright/invoice";
import ExcelJS, { type Worksheet } from "exceljs"; // with the type imports beside it, the one home of exceljs
import { banner, documentTitle } from "../words.ts";
import { sheetColours } from "./cells.ts";

/** Dated by the bill, not by now: the same invoice gives the same bytes. */
export function newWorkbook(invoice: Invoice): ExcelJS.Workbook {
  const { tradeName } = invoice.seller;
  return datedWorkbook({ by: tradeName, title: documentTitle(invoice), date: invoice.billDate });
}

/** A workbook of that day, whenever it is written. */
export function datedWorkbook(of: {
  readonly by: string;
  readonly title: string;
  readonly date: string;
}): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  const date = new Date(`${of.date}T00:00:00Z`);
  workbook.creator = of.by;
  workbook.lastModifiedBy = of.by;
  workbook.title = of.title;
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
