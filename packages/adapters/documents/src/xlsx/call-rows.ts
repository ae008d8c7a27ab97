import assert from "node:assert";
import type { ItemisedCall } from "@tollwright/invoice";
import { type ItemisationKind, itemisationColumns } from "../itemisation/columns.ts";
import { PLAIN_NUMBER, WALL_CLOCK } from "../itemisation/csv.ts";
import { wallClockCell } from "./cells.ts";

/**
 * Places of the styles of the calls' columns among the workbook's: far behind those that the library numbers, for a sheet that is
 * written first cannot know how many those will be. `withCallStyles` puts them there.
 */
export const FIRST_CALL_STYLE = 200;

const styleOfCell = (column: number): number => FIRST_CALL_STYLE + 2 * column;
const styleOfHeading = (column: number): number => FIRST_CALL_STYLE + 2 * column + 1;

const LETTER_A = 65;
const letterOf = (column: number): string => String.fromCharCode(LETTER_A + column);

/** The letter of a column of the calls. @example `callsColumn("chargeKey")` is `O`. */
export function callsColumn(field: keyof ItemisedCall): string {
  return letterOf(itemisationColumns.findIndex((column) => column.field === field));
}

/** The first row of a sheet of calls, as its XML. */
export function headingRow(): string {
  const cells = itemisationColumns.map(({ heading }, column) =>
    textCell(`${letterOf(column)}1`, styleOfHeading(column), heading),
  );
  return `<row r="1">${cells.join("")}</row>`;
}

/**
 * One call as a row of a sheet (ECMA-376, part 1, 18.3.1.73). A text cell is never a formula, whatever it begins with.
 *
 * @param row Number of the row; the first call's is 2.
 * @example billed charge `0.335000` in row 2: `<c r="M2" s="224"><v>0.335000</v></c>`
 */
export function callRow(call: ItemisedCall, row: number): string {
  let cells = "";
  for (const [column, { field, kind }] of itemisationColumns.entries())
    cells += CELL_OF_KIND[kind](String(call[field]), `${letterOf(column)}${row}`, styleOfCell(column));
  return `<row r="${row}">${cells}</row>`;
}

type Cell = (text: string, at: string, style: number) => string;

const CELL_OF_KIND: Readonly<Record<ItemisationKind, Cell>> = {
  text: (text, at, style) => textCell(at, style, text),
  telephone: (text, at, style) => textCell(at, style, text),
  dateTime(text, at, style) {
    assert(WALL_CLOCK.test(text), `not a wall-clock reading: ${text}`);
    return `<c r="${at}" s="${style}"><v>${serialDay(text)}</v></c>`;
  },
  count: numberCellOf,
  amount: numberCellOf,
};

function numberCellOf(text: string, at: string, style: number): string {
  if (text === "") return "";
  assert(PLAIN_NUMBER.test(text), `not decimal text: ${text}`);
  return `<c r="${at}" s="${style}"><v>${text}</v></c>`;
}

function textCell(at: string, style: number, text: string): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

const DAY_MILLISECONDS = 86_400_000;
/** Spreadsheets count days from the end of 1899; the first of January 1970 is this one. */
const SERIAL_OF_1970 = 25_569;

function serialDay(reading: string): number {
  return wallClockCell(reading).getTime() / DAY_MILLISECONDS + SERIAL_OF_1970;
}

/** Control characters cannot stand in XML; spreadsheets read `_x0009_` for them (ECMA-376, part 1, 22.9.2.19, ST_Xstring). */
const NEEDS_CARE = /[&<>\p{Cc}\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/u;

function xmlText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      return `_x${code}_`;
    });
}
