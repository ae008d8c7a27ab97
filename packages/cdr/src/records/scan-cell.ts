import assert from "node:assert";
import { BACKSLASHES, CR, DOUBLED_QUOTES, LF, PLAIN, type Scanned } from "./cut-records.ts";
import type { DelimitedOptions } from "./delimited-options.ts";

/** Instead of the byte behind the cell: more bytes are needed, or there is no cell here. */
export const INCOMPLETE = -1;
const NONE = -2;

/** Scans the cell at byte `from`, keeps it, and returns the byte behind it. */
type ScanCell = (bytes: Uint8Array, from: number, isLast: boolean, scanned: Scanned) => number;

const BACKSLASH = 92;

/**
 * No text in a call record has more line ends: the quotes do not agree. Without a limit each line of a file whose quotes are all
 * out of step would be looked at to the end of the next 64 KiB.
 */
const MAX_QUOTED_LINES = 32;

/** The one way of writing cells that the options name. */
export function cellScanner(options: DelimitedOptions): ScanCell {
  const bare = bareCell(options);
  if (options.quote === null) return bare;
  const quote = byteOf(options.quote);
  const quoted = options.escape === "none" ? pastedCell(options, quote) : quotedCell(options, quote);
  const loose: ScanCell = (bytes, from, isLast, scanned) => {
    const until = quoted(bytes, from, isLast, scanned);
    return until === NONE ? bare(bytes, from, isLast, scanned) : until;
  };
  const strict = options.looseQuotes === true ? loose : quoted;
  return (bytes, from, isLast, scanned) =>
    bytes[from] === quote ? strict(bytes, from, isLast, scanned) : bare(bytes, from, isLast, scanned);
}

export function byteOf(character: string): number {
  const byte = character.charCodeAt(0);
  assert(character.length === 1 && byte < 128, `one ASCII character, not "${character}"`);
  return byte;
}

function bareCell(options: DelimitedOptions): ScanCell {
  const isEscaping = options.escape === "backslash";
  const marks = marked(byteOf(options.separator), LF, CR, ...(isEscaping ? [BACKSLASH] : []));
  return (bytes, from, isLast, scanned) => {
    const limit = bytes.length;
    let flag = PLAIN;
    let at = from;
    for (; at < limit; at += 1) {
      const byte = bytes[at] as number;
      if (marks[byte] === 0) continue;
      if (byte !== BACKSLASH || !isEscaping) break;
      flag = BACKSLASHES;
      if (at + 1 >= limit && !isLast) return INCOMPLETE;
      if (bytes[at + 1] !== LF && bytes[at + 1] !== CR) at += 1;
    }
    keep(scanned, from, Math.min(at, limit), flag);
    return Math.min(at, limit);
  };
}

/** Closes at a quote that is not doubled or escaped; what follows must then be a separator, a line end or the record's close. */
function quotedCell(options: DelimitedOptions, quote: number): ScanCell {
  const isDoubling = options.escape === "doubledQuote";
  const escaping = isDoubling ? quote : BACKSLASH;
  const marks = marked(quote, LF, CR, escaping);
  const isLoose = options.looseQuotes === true;
  const closing = closingOf(options);
  return (bytes, from, isLast, scanned) => {
    const limit = bytes.length;
    let flag = PLAIN;
    let at = from + 1;
    for (; at < limit; at += 1) {
      const byte = bytes[at] as number;
      if (marks[byte] === 0) continue;
      if (byte === LF || byte === CR) {
        if (isLoose) return NONE;
        if (byte === LF || bytes[at + 1] !== LF) scanned.innerLines += 1;
        if (scanned.innerLines > MAX_QUOTED_LINES) return NONE;
        continue;
      }
      if (at + 1 >= limit && !isLast) return INCOMPLETE;
      const isEscape = byte === escaping && (!isDoubling || bytes[at + 1] === quote);
      if (!isEscape) break;
      flag = isDoubling ? DOUBLED_QUOTES : BACKSLASHES;
      // A line end behind a backslash is still counted.
      if (bytes[at + 1] !== LF && bytes[at + 1] !== CR) at += 1;
    }
    if (at >= limit) return isLast ? NONE : INCOMPLETE;
    const until = closing(bytes, at + 1, isLast);
    if (until >= 0) keep(scanned, from + 1, at, flag);
    return until;
  };
}

/** Closes at the first quote that a separator or the end of the line follows: what was pasted may hold quotes itself. */
function pastedCell(options: DelimitedOptions, quote: number): ScanCell {
  const marks = marked(quote, LF, CR);
  const closing = closingOf(options);
  return (bytes, from, isLast, scanned) => {
    const limit = bytes.length;
    for (let at = from + 1; at < limit; at += 1) {
      const byte = bytes[at] as number;
      if (marks[byte] === 0) continue;
      if (byte !== quote) return NONE;
      const until = closing(bytes, at + 1, isLast);
      if (until === NONE) continue;
      if (until >= 0) keep(scanned, from + 1, at, PLAIN);
      return until;
    }
    return isLast ? NONE : INCOMPLETE;
  };
}

/** Looks behind a closing quote: the byte where a separator or line end stands, behind the record's close if there is one. */
function closingOf({ separator, recordEnd = separator }: DelimitedOptions) {
  const [between, close] = [byteOf(separator), byteOf(recordEnd)];
  return (bytes: Uint8Array, at: number, isLast: boolean): number => {
    const isAtEnd = (place: number): boolean =>
      place >= bytes.length || bytes[place] === LF || bytes[place] === CR;
    if (at >= bytes.length) return isLast ? at : INCOMPLETE;
    if (bytes[at] === between || isAtEnd(at)) return at;
    if (bytes[at] !== close) return NONE;
    if (at + 1 >= bytes.length && !isLast) return INCOMPLETE;
    return isAtEnd(at + 1) ? at + 1 : NONE;
  };
}

function marked(...marks: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of marks) table[byte] = 1;
  return table;
}

function keep(scanned: Scanned, from: number, until: number, flag: number): void {
  const index = scanned.cellCount * 3;
  if (index + 3 > scanned.cells.length) {
    const wider = new Int32Array(scanned.cells.length * 2);
    wider.set(scanned.cells);
    scanned.cells = wider;
  }
  scanned.cells[index] = from;
  scanned.cells[index + 1] = until;
  scanned.cells[index + 2] = flag;
  scanned.cellCount += 1;
}
