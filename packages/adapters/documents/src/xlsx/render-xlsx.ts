import assert from "node:assert";
import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import ExcelJS from "exceljs"; // with the type imports beside it, the one home of exceljs
import { documentTitle } from "../words.ts";
import { CALLS_PER_SHEET_MAX, writeCalls } from "./calls-sheets.ts";
import { writeCharges } from "./charges-sheet.ts";
import { checkTotals } from "./check-totals.ts";
import { withFixedDates } from "./same-bytes.ts";
import { writeSummary } from "./summary-sheet.ts";
import { writeTaxes } from "./taxes-sheet.ts";

export type XlsxInput = {
  readonly invoice: Invoice;
  /** SHA-256 of the invoice's JSON file, 64 hexadecimal digits. */
  readonly invoiceHash: string;
  /** In the order of the CSV. */
  readonly calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>;
};

/**
 * The invoice with its itemised calls as a workbook: Summary, Charges, Taxes, Calls. Every sum is a formula, and its
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
  const taxes = workbook.addWorksheet("Taxes");
  const calls = await writeCalls({ workbook, calls: input.calls, callsPerSheet });
  const expected = invoice.itemisation?.calls ?? 0;
  assert(calls.calls === expected, `${calls.calls} calls were given, the invoice itemises ${expected}`);
  const lastRows = { charges: writeCharges(charges, invoice, calls), taxes: writeTaxes(taxes, invoice) };
  writeSummary(summary, { invoice, invoiceHash, lastRows });
  return withFixedDates(new Uint8Array(await workbook.xlsx.writeBuffer()), invoice.billDate);
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
