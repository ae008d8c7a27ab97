import assert from "node:assert";
import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import { unzipSync } from "fflate";
import { withCallStyles } from "./call-styles.ts";
import { addCallsSheet } from "./calls-sheet-frame.ts";
import { CALLS_PER_SHEET_MAX, type CallsWritten, writeCalls } from "./calls-sheets.ts";
import { writeCharges } from "./charges-sheet.ts";
import { checkTotals } from "./check-totals.ts";
import { newWorkbook, printEdges } from "./new-workbook.ts";
import { writeNotTaxed } from "./not-taxed-sheet.ts";
import { writePools } from "./pools-sheet.ts";
import { writeSummary } from "./summary-sheet.ts";
import { TAX_DETAILS, writeTaxDetails } from "./tax-details-sheet.ts";
import { writeTaxes } from "./taxes-sheet.ts";
import { writeUsage } from "./usage-sheet.ts";
import { type ZipStream, zipStream } from "./zip-stream.ts";

export type XlsxInput = {
  readonly invoice: Invoice;
  /** SHA-256 of the invoice's JSON file, 64 hexadecimal digits. */
  readonly invoiceHash: string;
  /** In the order of the CSV. */
  readonly calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>;
};

/**
 * The invoice with its itemised calls as a workbook: Summary, Charges, Usage, Taxes, Tax details, Not taxed, Calls; and Pools
 * before the calls where the plan includes any. Every sum is a formula, and its
 * stored result is the invoice's own figure. The same input gives the same bytes.
 *
 * @returns the file in pieces, while the calls are read: they are never in memory all at once.
 * @throws AssertionError when calls, lines and totals do not add up: such an invoice must not leave the house.
 */
export function renderXlsx(input: XlsxInput): AsyncGenerator<Uint8Array, void> {
  return renderWorkbook(input, CALLS_PER_SHEET_MAX);
}

/** Summary, Charges, Usage, Taxes, Tax details, Not taxed and, where there are any, Pools stand before the calls. */
function sheetsBeforeCalls({ pools }: Invoice): number {
  return pools === undefined ? 6 : 7;
}

/** With the number of calls a sheet takes as an argument, for a test cannot write a million. */
export async function* renderWorkbook(
  input: XlsxInput,
  callsPerSheet: number,
): AsyncGenerator<Uint8Array, void> {
  const { invoice } = input;
  checkTotals(invoice);
  const zip = zipStream(invoice.billDate);
  const firstSheet = sheetsBeforeCalls(invoice) + 1;
  const calls = yield* writeCalls({ ...input, zip, callsPerSheet, firstSheet });
  const expected = invoice.itemisation?.calls ?? 0;
  assert(calls.calls === expected, `${calls.calls} calls were given, the invoice itemises ${expected}`);
  await writeOthers(zip, { files: await otherFiles(input, calls), calls, firstSheet });
  zip.end();
  yield* zip.take();
}

/** The whole workbook as the library writes it, with sheets of calls that have no rows. */
async function otherFiles(
  { invoice, invoiceHash }: XlsxInput,
  calls: CallsWritten,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const workbook = newWorkbook(invoice);
  const summary = workbook.addWorksheet("Summary");
  const charges = workbook.addWorksheet("Charges");
  const usage = workbook.addWorksheet("Usage");
  const taxes = workbook.addWorksheet("Taxes");
  const details = workbook.addWorksheet(TAX_DETAILS);
  const notTaxed = workbook.addWorksheet("Not taxed");
  const lastCharge = writeCharges(charges, invoice, calls);
  writeUsage(usage, invoice, lastCharge);
  const lastTax = writeTaxes(taxes, invoice, writeTaxDetails(details, invoice));
  writeNotTaxed(notTaxed, invoice);
  if (invoice.pools !== undefined) writePools(workbook.addWorksheet("Pools"), invoice.pools);
  writeSummary(summary, { invoice, invoiceHash, lastRows: { charges: lastCharge, taxes: lastTax } });
  for (const sheet of workbook.worksheets) printEdges(sheet, invoice);
  assert.equal(
    workbook.worksheets.length,
    sheetsBeforeCalls(invoice),
    "the sheets of calls are numbered behind these",
  );
  for (const sheet of calls.sheets) addCallsSheet(workbook, invoice, sheet);
  return new Map(Object.entries(unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer()))));
}

const STYLES = "xl/styles.xml";

/** All but the sheets of calls, whose rows are in the archive already. */
async function writeOthers(
  zip: ZipStream,
  {
    files,
    calls,
    firstSheet,
  }: {
    readonly files: ReadonlyMap<string, Uint8Array>;
    readonly calls: CallsWritten;
    readonly firstSheet: number;
  },
): Promise<void> {
  const ofCalls = calls.sheets.map((_, index) => `xl/worksheets/sheet${firstSheet + index}.xml`);
  const textOf = (name: string): string => new TextDecoder().decode(files.get(name));
  const styles = withCallStyles(textOf(STYLES), textOf(ofCalls[0] ?? ""));
  for (const [name, content] of files) {
    // The library also writes entries for folders, which no reader needs.
    if (name.endsWith("/") || ofCalls.includes(name)) continue;
    const entry = zip.add(name);
    await entry.write(name === STYLES ? new TextEncoder().encode(styles) : content);
    await entry.end();
  }
}
