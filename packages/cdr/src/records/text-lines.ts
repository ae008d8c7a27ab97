import type { Format } from "../format-reader.ts";
import {
  behindLineEnd,
  CR,
  cutRecords,
  lineEndFrom,
  PLAIN,
  type Scanned,
  type ScanOutcome,
} from "./cut-records.ts";

/** Whole lines, each a record of one cell: fixed-width files, and whatever a format takes apart itself. */
export function textLines(): Format["split"] {
  const settings = { scan: scanLine, unescaped: (text: string) => text, fits: () => true, skipHeading: 0 };
  return (_, handlers) => cutRecords(settings, handlers);
}

function scanLine(bytes: Uint8Array, from: number, isLast: boolean, scanned: Scanned): ScanOutcome {
  const found = lineEndFrom(bytes, from);
  const isUnsure = found < 0 || (found + 1 === bytes.length && bytes[found] === CR);
  if (isUnsure && !isLast) return "incomplete";
  const end = found < 0 ? bytes.length : found;
  scanned.cells.set([from, end, PLAIN]);
  scanned.cellCount = 1;
  scanned.innerLines = 0;
  scanned.end = end;
  scanned.next = found < 0 ? end : behindLineEnd(bytes, found);
  return "record";
}
