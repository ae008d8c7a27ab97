import {
  type CopyBuffer,
  copyBuffer,
  putBigInt64,
  putBytes,
  putInt32,
  putInt64,
  reserve,
} from "./copy-buffer.ts";
import { putNumeric } from "./put-numeric.ts";

/*
 * Fields in the binary forms of their types, each with its length before it. Each kind writes by itself: behind one function for
 * all of them the values of a row would be of every type, and writing would take twice as long.
 */

const IS_NULL = -1;

/** Of the field's length, which stands before it. */
const LENGTH_BYTES = 4;
const MOST_BYTES_A_CODE_UNIT = 3;
const LAST_ASCII = 127;

/** Nearly all text is plain; whatever is not is written over what was there so far. */
export function putText(out: CopyBuffer, text: string | null): void {
  if (text === null) {
    putInt32(out, IS_NULL);
    return;
  }
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
  out.view.setInt32(start, text.length);
  out.length = at;
}

/** A zero byte cannot be in Postgres' text; readers refuse it, and here it is shown as what it is. */
function putAnyText(out: CopyBuffer, text: string): void {
  const start = out.length;
  reserve(out, LENGTH_BYTES + MOST_BYTES_A_CODE_UNIT * text.length);
  const written = out.bytes.write(text.replaceAll("\0", "\uFFFD"), start + LENGTH_BYTES);
  out.view.setInt32(start, written);
  out.length = start + LENGTH_BYTES + written;
}

const JSONB_VERSION = 1;

/** @param value Any value that JSON can hold. */
export function putJsonb(out: CopyBuffer, value: object | null): void {
  if (value === null) {
    putInt32(out, IS_NULL);
    return;
  }
  const written = JSON.stringify(value);
  const text = Buffer.from(NO_TEXT.test(written) ? JSON.stringify(value, asText) : written);
  putInt32(out, 1 + text.length);
  reserve(out, 1 + text.length);
  out.bytes[out.length] = JSONB_VERSION;
  out.bytes.set(text, out.length + 1);
  out.length += 1 + text.length;
}

/** What JSON can write and Postgres' text cannot hold: a zero byte, half of a pair of code units. */
const NO_TEXT = /\\u(?:0000|d[89a-f])/;

function asText(_: string, member: unknown): unknown {
  return typeof member === "string" ? member.toWellFormed().replaceAll("\0", "\uFFFD") : member;
}

/** Bytes that come as hexadecimal text. */
export function putHexadecimal(out: CopyBuffer, hexadecimal: string | null): void {
  if (hexadecimal === null) {
    putInt32(out, IS_NULL);
    return;
  }
  const count = hexadecimal.length / 2;
  reserve(out, LENGTH_BYTES + count);
  out.view.setInt32(out.length, count);
  out.length += LENGTH_BYTES;
  out.length += out.bytes.write(hexadecimal, out.length, count, "hex");
}

/** @param text A decimal. */
export function putNumericField(out: CopyBuffer, text: string | null): void {
  if (text === null) putInt32(out, IS_NULL);
  else putNumeric(out, text);
}

export function putBoolean(out: CopyBuffer, value: boolean | null): void {
  if (value === null) {
    putInt32(out, IS_NULL);
    return;
  }
  putInt32(out, 1);
  reserve(out, 1);
  out.bytes[out.length] = value ? 1 : 0;
  out.length += 1;
}

export function putInt4(out: CopyBuffer, value: number | null): void {
  if (value === null) {
    putInt32(out, IS_NULL);
    return;
  }
  putInt32(out, 4);
  putInt32(out, value);
}

export function putInt8(out: CopyBuffer, value: number | bigint | null): void {
  if (value === null) {
    putInt32(out, IS_NULL);
    return;
  }
  putInt32(out, 8);
  if (typeof value === "number") putInt64(out, value);
  // Ids come as such, and are small: a large one would be an object of its own on its way into the bytes.
  else if (value >= 0n && value <= Number.MAX_SAFE_INTEGER) putInt64(out, Number(value));
  else putBigInt64(out, value);
}

const MOST_REMEMBERED = 20_000;

/** For a column of few different texts: trunks, products, accounts. Each is put into bytes once. */
export function fewTexts(): (out: CopyBuffer, text: string | null) => void {
  const known = new Map<string, Uint8Array>();
  return (out, text) => {
    if (text === null) putInt32(out, IS_NULL);
    else if (text === "") putInt32(out, 0);
    else putBytes(out, remembered(known, text));
  };
}

/** A field with its length, made once. */
function remembered(known: Map<string, Uint8Array>, text: string): Uint8Array {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const made = textBytes(text);
  known.set(text, made);
  return made;
}

function textBytes(text: string): Uint8Array {
  const out = copyBuffer(LENGTH_BYTES + MOST_BYTES_A_CODE_UNIT * text.length);
  putText(out, text);
  return out.bytes.subarray(0, out.length);
}

/** Postgres counts days and microseconds from the year 2000 on. */
const EPOCH = Date.UTC(2000, 0, 1);
const DAY_MILLISECONDS = 86_400_000;
/** Calls come day by day: the date is read once for all of them. */
let lastDate = { text: "", days: 0 };

/** @param text A civil date, `2026-04-07`. */
export function putDate(out: CopyBuffer, text: string | null): void {
  if (text === null) {
    putInt32(out, IS_NULL);
    return;
  }
  if (lastDate.text !== text)
    lastDate = { text, days: (Date.parse(`${text}T00:00:00Z`) - EPOCH) / DAY_MILLISECONDS };
  putInt32(out, 4);
  putInt32(out, lastDate.days);
}

const INFINITY = 2n ** 63n - 1n;
const MINUS_INFINITY = -(2n ** 63n);

/** @param milliseconds Since 1970, or an infinity, as `timestamptz`. */
export function putInstant(out: CopyBuffer, milliseconds: number | null): void {
  if (milliseconds === null) {
    putInt32(out, IS_NULL);
    return;
  }
  putInt32(out, 8);
  if (milliseconds === Number.POSITIVE_INFINITY) putBigInt64(out, INFINITY);
  else if (milliseconds === Number.NEGATIVE_INFINITY) putBigInt64(out, MINUS_INFINITY);
  else putInt64(out, (milliseconds - EPOCH) * 1_000);
}
