import assert from "node:assert";
import type { ItemisedCall } from "@tollwright/invoice";
import { add, type Exact, exact, zero } from "@tollwright/money";
import type { CellValue, Workbook, Worksheet } from "exceljs";
import { type ItemisationColumn, type ItemisationKind, itemisationColumns } from "../itemisation/columns.ts";
import { WALL_CLOCK } from "../itemisation/csv.ts";
import {
  filterList,
  formats,
  type ListColumn,
  optionalNumberCell,
  prepareList,
  printList,
  wallClockCell,
} from "./cells.ts";

/** A sheet ends at row 1,048,576, and its first row is the heading. */
export const CALLS_PER_SHEET_MAX = 1_048_575;

/** What the other sheets need to know of the calls. */
export type CallsWritten = {
  readonly calls: number;
  /** Exact sum of billed charges by charge key. */
  readonly sums: ReadonlyMap<string, Exact>;
  /** Calls and their billed seconds by charge key. */
  readonly counts: ReadonlyMap<string, { readonly calls: number; readonly billedSeconds: number }>;
  /** Most decimals of any billed charge, at least 2: sums are rounded here first, so that no float's tail survives. */
  readonly places: number;
  readonly sheets: readonly { readonly name: string; readonly lastRow: number }[];
};

/** Writes every call, in the order given, and further sheets where one is full. */
export async function writeCalls(input: {
  readonly workbook: Workbook;
  readonly calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>;
  readonly callsPerSheet: number;
}): Promise<CallsWritten> {
  const sums = new Map<string, Exact>();
  const counts = new Map<string, { readonly calls: number; readonly billedSeconds: number }>();
  const sheets = [callsSheet(input.workbook, 1)];
  let places = 2;
  let calls = 0;
  for await (const call of input.calls) {
    if (calls > 0 && calls % input.callsPerSheet === 0)
      sheets.push(callsSheet(input.workbook, sheets.length + 1));
    sheets.at(-1)?.addRow(listColumns.map((column) => column.value(call)));
    sums.set(call.chargeKey, add(sums.get(call.chargeKey) ?? zero, exact(call.billedCharge)));
    const before = counts.get(call.chargeKey) ?? { calls: 0, billedSeconds: 0 };
    counts.set(call.chargeKey, {
      calls: before.calls + 1,
      billedSeconds: before.billedSeconds + call.billedSeconds,
    });
    places = Math.max(places, call.billedCharge.split(".")[1]?.length ?? 0);
    calls++;
  }
  for (const sheet of sheets) {
    filterList(sheet, listColumns.length, sheet.rowCount);
    printList(sheet, { lastColumn: callsColumn("billedCharge"), lastRow: sheet.rowCount });
  }
  return {
    calls,
    sums,
    counts,
    places,
    sheets: sheets.map(({ name, rowCount }) => ({ name, lastRow: rowCount })),
  };
}

function callsSheet(workbook: Workbook, ordinal: number): Worksheet {
  const sheet = workbook.addWorksheet(ordinal === 1 ? "Calls" : `Calls ${ordinal}`);
  prepareList(sheet, listColumns);
  return sheet;
}

const columnFormats: Readonly<Record<ItemisationKind, string>> = {
  text: formats.text,
  telephone: formats.text,
  dateTime: formats.dateTime,
  count: formats.count,
  amount: formats.price,
};

const listColumns: readonly ListColumn<ItemisedCall>[] = itemisationColumns.map((column) => ({
  heading: column.heading,
  width: column.width,
  format: columnFormats[column.kind],
  value: (call) => cellOf(call, column),
}));

function cellOf(call: ItemisedCall, column: ItemisationColumn): CellValue {
  const text = String(call[column.field]);
  switch (column.kind) {
    case "text":
    case "telephone":
      // A string cell is never a formula, whatever it begins with.
      return text;
    case "dateTime":
      assert(WALL_CLOCK.test(text), `not a wall-clock reading: ${text}`);
      return wallClockCell(text);
    case "count":
    case "amount":
      return optionalNumberCell(text);
  }
}

const LETTER_A = 65;

/** The letter of a column of the calls. @example `callsColumn("chargeKey")` is `N`. */
export function callsColumn(field: keyof ItemisedCall): string {
  const index = itemisationColumns.findIndex((column) => column.field === field);
  return String.fromCharCode(LETTER_A + index);
}
