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
};

export function scannedRecord(): ScannedRecord {
  return {
    cells: new Int32Array(MAX_CELLS * 3),
    cellCount: 0,
    end: 0,
    next: 0,
    innerLines: 0,
  };
}

/** `incomplete`: the bytes end inside the record. `broken`: text behind a closing quote, or a quote never closed. */
export type ScanOutcome = "record" | "incomplete" | "broken";

/** Bytes of a file, which the view reads four at a time. */
export type Page = { readonly bytes: Uint8Array; readonly view: DataView };

export function pageOf(bytes: Uint8Array): Page {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/**
 * Scans one record of RFC 4180 text at byte `from`: cells may be quoted, quotes inside are doubled, a quoted cell may
 * hold commas and line ends; CRLF, CR and LF each end a record.
 *
 * @param isLast No more bytes follow: the end of the bytes ends the record too.
 */
export function scanRecord(page: Page, from: number, isLast: boolean, record: ScannedRecord): ScanOutcome {
  const { bytes } = page;
  record.cellCount = 0;
  record.innerLines = 0;
  const limit = bytes.length;
  let at = from;
  for (;;) {
    at = bytes[at] === QUOTE ? quotedCell(page, at + 1, isLast, record) : bareCell(bytes, at, record);
    if (at < 0) return isLast ? "broken" : "incomplete";
    if (at >= limit) return isLast ? lineEnd(record, limit, limit) : "incomplete";
    const byte = bytes[at];
    if (byte === COMMA) at += 1;
    else if (byte === LF) return lineEnd(record, at, at + 1);
    else if (byte !== CR) return "broken";
    else if (at + 1 === limit && !isLast) return "incomplete";
    else return lineEnd(record, at, bytes[at + 1] === LF ? at + 2 : at + 1);
  }
}

function lineEnd(record: ScannedRecord, end: number, next: number): ScanOutcome {
  record.end = end;
  record.next = next;
  return "record";
}

/** @returns the byte behind the cell. */
function bareCell(bytes: Uint8Array, from: number, record: ScannedRecord): number {
  const limit = bytes.length;
  let at = from;
  for (; at < limit; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA || byte === LF || byte === CR) break;
  }
  keep(record, from, at, 0);
  return at;
}

/** @returns the byte behind the closing quote, or −1 where the bytes end before it is certain which quote closes. */
function quotedCell(page: Page, from: number, isLast: boolean, record: ScannedRecord): number {
  const { bytes } = page;
  const limit = bytes.length;
  let at = from;
  let doubled = 0;
  for (;;) {
    at = quoteOrControl(page, at);
    if (at >= limit || (at + 1 === limit && !isLast)) return -1;
    if (bytes[at] !== QUOTE) {
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) record.innerLines += 1;
      at += 1;
    } else if (bytes[at + 1] === QUOTE) {
      doubled = 1;
      at += 2;
    } else break;
  }
  keep(record, from, at, doubled);
  return at + 1;
}

/** The same in each of the four bytes of a word. */
const QUOTES = 0x22222222;
const SPACES = 0x20202020;
const ONES = 0x01010101;
const HIGHEST_BITS = 0x80808080;

/**
 * The first quote or control character from `from` on, else the end of the bytes.
 *
 * Four bytes at a time: less one, a byte that was 0 shows its highest bit, and so does less 32 one that was below 32. Of
 * the bits shown the lowest is always right; those above it may owe theirs to a borrow.
 */
function quoteOrControl({ bytes, view }: Page, from: number): number {
  const limit = bytes.length;
  let at = from;
  for (; at + 4 <= limit; at += 4) {
    const word = view.getInt32(at, true);
    const other = word ^ QUOTES;
    const marks = (((other - ONES) & ~other) | ((word - SPACES) & ~word)) & HIGHEST_BITS;
    if (marks !== 0) return at + ((31 - Math.clz32(marks & -marks)) >> 3);
  }
  while (at < limit && bytes[at] !== QUOTE && (bytes[at] ?? 0) >= 32) at += 1;
  return at;
}

function keep(record: ScannedRecord, from: number, until: number, doubled: number): void {
  if (record.cellCount < MAX_CELLS) {
    const index = record.cellCount * 3;
    record.cells[index] = from;
    record.cells[index + 1] = until;
    record.cells[index + 2] = doubled;
  }
  record.cellCount += 1;
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
