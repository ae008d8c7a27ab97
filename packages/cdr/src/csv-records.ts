import { copyPlainCells } from "./copy-plain-cells.ts";
import {
  behindLineEnd,
  lineEndFrom,
  MAX_RECORD_BYTES,
  type ScannedRecord,
  scannedRecord,
  scanRecord,
} from "./csv-scanner.ts";
import { byteText, decodeText } from "./decode-text.ts";
import { localReadingAt, wholeNumberAt } from "./digits.ts";
import { type KeptByBytes, sharedTexts } from "./kept-by-bytes.ts";
import { type Page, pageOf } from "./page.ts";

/** One record in hand; valid until the next one is scanned. */
export type CsvRecord = {
  readonly cellCount: number;
  /** Cell `index` from 0, unquoted and decoded; `""` where there is none. */
  readonly cell: (index: number) => string;
  readonly isEmpty: (index: number) => boolean;
  /** A byte of the cell, the first at `place` 0; −1 behind its end. */
  readonly byteAt: (index: number, place: number) => number;
  /** What the cell's text leads to. */
  readonly kept: <Kept>(table: KeptByBytes<Kept>, index: number) => Kept;
  /** The same as `cell`, for texts that come again and again. */
  readonly interned: (index: number) => string;
  /** The first bytes of the cell, in the same way. */
  readonly beginning: (index: number, bytes: number) => string;
  readonly byteLength: (index: number) => number;
  /** Where the cell's first byte stands in `page`. */
  readonly start: (index: number) => number;
  readonly page: Page;
  /** `copyPlainCells` of this record: what `cell` decodes, as bytes. */
  readonly copyPlain: (indexes: readonly number[], between: number, into: Page, at: number) => number;
  /** What `wholeNumber` and `localReading` make of the cell, read where it stands; NaN where it is none. */
  readonly wholeNumber: (index: number) => number;
  readonly localReading: (index: number) => number;
  /** Bytes from the file's start. */
  readonly offset: number;
  readonly length: number;
  readonly line: number;
};

/** A line that no record can be made of. */
type BrokenLine = Pick<CsvRecord, "offset" | "length" | "line"> & { readonly tooLong: boolean };

export type CsvHandlers = {
  readonly record: (record: CsvRecord) => void;
  readonly broken: (line: BrokenLine) => void;
  /** Whether a record with line ends inside its quotes is whole: if not, its first line alone is broken. */
  readonly fits: (cellCount: number) => boolean;
};

export type CsvRecords = {
  readonly read: (bytes: Uint8Array) => void;
  readonly end: (closed: boolean) => void;
  /** The first byte that no handler has seen yet. */
  readonly nextOffset: () => number;
  /** What was read is forgotten; another file follows. */
  readonly restart: () => void;
};

/** The longest record with the first half of its line end: what is broken must not depend on where chunks end. */
const LONGEST_WAIT = MAX_RECORD_BYTES + 1;

/**
 * Records of a CSV file without a heading, fed in chunks. A quote that is never closed costs one line, not the rest of
 * the file: the line is handed over as broken, and reading goes on behind it. So is a last line that has no line end and fewer
 * cells than the one before: it is cut off, and what is left of it may look like a shorter record. Blank lines are no records.
 */
export function csvRecords(handlers: CsvHandlers): CsvRecords {
  const scanned = scannedRecord();
  const view = recordView(scanned, sharedTexts());
  let bytes: Uint8Array = new Uint8Array(0);
  const room = reusedRoom();
  let base = 0;
  let line = 1;
  /** Where a line began that outgrew every record; its bytes are dropped until its end comes. */
  let tooLongFrom: number | null = null;
  let lastCellCount = 0;

  const broken = (from: number, lineEnd: number): number => {
    const offset = tooLongFrom ?? base + from;
    const length = base + lineEnd - offset;
    handlers.broken({ offset, length, line, tooLong: length > MAX_RECORD_BYTES });
    tooLongFrom = null;
    line += 1;
    return lineEnd >= bytes.length ? bytes.length : behindLineEnd(bytes, lineEnd);
  };

  /** @returns the byte behind the line at `from`, or −1 where more bytes are needed. */
  const step = (from: number, isLast: boolean, page: Page): number => {
    const outcome = tooLongFrom === null ? scanRecord(page, from, isLast, scanned) : "broken";
    if (outcome === "incomplete" && bytes.length - from <= LONGEST_WAIT) return -1;
    const isWhole =
      outcome === "record" &&
      scanned.end - from <= MAX_RECORD_BYTES &&
      (scanned.innerLines === 0 || handlers.fits(scanned.cellCount)) &&
      !(isLast && isCutOff(scanned, bytes.length, lastCellCount));
    if (!isWhole) {
      const lineEnd = lineEndFrom(bytes, from);
      const unsure = lineEnd < 0 || (lineEnd + 1 === bytes.length && bytes[lineEnd] === 13);
      if (!unsure || isLast) return broken(from, lineEnd < 0 ? bytes.length : lineEnd);
      tooLongFrom ??= bytes.length - from > MAX_RECORD_BYTES ? base + from : null;
      return -1;
    }
    if (scanned.cellCount > 1) lastCellCount = scanned.cellCount;
    const record = view.at(from, base, line);
    if (record.cellCount > 1 || !isBlank(record)) handlers.record(record);
    line += 1 + scanned.innerLines;
    return scanned.next;
  };

  const run = (isLast: boolean): void => {
    if (base === 0 && bytes.length < BYTE_ORDER_MARK.length && !isLast) return;
    const page = pageOf(bytes);
    view.turnTo(page);
    let from = base === 0 ? byteOrderMark(bytes) : 0;
    while (from < bytes.length) {
      const next = step(from, isLast, page);
      if (next < 0) break;
      from = next;
    }
    if (isLast && tooLongFrom !== null) broken(bytes.length, bytes.length);
    const dropped = tooLongFrom === null ? from : bytes.length - (bytes.at(-1) === 13 ? 1 : 0);
    base += dropped;
    // A copy of the little that is left: whoever reads the file may use the chunk again.
    bytes = new Uint8Array(bytes.subarray(dropped));
  };

  return {
    read(more) {
      bytes = bytes.length === 0 ? more : room.joined(bytes, more);
      run(false);
    },
    end(closed) {
      if (closed) run(true);
    },
    nextOffset: () => tooLongFrom ?? base,
    restart() {
      bytes = new Uint8Array(0);
      base = 0;
      line = 1;
      tooLongFrom = null;
      lastCellCount = 0;
    },
  };
}

/** NUL pads blocks, and Ctrl-Z ends files of an older time; `""` is what is left of a record that was cut. */
function isBlank({ byteLength, byteAt, length }: CsvRecord): boolean {
  if (byteLength(0) !== length) return false;
  for (let place = 0; place < length; place += 1) if (!BLANKS.has(byteAt(0, place))) return false;
  return true;
}

const BLANKS: ReadonlySet<number> = new Set([32, 9, 0, 26]);

/** Of one cell it is blank, or no record whatever was cut. */
function isCutOff({ end, cellCount }: ScannedRecord, limit: number, lastCellCount: number): boolean {
  return end === limit && cellCount > 1 && cellCount < lastCellCount;
}

/** What was left of a chunk and the next one, always in the same memory: to be given some anew takes as long as to fill it. */
function reusedRoom(): { readonly joined: (head: Uint8Array, tail: Uint8Array) => Uint8Array } {
  let room = new Uint8Array(0);
  return {
    joined(head, tail) {
      const length = head.length + tail.length;
      if (length > room.length) room = new Uint8Array(Math.ceil(length * MORE_ROOM));
      room.set(head);
      room.set(tail, head.length);
      return room.subarray(0, length);
    },
  };
}

/** What is left of a chunk is a line, mostly. */
const MORE_ROOM = 1.1;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

function byteOrderMark(bytes: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
}

type RecordView = {
  readonly turnTo: (page: Page) => void;
  readonly at: (from: number, base: number, line: number) => CsvRecord;
};

/**
 * One view for all records of a file: an object each would take longer than its numbers, and functions made anew for each chunk
 * would be compiled anew. Cells are cut from one text, in which a byte is a character, decoded when it is asked for.
 */
function recordView(scanned: ScannedRecord, texts: KeptByBytes<string>): RecordView {
  let page = pageOf(new Uint8Array(0));
  let { bytes } = page;
  let decoded: ReturnType<typeof byteText> | null = null;
  const { cells } = scanned;
  const start = (index: number): number => (index < scanned.cellCount ? (cells[index * 3] ?? 0) : 0);
  const until = (index: number): number => (index < scanned.cellCount ? (cells[index * 3 + 1] ?? 0) : 0);
  const isDoubled = (index: number): boolean => start(index) < until(index) && cells[index * 3 + 2] === 1;
  const unescaped = (index: number, text: string): string =>
    cells[index * 3 + 2] === 1 ? text.replaceAll('""', '"') : text;
  const cut = (from: number, to: number): string => {
    decoded ??= byteText(bytes);
    const isAsWritten = decoded.isAscii || isAscii(bytes, from, to);
    return isAsWritten ? decoded.text.slice(from, to) : decodeText(bytes.subarray(from, to));
  };
  const cell = (index: number): string => unescaped(index, cut(start(index), until(index)));
  const kept = <Kept>(table: KeptByBytes<Kept>, index: number): Kept =>
    isDoubled(index) ? table.ofText(cell(index)) : table.of(page, start(index), until(index));
  const interned = (index: number): string => kept(texts, index);
  const beginning = (index: number, count: number): string =>
    unescaped(index, texts.of(page, start(index), start(index) + count));
  const byteLength = (index: number): number => until(index) - start(index);
  const isEmpty = (index: number): boolean => start(index) === until(index);
  const byteAt = (index: number, place: number): number => {
    const at = start(index) + place;
    return at < until(index) ? (bytes[at] ?? -1) : -1;
  };
  const copyPlain = (indexes: readonly number[], between: number, into: Page, at: number): number =>
    copyPlainCells({ page, scanned, indexes, between, into, at });
  const wholeNumber = (index: number): number => wholeNumberAt(bytes, start(index), until(index));
  const localReading = (index: number): number => localReadingAt(bytes, start(index), until(index));
  const readers = {
    start,
    cell,
    isEmpty,
    byteAt,
    byteLength,
    kept,
    interned,
    beginning,
    copyPlain,
    wholeNumber,
    localReading,
  };
  const record = { ...readers, page, cellCount: 0, offset: 0, length: 0, line: 0 };
  return {
    turnTo(more) {
      page = more;
      bytes = more.bytes;
      decoded = null;
      record.page = more;
    },
    at(from, base, line) {
      record.cellCount = scanned.cellCount;
      record.offset = base + from;
      record.length = scanned.end - from;
      record.line = line;
      return record;
    },
  };
}

const LAST_ASCII = 127;

function isAscii(bytes: Uint8Array, from: number, until: number): boolean {
  for (let at = from; at < until; at += 1) {
    if ((bytes[at] ?? 0) > LAST_ASCII) return false;
  }
  return true;
}
