/** A value for COPY's text format; bytes and instants are made by `bytesField` and `instantField`. */
export type Field = string | number | bigint | boolean | null | Bytes | At;

type Bytes = { readonly kind: "bytes"; readonly hexadecimal: string };
type At = { readonly kind: "instant"; readonly milliseconds: number };

/** Hexadecimal text as bytea. */
export function bytesField(hexadecimal: string | null): Bytes | null {
  return hexadecimal === null ? null : { kind: "bytes", hexadecimal };
}

/** Epoch milliseconds as timestamptz. */
export function instantField(milliseconds: number | null): At | null {
  return milliseconds === null ? null : { kind: "instant", milliseconds };
}

/** Larger pieces save nothing, smaller ones cost system calls. */
const CHUNK_BYTES = 131_072;

/**
 * Rows in COPY's text format, in pieces for the socket. Bytes are put where they are sent from: joining strings and encoding
 * them took four times as long, and left as much for the garbage collector.
 *
 * @example a row of `"a"`, null, true and 1775570590000 as instant: `a⇥\N⇥true⇥2026-04-07T14:03:10.000Z↵`
 */
export function* copyText(rows: Iterable<readonly Field[]>): Generator<Uint8Array, void> {
  let piece = emptyPiece();
  for (const fields of rows) {
    writeRow(piece, fields);
    if (piece.length < CHUNK_BYTES) continue;
    yield piece.bytes.subarray(0, piece.length);
    piece = emptyPiece();
  }
  if (piece.length > 0) yield piece.bytes.subarray(0, piece.length);
}

type Piece = { bytes: Buffer; length: number };

/** Most rows fit behind a piece that is not quite full. */
function emptyPiece(): Piece {
  return { bytes: Buffer.allocUnsafeSlow(CHUNK_BYTES + 4_096), length: 0 };
}

/** Room for so many bytes more. */
function reserve(piece: Piece, bytes: number): void {
  if (piece.length + bytes <= piece.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(2 * (piece.length + bytes));
  piece.bytes.copy(larger, 0, 0, piece.length);
  piece.bytes = larger;
}

function writeRow(piece: Piece, fields: readonly Field[]): void {
  for (const field of fields) {
    writeField(piece, field);
    writeAscii(piece, "\t");
  }
  // Instead of the last tabulator.
  piece.bytes[piece.length - 1] = LINE_FEED;
}

const LINE_FEED = 10;

function writeField(piece: Piece, field: Field): void {
  if (typeof field === "string") writeText(piece, field);
  else if (typeof field === "number") writeNumber(piece, field);
  else if (field === null) writeAscii(piece, "\\N");
  else if (typeof field !== "object") writeAscii(piece, String(field));
  else if (field.kind === "instant") writeInstant(piece, field.milliseconds);
  else {
    // COPY wants the backslash twice.
    writeAscii(piece, "\\\\x");
    writeAscii(piece, field.hexadecimal);
  }
}

function writeAscii(piece: Piece, text: string): void {
  reserve(piece, text.length);
  const { bytes } = piece;
  let at = piece.length;
  for (let index = 0; index < text.length; index += 1) bytes[at++] = text.charCodeAt(index);
  piece.length = at;
}

const MOST_BYTES_A_CODE_UNIT = 3;
const BACKSLASH = 92;
const FIRST_PRINTABLE = 32;
const LAST_ASCII = 127;

/** Nearly all text is plain; whatever is not is written over what was there so far. */
function writeText(piece: Piece, text: string): void {
  reserve(piece, text.length);
  const { bytes } = piece;
  let at = piece.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < FIRST_PRINTABLE || code > LAST_ASCII || code === BACKSLASH) {
      writeAnyText(piece, text);
      return;
    }
    bytes[at++] = code;
  }
  piece.length = at;
}

function writeAnyText(piece: Piece, text: string): void {
  const escaped = text.replace(SPECIAL, (found) => ESCAPES[found] ?? found);
  reserve(piece, MOST_BYTES_A_CODE_UNIT * escaped.length);
  piece.length += piece.bytes.write(escaped, piece.length);
}

const SPECIAL = /[\\\t\n\r\0]/g;
/** A zero byte cannot be in Postgres' text; readers refuse it, and here it is shown as what it is. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\uFFFD",
};

const MOST_DIGITS = 9;

function writeNumber(piece: Piece, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 10 ** MOST_DIGITS) {
    writeAscii(piece, String(value));
    return;
  }
  let digits = 1;
  for (let bound = 10; bound <= value; bound *= 10) digits += 1;
  writeDigits(piece, value, digits);
}

/** So many digits, with leading zeros. @param value below 2^31 */
function writeDigits(piece: Piece, value: number, digits: number): void {
  reserve(piece, digits);
  const { bytes, length } = piece;
  let left = value | 0;
  for (let at = length + digits - 1; at >= length; at -= 1) {
    const tenth = (left / 10) | 0;
    bytes[at] = ZERO + left - 10 * tenth;
    left = tenth;
  }
  piece.length = length + digits;
}

const ZERO = 48;

const DAY_MILLISECONDS = 86_400_000;
/** Calls come day by day: the date is written once for all of them. */
let lastDay = { number: Number.NaN, text: "" };

function writeInstant(piece: Piece, milliseconds: number): void {
  const number = Math.floor(milliseconds / DAY_MILLISECONDS);
  if (number !== lastDay.number)
    lastDay = {
      number,
      text: new Date(number * DAY_MILLISECONDS).toISOString().slice(0, -"00:00:00.000Z".length),
    };
  writeAscii(piece, lastDay.text);
  const ofDay = milliseconds - number * DAY_MILLISECONDS;
  const minutes = Math.floor(ofDay / 60_000);
  writeDigits(piece, Math.floor(minutes / 60), 2);
  writeAscii(piece, ":");
  writeDigits(piece, minutes % 60, 2);
  writeAscii(piece, ":");
  writeDigits(piece, Math.floor(ofDay / 1_000) % 60, 2);
  writeAscii(piece, ".");
  writeDigits(piece, ofDay % 1_000, 3);
  writeAscii(piece, "Z");
}
