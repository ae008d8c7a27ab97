import type { Format } from "../format-reader.ts";
import { CR, cutRecords, DOUBLED_QUOTES, LF, type Scanned, type ScanOutcome } from "./cut-records.ts";
import type { DelimitedOptions } from "./delimited-options.ts";
import { byteOf, cellScanner, INCOMPLETE } from "./scan-cell.ts";

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
