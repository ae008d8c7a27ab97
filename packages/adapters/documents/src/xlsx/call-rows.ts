import assert from "node:assert";
import { civilDate, dayNumber } from "@tollwright/calendar";
import type { ItemisedCall } from "@tollwright/invoice";
import { type ItemisationKind, itemisationColumns } from "../itemisation/columns.ts";
import { PLAIN_NUMBER, WALL_CLOCK } from "../itemisation/csv.ts";
import { xmlText } from "./xml-text.ts";

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
  const cells = itemisationColumns.map(
    ({ heading }, column) =>
      `<c r="${letterOf(column)}1" s="${styleOfHeading(column)}" t="inlineStr"><is><t>${xmlText(heading)}</t></is></c>`,
  );
  return `<row r="1">${cells.join("")}</row>`;
}

/** One call as the row of that number; the first call's is 2. */
export type CallRowWriter = (call: ItemisedCall, row: number) => string;

/**
 * Writes calls as rows of a sheet (ECMA-376, part 1, 18.3.1.73). A text cell is never a formula, whatever it begins with.
 *
 * @example billed charge `0.335000` in row 2: `<c r="N2" s="226"><v>0.335000</v></c>`
 */
export function callRowWriter(): CallRowWriter {
  // A cell is written with the start of the one behind it: what one row needs is few strings put together.
  const columns = itemisationColumns.map(({ field, kind }, column) => ({
    field,
    cell: CELL_OF_KIND[kind](`" s="${styleOfCell(column)}"`, startOfCell(column + 1)),
  }));
  const start = `">${startOfCell(0)}`;
  const numberOf = rowNumbers();
  return (call, row) => {
    const number = numberOf(row);
    let text = `<row r="${number}${start}`;
    for (const { field, cell } of columns) text += number + cell(String(call[field]));
    return text;
  };
}

const THREE_DIGITS = Array.from({ length: 1000 }, (_, rest) => String(rest).padStart(3, "0"));

/** Numbers of rows as text. The runtime would remember each that it writes, and remember it for long. */
function rowNumbers(): (row: number) => string {
  let [thousands, written] = [0, ""];
  return (row) => {
    if (row < 1000) return String(row);
    if (Math.floor(row / 1000) !== thousands) {
      thousands = Math.floor(row / 1000);
      written = String(thousands);
    }
    return written + THREE_DIGITS[row % 1000];
  };
}

/** Up to the number of its row; behind the last cell the row ends. */
function startOfCell(column: number): string {
  return column < itemisationColumns.length ? `<c r="${letterOf(column)}` : "</row>";
}

/** A cell from behind the number of its row on, with what follows it. */
type Cell = (style: string, next: string) => (text: string) => string;

const CELL_OF_KIND: Readonly<Record<ItemisationKind, Cell>> = {
  text: textCell,
  telephone: textCell,
  dateTime: timeCell,
  count: numberCell,
  amount: numberCell,
};

function numberCell(style: string, next: string): (text: string) => string {
  const [start, end, empty] = [`${style}><v>`, `</v></c>${next}`, `${style}/>${next}`];
  return (text) => {
    // A free call has no rate.
    if (text === "") return empty;
    assert(PLAIN_NUMBER.test(text), `not decimal text: ${text}`);
    return start + text + end;
  };
}

/** Spreadsheets count days from the end of 1899; the first of January 1970 is this one. */
const SERIAL_OF_1970 = 25_569;
const DAY_LENGTH = "2026-04-07".length;
const DAY_SECONDS = 86_400;
/** A hundredth of a millisecond. */
const PLACES_OF_DAY = 10;

/** A moment is days, and what of a day has passed. @example 32,590 s: `.3771990741` */
function timeCell(style: string, next: string): (text: string) => string {
  const [start, end] = [`${style}><v>`, `</v></c>${next}`];
  // Calls come in the order of time, so that the day is nearly always the one before.
  let day = { text: "none", serial: "" };
  return (text) => {
    assert(WALL_CLOCK.test(text), `not a wall-clock reading: ${text}`);
    if (!text.startsWith(day.text)) {
      const read = civilDate(text.slice(0, DAY_LENGTH));
      day = { text: read, serial: start + (dayNumber(read) + SERIAL_OF_1970) };
    }
    const seconds = secondsOfDay(text);
    assert(seconds < DAY_SECONDS, `not a wall-clock reading: ${text}`);
    return day.serial + (seconds / DAY_SECONDS).toFixed(PLACES_OF_DAY).slice(1) + end;
  };
}

/** @example `2026-04-07 09:03:10` is 32,590. */
function secondsOfDay(reading: string): number {
  return 3600 * twoDigits(reading, 11) + 60 * twoDigits(reading, 14) + twoDigits(reading, 17);
}

function twoDigits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - DIGIT_ZERO) + text.charCodeAt(at + 1) - DIGIT_ZERO;
}

const DIGIT_ZERO = 48;

/** Many a column says the same in row after row, and is then written once. */
function textCell(style: string, next: string): (text: string) => string {
  const startWith = (space: string): string => `${style} t="inlineStr"><is><t${space}>`;
  const [start, startOfSpaced] = [startWith(""), startWith(' xml:space="preserve"')];
  const end = `</t></is></c>${next}`;
  let [last, cell] = ["", start + end];
  return (text) => {
    if (text === last) return cell;
    last = text;
    cell = (text === text.trim() ? start : startOfSpaced) + xmlText(text) + end;
    return cell;
  };
}
