import type { Page } from "./page.ts";

/** More cells than this in one record are counted, not kept. */
const MAX_CELLS = 64;
/** No switch writes a longer record; Asterisk drops its own beyond 1,024 bytes. What is longer is broken quoting. */
export const MAX_RECORD_BYTES = 16_384;

const COMMA = 44;
const QUOTE = 34;
const CR = 13;
const LF = 10;

/**
 * The last record scanned. Reused from record to record: this runs for every byte of every file.
 *
 * `cells` holds three numbers a cell: first byte, byte behind the last (both without quotes), and 1 where quotes inside
 * are doubled.
 */
export type ScannedRecord = {
  readonly cells: Int32Array;
  cellCount: number;
  /** Byte behind the record, without its line end. */
  end: number;
  /** First byte of the next record. */
  next: number;
  /** Line ends inside quotes. */
  innerLines: number;
  /** Of the last quoted cell: 1 where quotes inside are doubled. */
  doubled: number;
};

export function scannedRecord(): ScannedRecord {
  return {
    cells: new Int32Array(MAX_CELLS * 3),
    cellCount: 0,
    end: 0,
    next: 0,
    innerLines: 0,
    doubled: 0,
  };
}

/** `incomplete`: the bytes end inside the record. `broken`: text behind a closing quote, or a quote never closed. */
export type ScanOutcome = "record" | "incomplete" | "broken";

/**
 * Scans one record of RFC 4180 text at byte `from`: cells may be quoted, quotes inside are doubled, a quoted cell may
 * hold commas and line ends; CRLF, CR and LF each end a record.
 *
 * @param isLast No more bytes follow: the end of the bytes ends the record too.
 */
export function scanRecord(page: Page, from: number, isLast: boolean, record: ScannedRecord): ScanOutcome {
  const { bytes } = page;
  let count = 0;
  let at = from;
  record.innerLines = 0;
  for (;;) {
    let first = at;
    record.doubled = 0;
    if (bytes[at] === QUOTE) {
      first = (at + 1) | 0;
      at = closingQuote(page, first, isLast, record);
      if (at < 0) return isLast ? "broken" : "incomplete";
      keepCell(record, count, first, at);
      at = (at + 1) | 0;
    } else {
      at = bareCellEnd(bytes, at);
      keepCell(record, count, first, at);
    }
    count = (count + 1) | 0;
    if (bytes[at] !== COMMA) break;
    at = (at + 1) | 0;
  }
  record.cellCount = count;
  return recordEnd(bytes, at, isLast, record);
}

function keepCell({ cells, doubled }: ScannedRecord, count: number, first: number, until: number): void {
  if (count >= MAX_CELLS) return;
  const place = (count * 3) | 0;
  cells[place] = first;
  cells[place + 1] = until;
  cells[place + 2] = doubled;
}

/** What stands behind the last cell: the line's end, the bytes' end, or what has no business there. */
function recordEnd(bytes: Uint8Array, at: number, isLast: boolean, record: ScannedRecord): ScanOutcome {
  const limit = bytes.length;
  const byte = bytes[at];
  if (at < limit && byte !== LF && byte !== CR) return "broken";
  if (!isLast && (at >= limit || (byte === CR && at + 1 === limit))) return "incomplete";
  record.end = at;
  record.next = at >= limit ? limit : behindLineEnd(bytes, at);
  return "record";
}

function bareCellEnd(bytes: Uint8Array, from: number): number {
  let at = from | 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === COMMA || byte === LF || byte === CR) break;
    at = (at + 1) | 0;
  }
  return at;
}

/** @returns −1 where the bytes end before it is certain which quote closes the cell. */
function closingQuote(page: Page, from: number, isLast: boolean, record: ScannedRecord): number {
  const { bytes } = page;
  const limit = bytes.length;
  let at = from;
  record.doubled = 0;
  for (;;) {
    at = quoteOrControl(page, at);
    if (at >= limit || (at + 1 === limit && !isLast)) return -1;
    if (bytes[at] !== QUOTE) {
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) record.innerLines += 1;
      at = (at + 1) | 0;
    } else if (bytes[at + 1] === QUOTE) {
      record.doubled = 1;
      at = (at + 2) | 0;
    } else return at;
  }
}

/** The same in each of the four bytes of a word. */
const QUOTE_TO_SPACE = 0x02020202;
const LOWER_BITS = 0x7f7f7f7f;
const UP_TO_HIGHEST_BIT = 0x5f5f5f5f;
const HIGHEST_BITS = 0x80808080;

/**
 * The highest bit of each byte that is a quote or a control character. With its second bit turned a quote is a space, what is
 * below a space stays below it, and nothing else comes there; with 95 added, all ASCII above a space shows its highest bit.
 */
function marksOf(word: number): number {
  const turned = word ^ QUOTE_TO_SPACE;
  return ~(((turned & LOWER_BITS) + UP_TO_HIGHEST_BIT) | turned) & HIGHEST_BITS;
}

/** The first quote or control character from `from` on, else the end of the bytes. */
function quoteOrControl({ bytes, words }: Page, from: number): number {
  // `| 0` here and around tells the compiler that no sum leaves 32 bits: it would check each one, and this runs for every byte.
  let index = from >> 2;
  if (index >= words.length) return quoteOrControlInBytes(bytes, from);
  let marks = marksOf(words[index] ?? 0) & (-1 << ((from & 3) << 3));
  while (marks === 0) {
    index = (index + 1) | 0;
    if (index >= words.length) return quoteOrControlInBytes(bytes, index << 2);
    marks = marksOf(words[index] ?? 0);
  }
  return (index << 2) + ((31 - Math.clz32(marks & -marks)) >> 3);
}

function quoteOrControlInBytes(bytes: Uint8Array, from: number): number {
  let at = from | 0;
  while (at < bytes.length && bytes[at] !== QUOTE && (bytes[at] ?? 0) >= 32) at = (at + 1) | 0;
  return at;
}

/** The first line end from `from` on, or −1. */
export function lineEndFrom(bytes: Uint8Array, from: number): number {
  const lf = bytes.indexOf(LF, from);
  const cr = bytes.subarray(from, lf < 0 ? bytes.length : lf).indexOf(CR);
  return cr < 0 ? lf : from + cr;
}

/** The byte behind the line end at `at`. */
export function behindLineEnd(bytes: Uint8Array, at: number): number {
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
}
