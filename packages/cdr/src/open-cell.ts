import { type Fault, unreadable } from "./fault.ts";
import type { ReadRecord, SourceRecord } from "./source-record.ts";

/**
 * Guards the last record of a file that ends without a line end: exports are written so, and files that are cut off end so. A record
 * that was made with its last cell is refused where that cell is shorter than it ever was before, among records of as many columns.
 * Of a first record, and of seconds such as `7` of `72`, nothing tells.
 *
 * @example lines end in `…,12125550100` and the file in `…,121255`: the last one is RECORD_CUT_OFF; where that column is not read, a call.
 */
export function guardOpenCell(read: ReadRecord): ReadRecord {
  const lengths = new Map<number, Lengths>();
  return (record) => {
    const { cellCount, lastBytes } = record;
    if (lastBytes === undefined) return read(record);
    const before = lengths.get(cellCount);
    const isDoubtful = record.isOpen === true && before !== undefined && isShorter(lastBytes, before);
    const facts = isDoubtful ? readDoubtful(record, read) : read(record);
    if (facts === null) return null; // a heading
    if (before === undefined)
      lengths.set(cellCount, { shortest: lastBytes || LONGEST, isEmpty: lastBytes === 0 });
    else if (lastBytes === 0) before.isEmpty = true;
    else if (lastBytes < before.shortest) before.shortest = lastBytes;
    return facts;
  };
}

/** Of the last cells so far: bytes of the shortest that is not empty, and whether one was empty. */
type Lengths = { shortest: number; isEmpty: boolean };
const LONGEST = Number.POSITIVE_INFINITY;

function isShorter(bytes: number, { shortest, isEmpty }: Lengths): boolean {
  return bytes === 0 ? !isEmpty : shortest !== LONGEST && bytes < shortest;
}

function readDoubtful(record: SourceRecord, read: ReadRecord): ReturnType<ReadRecord> {
  const last = record.cellCount - 1;
  let isLastRead = false;
  const cell = (index: number): string => {
    isLastRead ||= index === last;
    return record.cell(index);
  };
  const facts = read({ ...record, cell });
  if (facts === null || "bucket" in facts || !isLastRead) return facts;
  return { ...CUT_OFF, keyDay: facts.start?.day ?? null };
}

const CUT_OFF: Fault = unreadable(
  "RECORD_CUT_OFF",
  "the file ends without a line end, in a column that is read and that was never so short before",
);
