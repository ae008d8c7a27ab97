import assert from "node:assert";
import type { ItemisedCall } from "@tollwright/invoice";
import { type ItemisationKind, itemisationColumns } from "./columns.ts";

/** Lines of a piece, some hundred kilobytes. */
const LINES_TOGETHER = 1_000;

/**
 * The CSV in pieces, while the calls are read: the heading line, then one line a call, in the order given. UTF-8 without a byte order mark,
 * lines end in CRLF (RFC 4180).
 */
export async function* renderCsv(
  calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let lines = [itemisationHeader];
  for await (const call of calls) {
    lines.push(itemisationLine(call));
    if (lines.length < LINES_TOGETHER) continue;
    yield encoder.encode(lines.join(""));
    lines = [];
  }
  yield encoder.encode(lines.join(""));
}

/** The heading line with its line end. */
export const itemisationHeader: string = line(itemisationColumns.map((column) => column.heading));

/**
 * One call as one line with its line end.
 *
 * @throws AssertionError when a number or a time is not written as one: that is a bug of the caller.
 */
export function itemisationLine(call: ItemisedCall): string {
  return line(itemisationColumns.map((column) => field(String(call[column.field]), column.kind)));
}

/** Decimal text as amounts and seconds are written. */
export const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;
/** A wall-clock reading, `2026-04-07 09:03:10`. */
export const WALL_CLOCK = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
/** What spreadsheets take for the start of a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;
const E164_WITH_PLUS = /^\+\d+$/;

function field(value: string, kind: ItemisationKind): string {
  switch (kind) {
    case "count":
    case "amount":
      assert(value === "" || PLAIN_NUMBER.test(value), `not decimal text: ${value}`);
      return value;
    case "dateTime":
      assert(WALL_CLOCK.test(value), `not a wall-clock reading: ${value}`);
      return value;
    case "telephone":
      // A plus sign and digits alone can run nothing, and an apostrophe would spoil the number for other programs.
      return E164_WITH_PLUS.test(value) ? value : defused(value);
    case "text":
      return defused(value);
  }
}

/** A caller's name or number comes from strangers: `=HYPERLINK(…)` in it must not run when somebody opens the file. */
function defused(value: string): string {
  return FORMULA_START.test(value) ? `'${value}` : value;
}

function line(values: readonly string[]): string {
  return `${values.map(quoted).join(",")}\r\n`;
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
