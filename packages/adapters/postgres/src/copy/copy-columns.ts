import { type CopyBuffer, putBigInt64, putInt32, putInt64, reserve, setInt32 } from "./copy-buffer.ts";
import { numericBytes } from "./numeric-bytes.ts";

/** A column that COPY fills, and how its value in a row is written in the binary form of its type. */
export type CopyColumn<Row> = {
  readonly name: string;
  readonly write: (out: CopyBuffer, row: Row) => void;
};

type Of<Row, Value> = (row: Row) => Value | null;

function column<Row, Value>(
  put: (out: CopyBuffer, value: Value) => void,
): (name: string, of: Of<Row, Value>) => CopyColumn<Row> {
  return (name, of) => ({
    name,
    write(out, row) {
      const value = of(row);
      if (value === null) putInt32(out, IS_NULL);
      else put(out, value);
    },
  });
}

const IS_NULL = -1;

export function textColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return column<Row, string>(putText)(name, of);
}

/** @param of Any value that JSON can hold. */
export function jsonbColumn<Row>(name: string, of: Of<Row, object>): CopyColumn<Row> {
  return column<Row, object>(putJsonb)(name, of);
}

/** @param of Bytes as hexadecimal text. */
export function bytesColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return column<Row, string>(putHexadecimal)(name, of);
}

export function booleanColumn<Row>(name: string, of: Of<Row, boolean>): CopyColumn<Row> {
  return column<Row, boolean>(putBoolean)(name, of);
}

export function int4Column<Row>(name: string, of: Of<Row, number>): CopyColumn<Row> {
  return column<Row, number>(putInt4)(name, of);
}

export function int8Column<Row>(name: string, of: Of<Row, number | bigint>): CopyColumn<Row> {
  return column<Row, number | bigint>(putInt8)(name, of);
}

/** @param of Decimal text. */
export function numericColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return column<Row, string>(putNumeric)(name, of);
}

/** @param of A civil date, `2026-04-07`. */
export function dateColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return column<Row, string>(putDate)(name, of);
}

/** @param of Epoch milliseconds, or an infinity, as `timestamptz`. */
export function instantColumn<Row>(name: string, of: Of<Row, number>): CopyColumn<Row> {
  return column<Row, number>(putInstant)(name, of);
}

/** Columns of something that a row holds. */
export function columnsIn<Row, Part>(
  columns: readonly CopyColumn<Part>[],
  part: (row: Row) => Part,
): readonly CopyColumn<Row>[] {
  return columns.map(({ name, write }) => ({ name, write: (out, row) => write(out, part(row)) }));
}

/** Of the field's length, which stands before it. */
const LENGTH_BYTES = 4;
const MOST_BYTES_A_CODE_UNIT = 3;
const LAST_ASCII = 127;

/** Nearly all text is plain; whatever is not is written over what was there so far. */
function putText(out: CopyBuffer, text: string): void {
  reserve(out, LENGTH_BYTES + text.length);
  const { bytes, length: start } = out;
  let at = start + LENGTH_BYTES;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0 || code > LAST_ASCII) {
      putAnyText(out, text);
      return;
    }
    bytes[at++] = code;
  }
  setInt32(out, start, text.length);
  out.length = at;
}

/** A zero byte cannot be in Postgres' text; readers refuse it, and here it is shown as what it is. */
function putAnyText(out: CopyBuffer, text: string): void {
  const start = out.length;
  reserve(out, LENGTH_BYTES + MOST_BYTES_A_CODE_UNIT * text.length);
  const written = out.bytes.write(text.replaceAll("\0", "\uFFFD"), start + LENGTH_BYTES);
  setInt32(out, start, written);
  out.length = start + LENGTH_BYTES + written;
}

const JSONB_VERSION = 1;

function putJsonb(out: CopyBuffer, value: object): void {
  const text = Buffer.from(JSON.stringify(value));
  putInt32(out, 1 + text.length);
  reserve(out, 1 + text.length);
  out.bytes[out.length] = JSONB_VERSION;
  out.bytes.set(text, out.length + 1);
  out.length += 1 + text.length;
}

/** By the code of a digit: its value. */
const NIBBLES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? 0 : value;
});

function putHexadecimal(out: CopyBuffer, hexadecimal: string): void {
  const count = hexadecimal.length / 2;
  putInt32(out, count);
  reserve(out, count);
  const { bytes, length } = out;
  for (let index = 0; index < count; index += 1) {
    const high = NIBBLES[hexadecimal.charCodeAt(2 * index)] ?? 0;
    bytes[length + index] = (high << 4) | (NIBBLES[hexadecimal.charCodeAt(2 * index + 1)] ?? 0);
  }
  out.length = length + count;
}

function putBoolean(out: CopyBuffer, value: boolean): void {
  putInt32(out, 1);
  reserve(out, 1);
  out.bytes[out.length] = value ? 1 : 0;
  out.length += 1;
}

function putInt4(out: CopyBuffer, value: number): void {
  putInt32(out, 4);
  putInt32(out, value);
}

function putInt8(out: CopyBuffer, value: number | bigint): void {
  putInt32(out, 8);
  if (typeof value === "bigint") putBigInt64(out, value);
  else putInt64(out, value);
}

/** Rates and charges come by the thousand, and few differ. */
const numerics = new Map<string, Uint8Array>();
const MOST_NUMERICS = 20_000;

function putNumeric(out: CopyBuffer, text: string): void {
  let bytes = numerics.get(text);
  if (bytes === undefined) {
    if (numerics.size >= MOST_NUMERICS) numerics.clear();
    bytes = numericBytes(text);
    numerics.set(text, bytes);
  }
  putInt32(out, bytes.length);
  reserve(out, bytes.length);
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

/** Postgres counts days and microseconds from the year 2000 on. */
const EPOCH = Date.UTC(2000, 0, 1);
const DAY_MILLISECONDS = 86_400_000;
/** Calls come day by day: the date is read once for all of them. */
let lastDate = { text: "", days: 0 };

function putDate(out: CopyBuffer, text: string): void {
  if (lastDate.text !== text)
    lastDate = { text, days: (Date.parse(`${text}T00:00:00Z`) - EPOCH) / DAY_MILLISECONDS };
  putInt32(out, 4);
  putInt32(out, lastDate.days);
}

const INFINITY = 2n ** 63n - 1n;
const MINUS_INFINITY = -(2n ** 63n);

function putInstant(out: CopyBuffer, milliseconds: number): void {
  putInt32(out, 8);
  if (milliseconds === Number.POSITIVE_INFINITY) putBigInt64(out, INFINITY);
  else if (milliseconds === Number.NEGATIVE_INFINITY) putBigInt64(out, MINUS_INFINITY);
  else putInt64(out, (milliseconds - EPOCH) * 1_000);
}
