import assert from "node:assert";
import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import ExcelJS, { type Worksheet } from "exceljs"; // with the type imports beside it, the one home of exceljs
import { banner, documentTitle } from "../words.ts";
import { CALLS_PER_SHEET_MAX, writeCalls } from "./calls-sheets.ts";
import { sheetColours } from "./cells.ts";
import { writeCharges } from "./charges-sheet.ts";
import { checkTotals } from "./check-totals.ts";
import { writeNotTaxed } from "./not-taxed-sheet.ts";
import { withFixedDates } from "./same-bytes.ts";
import { writeSummary } from "./summary-sheet.ts";
import { TAX_DETAILS, writeTaxDetails } from "./tax-details-sheet.ts";
import { writeTaxes } from "./taxes-sheet.ts";
import { writeUsage } from "./usage-sheet.ts";

export type XlsxInput = {
  readonly invoice: Invoice;
  /** SHA-256 of the invoice's JSON file, 64 hexadecimal digits. */
  readonly invoiceHash: string;
  /** In the order of the CSV. */
  readonly calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>;
};

/**
 * The invoice with its itemised calls as a workbook: Summary, Charges, Usage, Taxes, Tax details, Not taxed, Calls. Every sum is a formula, and its
 * stored result is the invoice's own figure. The same input gives the same bytes.
 *
 * @throws AssertionError when calls, lines and totals do not add up: such an invoice must not leave the house.
 */
export function renderXlsx(input: XlsxInput): Promise<Uint8Array> {
  return renderWorkbook(input, CALLS_PER_SHEET_MAX);
}

/** With the number of calls a sheet takes as an argument, for a test cannot write a million. */
export async function renderWorkbook(input: XlsxInput, callsPerSheet: number): Promise<Uint8Array> {
  const { invoice, invoiceHash } = input;
  checkTotals(invoice);
  const workbook = newWorkbook(invoice);
  const summary = workbook.addWorksheet("Summary");
  const charges = workbook.addWorksheet("Charges");
  const usage = workbook.addWorksheet("Usage");
  const taxes = workbook.addWorksheet("Taxes");
  const details = workbook.addWorksheet(TAX_DETAILS);
  const notTaxed = workbook.addWorksheet("Not taxed");
  const calls = await writeCalls({ workbook, calls: input.calls, callsPerSheet });
  const expected = invoice.itemisation?.calls ?? 0;
  assert(calls.calls === expected, `${calls.calls} calls were given, the invoice itemises ${expected}`);
  const lastCharge = writeCharges(charges, invoice, calls);
  writeUsage(usage, invoice, lastCharge);
  const lastTax = writeTaxes(taxes, invoice, writeTaxDetails(details, invoice));
  writeNotTaxed(notTaxed, invoice);
  writeSummary(summary, { invoice, invoiceHash, lastRows: { charges: lastCharge, taxes: lastTax } });
  for (const sheet of workbook.worksheets) printEdges(sheet, invoice);
  return withFixedDates(new Uint8Array(await workbook.xlsx.writeBuffer()), invoice.billDate);
}

/** What a printed page says it is of; a sample or draft says so on every page. */
function printEdges(sheet: Worksheet, invoice: Invoice): void {
  // An ampersand begins a code in such texts.
  const plain = (text: string): string => text.replaceAll("&", "&&");
  sheet.headerFooter.oddFooter = `&L${plain(documentTitle(invoice))}, ${plain(invoice.account.name)}&C&A&RPage &P of &N`;
  const warning = banner(invoice);
  if (warning === null) return;
  sheet.headerFooter.oddHeader = `&C&B${plain(warning)}`;
  sheet.properties.tabColor = { argb: sheetColours.warning };
}

function newWorkbook(invoice: Invoice): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  const date = new Date(`${invoice.billDate}T00:00:00Z`);
  workbook.creator = invoice.seller.tradeName;
  workbook.lastModifiedBy = invoice.seller.tradeName;
  workbook.title = documentTitle(invoice);
  workbook.created = date;
  workbook.modified = date;
  return workbook;
}
