import type { Format } from "../format-reader.ts";
import { CR, cutRecords, DOUBLED_QUOTES, LF, type Scanned, type ScanOutcome } from "./cut-records.ts";
import { byteOf, cellScanner, INCOMPLETE } from "./scan-cell.ts";

export type DelimitedOptions = {
  /** One ASCII character: `,` `;` `|` or a tab. */
  readonly separator: string;
  /** The character that a quoted cell begins with; null where quotes mean nothing. */
  readonly quote: '"' | "'" | null;
  /**
   * How a separator or quote inside a cell is written. `doubledQuote`: RFC 4180 · `backslash`: `\,` `\"` `\\`, in quotes or
   * without · `none`: not at all, the value is pasted between quotes. A quote then closes its cell only where a separator or
   * the line end follows, and a cell holds no line ends.
   */
  readonly escape: "doubledQuote" | "backslash" | "none";
  /** A character that the switch writes before each line end, such as `;`. It is no cell. */
  readonly recordEnd?: string;
  /** A cell that goes on behind its closing quote, `"Ann" <114>`, is taken as it stands; otherwise its line is broken. */
  readonly looseQuotes?: boolean;
  /** Whether a record with line ends inside its quotes has the right number of cells: if not, its first line alone is broken. */
  readonly fits?: (cellCount: number) => boolean;
  /** So many records at the top are passed over. */
  readonly skipHeading?: number;
};

/**
 * Lines of cells: any number of them, LF, CRLF or CR, a BOM, no final line end; text is UTF-8, else Windows-1252, cell by cell.
 *
 * @example separator `,`, escape `backslash`: `a\,b,c` has the cells `a,b` and `c`.
 */
export function delimited(options: DelimitedOptions): Format["split"] {
  const quote = options.quote ?? "";
  const escapable = new Set([options.separator, quote, "\\"]);
  const settings = {
    scan: recordScanner(options),
    unescaped: (text: string, flag: number) =>
      flag === DOUBLED_QUOTES
        ? text.replaceAll(quote + quote, quote)
        : text.replace(/\\(.)/gs, (pair, escaped: string) => (escapable.has(escaped) ? escaped : pair)),
    fits: options.fits ?? (() => true),
    skipHeading: options.skipHeading ?? 0,
  };
  return (_, handlers) => cutRecords(settings, handlers);
}

function recordScanner(options: DelimitedOptions) {
  const cellFrom = cellScanner(options);
  const separator = byteOf(options.separator);
  const withoutClosing = closingDropped(options);
  return (bytes: Uint8Array, from: number, isLast: boolean, scanned: Scanned): ScanOutcome => {
    scanned.cellCount = 0;
    scanned.innerLines = 0;
    const limit = bytes.length;
    let at = from;
    for (;;) {
      at = cellFrom(bytes, at, isLast, scanned);
      if (at < 0) return at === INCOMPLETE ? "incomplete" : "broken";
      const byte = bytes[at];
      if (byte === separator) {
        at += 1;
        continue;
      }
      if (!isLast && (at >= limit || (byte === CR && at + 1 >= limit))) return "incomplete";
      if (at < limit && byte !== LF && byte !== CR) return "broken";
      scanned.end = at;
      scanned.next = at >= limit ? limit : byte === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
      withoutClosing(bytes, scanned);
      return "record";
    }
  };
}

/** Takes the character that closes every record off the last cell; a separator that closes it leaves an empty one behind. */
function closingDropped({ recordEnd, separator }: DelimitedOptions) {
  if (recordEnd === undefined) return () => {};
  const closing = byteOf(recordEnd);
  return (bytes: Uint8Array, scanned: Scanned): void => {
    const last = (scanned.cellCount - 1) * 3;
    const from = scanned.cells[last] as number;
    const until = scanned.cells[last + 1] as number;
    if (until !== scanned.end) return; // a quoted cell ends before its quote
    if (recordEnd === separator && from === until && scanned.cellCount > 1) scanned.cellCount -= 1;
    else if (recordEnd !== separator && until > from && bytes[until - 1] === closing)
      scanned.cells[last + 1] = until - 1;
  };
}
