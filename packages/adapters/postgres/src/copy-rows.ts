import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "./database.ts";
import { databaseError } from "./rows.ts";

/** A value for COPY's text format; instants and hashes are made by `instantField` and `bytesField`. */
export type Field = string | number | bigint | boolean | null | Written;

/** What needs no looking through any more: it is written as it stands. */
type Written = { readonly written: string };

/** Rows joined into one piece for the socket: larger pieces save nothing, smaller ones cost system calls. */
const ROWS_A_CHUNK = 500;

/** Writes rows with COPY, the fastest way in. `columns` and each row are in the same order. */
export async function copyRows(
  transaction: Transaction,
  table: string,
  options: { readonly columns: readonly string[]; readonly rows: readonly (readonly Field[])[] },
): Promise<void> {
  if (options.rows.length === 0) return;
  const statement = `copy ${table} (${options.columns.join(", ")}) from stdin`;
  try {
    await pipeline(Readable.from(chunks(options.rows)), transaction.query(copyFrom(statement)));
  } catch (cause) {
    throw databaseError(statement, cause);
  }
}

function* chunks(rows: readonly (readonly Field[])[]): Generator<string> {
  for (let start = 0; start < rows.length; start += ROWS_A_CHUNK) {
    let chunk = "";
    for (const fields of rows.slice(start, start + ROWS_A_CHUNK)) chunk += line(fields);
    yield chunk;
  }
}

function line(fields: readonly Field[]): string {
  let text = "";
  for (let index = 0; index < fields.length; index += 1)
    text += index === 0 ? written(fields[index]) : `\t${written(fields[index])}`;
  return `${text}\n`;
}

function written(field: Field | undefined): string {
  switch (typeof field) {
    case "string":
      return SPECIAL.test(field) ? escaped(field) : field;
    case "object":
      return field === null ? "\\N" : field.written;
    default:
      return String(field);
  }
}

const SPECIAL = /[\\\t\n\r\0]/;
const SPECIAL_EACH = /[\\\t\n\r\0]/g;
/** A zero byte cannot be in Postgres' text; readers refuse it, and here it is shown as what it is. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\uFFFD",
};

function escaped(text: string): string {
  return text.replace(SPECIAL_EACH, (found) => ESCAPES[found] ?? found);
}

/** Hexadecimal text as bytea. */
export function bytesField(hexadecimal: string | null): Written | null {
  return hexadecimal === null ? null : { written: `\\\\x${hexadecimal}` };
}

const DAY_MILLISECONDS = 86_400_000;
/** Calls come day by day: the date is written once for all of them. */
let lastDay = { number: Number.NaN, text: "" };

/** Epoch milliseconds as timestamptz. @example 1775570590000 is `2026-04-07T14:03:10.000Z` */
export function instantField(instant: number | null): Written | null {
  if (instant === null) return null;
  const number = Math.floor(instant / DAY_MILLISECONDS);
  if (number !== lastDay.number)
    lastDay = { number, text: new Date(number * DAY_MILLISECONDS).toISOString().slice(0, 11) };
  const ofDay = instant - number * DAY_MILLISECONDS;
  const seconds = Math.floor(ofDay / 1000);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return { written: `${lastDay.text}${clock}.${String(ofDay % 1000).padStart(3, "0")}Z` };
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function two(number: number): string {
  return TWO_DIGITS[number] ?? "";
}
