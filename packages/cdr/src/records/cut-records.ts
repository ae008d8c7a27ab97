import type { ProblemCode } from "@tollwright/problem";
import { byteText, decodeText } from "../decode-text.ts";
import type { SplitHandlers, Splitter } from "../format-reader.ts";
import type { SourceRecord } from "../source-record.ts";

/** A flag of a cell: how its bytes become its text. */
export const PLAIN = 0;
export const DOUBLED_QUOTES = 1;
export const BACKSLASHES = 2;

/**
 * The last record scanned, reused from record to record. `cells` holds three numbers a cell: its first byte, the byte behind
 * its last, and a flag; it grows with the widest record.
 */
export type Scanned = {
  cells: Int32Array;
  cellCount: number;
  /** Byte behind the record, without its line end. */
  end: number;
  /** First byte of the next record. */
  next: number;
  /** Line ends inside quotes. */
  innerLines: number;
};

/** `incomplete`: more bytes are needed to tell. `broken`: its first line makes no record. */
export type ScanOutcome = "record" | "incomplete" | "broken";

export type CutSettings = {
  /** Scans the record at byte `from`; with `isLast` the end of the bytes ends it too. */
  readonly scan: (bytes: Uint8Array, from: number, isLast: boolean, scanned: Scanned) => ScanOutcome;
  readonly unescaped: (text: string, flag: number) => string;
  /** Whether a record with line ends inside its quotes is whole: if not, its first line alone is broken. */
  readonly fits: (cellCount: number) => boolean;
  readonly skipHeading: number;
};

/** No switch writes a longer record. */
const MAX_RECORD_BYTES = 1_048_576;
/** A record over several lines that is longer than this is one whose quote never closes. */
const MAX_QUOTED_LINES_BYTES = 65_536;

/**
 * Records of a file in lines, fed in chunks of any size. A line that makes no record costs itself, not the rest of the file.
 * Lines of nothing but blanks are no records.
 */
export function cutRecords(settings: CutSettings, handlers: SplitHandlers): Splitter {
  const { scan, fits } = settings;
  const scanned: Scanned = { cells: new Int32Array(96), cellCount: 0, end: 0, next: 0, innerLines: 0 };
  let bytes: Uint8Array = new Uint8Array(0);
  let base = 0;
  let line = 1;
  let headings = settings.skipHeading;
  /** Where a line began that outgrew every record; its bytes are dropped until its end comes. */
  let tooLongFrom: number | null = null;

  const broken = (from: number, lineEnd: number): number => {
    const offset = tooLongFrom ?? base + from;
    const length = base + lineEnd - offset;
    const [reason, message] = whyBroken(length);
    handlers.broken({ offset, length, line, reason, message });
    tooLongFrom = null;
    line += 1;
    return lineEnd >= bytes.length ? bytes.length : behindLineEnd(bytes, lineEnd);
  };

  /** @returns the byte behind the line at `from`, or −1 where more bytes are needed. */
  const brokenLine = (from: number, isLast: boolean): number => {
    const lineEnd = lineEndFrom(bytes, from);
    const isUnsure = lineEnd < 0 || (lineEnd + 1 === bytes.length && bytes[lineEnd] === CR);
    if (!isUnsure || isLast) return broken(from, lineEnd < 0 ? bytes.length : lineEnd);
    if (bytes.length - from > MAX_RECORD_BYTES) tooLongFrom ??= base + from;
    return -1;
  };

  const step = (from: number, isLast: boolean, view: RecordView): number => {
    const outcome = tooLongFrom === null ? scan(bytes, from, isLast, scanned) : "broken";
    if (outcome === "incomplete" && !isHopeless(bytes.length - from, scanned.innerLines)) return -1;
    const isWhole =
      outcome === "record" &&
      !isHopeless(scanned.end - from, scanned.innerLines) &&
      (scanned.innerLines === 0 || fits(scanned.cellCount));
    if (!isWhole) return brokenLine(from, isLast);
    if (scanned.cellCount > 1 || !isBlank(bytes, from, scanned.end)) {
      if (headings > 0) headings -= 1;
      else handlers.record(view(from, base, line));
    }
    line += 1 + scanned.innerLines;
    return scanned.next;
  };

  const run = (isLast: boolean): void => {
    if (base === 0 && bytes.length < BYTE_ORDER_MARK.length && !isLast) return;
    const view = recordView(bytes, scanned, settings.unescaped);
    let from = base === 0 ? byteOrderMark(bytes) : 0;
    while (from < bytes.length) {
      const next = step(from, isLast, view);
      if (next < 0) break;
      from = next;
    }
    if (isLast && tooLongFrom !== null) broken(bytes.length, bytes.length);
    // Of a line that is dropped a last CR is kept: an LF may follow that belongs to it.
    const dropped = tooLongFrom === null ? from : bytes.length - (bytes.at(-1) === CR ? 1 : 0);
    base += dropped;
    bytes = bytes.subarray(dropped);
  };

  return {
    read(more) {
      bytes = bytes.length === 0 ? more : joined(bytes, more);
      run(false);
    },
    end(closed) {
      if (closed) run(true);
    },
    nextOffset: () => tooLongFrom ?? base,
  };
}

function isHopeless(length: number, innerLines: number): boolean {
  return length > (innerLines === 0 ? MAX_RECORD_BYTES : MAX_QUOTED_LINES_BYTES);
}

function whyBroken(length: number): readonly [ProblemCode, string] {
  return length > MAX_RECORD_BYTES
    ? ["RECORD_TOO_LONG", `a line of ${length} bytes`]
    : ["RECORD_QUOTING", "the line is cut off, or its quotes do not close"];
}

function isBlank(bytes: Uint8Array, from: number, until: number): boolean {
  for (let at = from; at < until; at += 1) {
    const byte = bytes[at] as number;
    // NUL pads blocks, and Ctrl-Z ends files of an older time.
    if (byte !== 32 && byte !== 9 && byte !== 0 && byte !== 26) return false;
  }
  return true;
}

export function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Bytes of the UTF-8 mark at the beginning: 3 or 0. */
export function byteOrderMark(bytes: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
}

export const CR = 13;
export const LF = 10;

/** The first line end from `from` on, or −1. One pass: to look for LF first would read a file of CR alone once for each line. */
export function lineEndFrom(bytes: Uint8Array, from: number): number {
  const limit = bytes.length;
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at] as number;
    if (byte === LF || byte === CR) return at;
  }
  return -1;
}

/** The byte behind the line end at `at`. */
export function behindLineEnd(bytes: Uint8Array, at: number): number {
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
}

type RecordView = (from: number, base: number, line: number) => SourceRecord;

/** One view for all records of a chunk: cells are cut from one text, in which a byte is a character. */
function recordView(bytes: Uint8Array, scanned: Scanned, unescaped: CutSettings["unescaped"]): RecordView {
  const { text: characters, isAscii } = byteText(bytes);
  let recordFrom = 0;
  const cut = (from: number, until: number): string => {
    for (let at = isAscii ? until : from; at < until; at += 1) {
      if ((bytes[at] as number) > 127) return decodeText(bytes.subarray(from, until));
    }
    return characters.slice(from, until);
  };
  const cell = (index: number): string => {
    if (index >= scanned.cellCount) return "";
    const { cells } = scanned;
    const text = cut(cells[index * 3] as number, cells[index * 3 + 1] as number);
    const flag = cells[index * 3 + 2] as number;
    return flag === PLAIN ? text : unescaped(text, flag);
  };
  const text = (): string => cut(recordFrom, scanned.end);
  return (from, base, line) => {
    recordFrom = from;
    const { cellCount, cells, end, next } = scanned;
    const last = (cellCount - 1) * 3;
    const lastEnd = cells[last + 1] as number;
    return {
      cellCount,
      cell,
      lastBytes: lastEnd - (cells[last] as number),
      isOpen: next === end && lastEnd === end,
      text,
      offset: base + from,
      length: end - from,
      line,
    };
  };
}
