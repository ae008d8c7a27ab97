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
  const { cells } = record;
  let count = 0;
  let at = from;
  record.innerLines = 0;
  for (;;) {
    const isQuoted = bytes[at] === QUOTE;
    const first = isQuoted ? at + 1 : at;
    const until = isQuoted ? closingQuote(page, first, isLast, record) : bareCellEnd(bytes, at);
    if (until < 0) return isLast ? "broken" : "incomplete";
    if (count < MAX_CELLS) {
      cells[count * 3] = first;
      cells[count * 3 + 1] = until;
      cells[count * 3 + 2] = isQuoted ? record.doubled : 0;
    }
    count += 1;
    at = isQuoted ? until + 1 : until;
    if (bytes[at] === COMMA) {
      at += 1;
      continue;
    }
    record.cellCount = count;
    return recordEnd(bytes, at, isLast, record);
  }
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
  const limit = bytes.length;
  let at = from;
  for (; at < limit; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA || byte === LF || byte === CR) break;
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
      at += 1;
    } else if (bytes[at + 1] === QUOTE) {
      record.doubled = 1;
      at += 2;
    } else return at;
  }
}

/** The same in each of the four bytes of a word. */
const QUOTE_TO_SPACE = 0x02020202;
const BEHIND_SPACES = 0x21212121;
const HIGHEST_BITS = 0x80808080;

/**
 * The first quote or control character from `from` on, else the end of the bytes.
 *
 * Four bytes at a time. With its second bit turned a quote is a space, what is below a space stays below it, and nothing else
 * comes there; and less 33, a byte of ASCII up to a space shows its highest bit. Of the bits shown the lowest is always right;
 * those above it may owe theirs to a borrow.
 */
function quoteOrControl({ bytes, view }: Page, from: number): number {
  const limit = bytes.length;
  let at = from;
  for (; at + 4 <= limit; at += 4) {
    const word = view.getInt32(at, true) ^ QUOTE_TO_SPACE;
    const marks = (word - BEHIND_SPACES) & ~word & HIGHEST_BITS;
    if (marks !== 0) return at + ((31 - Math.clz32(marks & -marks)) >> 3);
  }
  while (at < limit && bytes[at] !== QUOTE && (bytes[at] ?? 0) >= 32) at += 1;
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
