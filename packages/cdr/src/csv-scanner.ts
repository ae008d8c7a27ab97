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
  hasHighBytes: boolean;
};

export function scannedRecord(): ScannedRecord {
  return {
    cells: new Int32Array(MAX_CELLS * 3),
    cellCount: 0,
    end: 0,
    next: 0,
    innerLines: 0,
    hasHighBytes: false,
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
export function scanRecord(
  bytes: Uint8Array,
  from: number,
  isLast: boolean,
  record: ScannedRecord,
): ScanOutcome {
  record.cellCount = 0;
  record.innerLines = 0;
  record.hasHighBytes = false;
  const limit = bytes.length;
  let at = from;
  for (;;) {
    at = bytes[at] === QUOTE ? quotedCell(bytes, at + 1, isLast, record) : bareCell(bytes, at, record);
    if (at < 0) return isLast ? "broken" : "incomplete";
    if (at >= limit) {
      if (!isLast) return "incomplete";
      record.end = limit;
      record.next = limit;
      return "record";
    }
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

/** What ends or marks a cell, by byte: 0 is the text that cells are made of, and nearly everything. */
function marks(...bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256).fill(1, 128);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

const BARE_MARKS = marks(COMMA, LF, CR);
const QUOTED_MARKS = marks(QUOTE, LF, CR);

/** @returns the byte behind the cell. */
function bareCell(bytes: Uint8Array, from: number, record: ScannedRecord): number {
  const limit = bytes.length;
  let at = from;
  for (; at < limit; at += 1) {
    const byte = bytes[at] as number;
    if (BARE_MARKS[byte] === 0) continue;
    if (byte < 128) break;
    record.hasHighBytes = true;
  }
  keep(record, from, at, 0);
  return at;
}

/** @returns the byte behind the closing quote, or −1 where the bytes end before it is certain which quote closes. */
function quotedCell(bytes: Uint8Array, from: number, isLast: boolean, record: ScannedRecord): number {
  const limit = bytes.length;
  let at = from;
  let doubled = 0;
  for (; ; at += 1) {
    if (at >= limit) return -1;
    const byte = bytes[at] as number;
    if (QUOTED_MARKS[byte] === 0) continue;
    if (byte > 127) record.hasHighBytes = true;
    else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) record.innerLines += 1;
    if (byte !== QUOTE) continue;
    if (at + 1 >= limit && !isLast) return -1;
    if (bytes[at + 1] !== QUOTE) break;
    doubled = 1;
    at += 1;
  }
  keep(record, from, at, doubled);
  return at + 1;
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
