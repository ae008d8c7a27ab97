import { byteText } from "./decode-text.ts";

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

/** Bytes of a file, and the same as text in which a byte is a character: the one is fast to compare, the other to search. */
export type Page = {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly isAscii: boolean;
  readonly hasCarriageReturns: boolean;
};

export function pageOf(bytes: Uint8Array): Page {
  const text = byteText(bytes);
  return { bytes, text: text.text, isAscii: text.isAscii, hasCarriageReturns: text.text.includes("\r") };
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
  const limit = bytes.length;
  let at = from;
  for (;;) {
    at = bytes[at] === QUOTE ? quotedCell(page, at + 1, isLast, record) : bareCell(bytes, at, record);
    if (at < 0) return isLast ? "broken" : "incomplete";
    if (at >= limit) return isLast ? whole(record, page, { from, end: limit, next: limit }) : "incomplete";
    const byte = bytes[at];
    if (byte === COMMA) at += 1;
    else if (byte === LF) return whole(record, page, { from, end: at, next: at + 1 });
    else if (byte !== CR) return "broken";
    else if (at + 1 === limit && !isLast) return "incomplete";
    else return whole(record, page, { from, end: at, next: bytes[at + 1] === LF ? at + 2 : at + 1 });
  }
}

/** What is asked once a record, so that the loops over its bytes need not. */
function whole(
  record: ScannedRecord,
  page: Page,
  { from, end, next }: { readonly from: number; readonly end: number; readonly next: number },
): ScanOutcome {
  record.end = end;
  record.next = next;
  record.innerLines = innerLines(page, from, end);
  record.hasHighBytes = !page.isAscii && page.bytes.subarray(from, end).some((byte) => byte > 127);
  return "record";
}

/** Line ends of a stretch: CRLF, CR and LF each count once. */
function innerLines({ bytes, text, hasCarriageReturns }: Page, from: number, end: number): number {
  const isBefore = (at: number): boolean => at >= 0 && at < end;
  if (!isBefore(text.indexOf("\n", from)) && !(hasCarriageReturns && isBefore(text.indexOf("\r", from))))
    return 0;
  let lines = 0;
  for (let at = from; at < end; at += 1) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines += 1;
  }
  return lines;
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
function quotedCell({ bytes, text }: Page, from: number, isLast: boolean, record: ScannedRecord): number {
  let at = text.indexOf('"', from);
  let doubled = 0;
  while (at >= 0 && bytes[at + 1] === QUOTE) {
    doubled = 1;
    at = text.indexOf('"', at + 2);
  }
  if (at < 0 || (at + 1 === bytes.length && !isLast)) return -1;
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
