import { type Fault, unreadable } from "./fault.ts";
import type { RecordFacts } from "./record-facts.ts";
import type { ReadRecord, SourceRecord } from "./source-record.ts";

/**
 * Guards the last record of a file that ends without a line end: exports are written so, and files that are cut off end so. A record
 * that was made with its last cell is refused where that cell is shorter than it ever was before: among answered records, openings or
 * endings of as many columns, or where there were none of its kind, among all of as many columns. Of a first record, and of seconds
 * such as `7` of `72`, nothing tells.
 *
 * @example lines end in `…,12125550100` and the file in `…,121255`: the last one is RECORD_CUT_OFF; where that column is not read, a call.
 * A BYE ends in an empty trunk, and each INVITE in `carrier`: an INVITE that ends in none, as the last one, is RECORD_CUT_OFF.
 */
export function guardOpenCell(read: ReadRecord): ReadRecord {
  const lengths = new Map<number, Lengths>();
  return (record) => {
    const { cellCount, lastBytes } = record;
    if (lastBytes === undefined) return read(record);
    const seen = record.isOpen === true ? { isLastRead: false } : null;
    const facts = read(seen === null ? record : watched(record, seen));
    if (facts === null) return null; // a heading
    const kind = kindOf(facts);
    if (seen?.isLastRead === true && !("bucket" in facts)) {
      const before = lengths.get(cellCount * KINDS + kind) ?? lengths.get(cellCount * KINDS);
      if (before !== undefined && isShorter(lastBytes, before))
        return { ...CUT_OFF, keyDay: facts.start?.day ?? null };
    }
    take(lengths, cellCount * KINDS, lastBytes);
    if (kind !== 0) take(lengths, cellCount * KINDS + kind, lastBytes);
    return facts;
  };
}

/** Of the last cells so far: bytes of the shortest that is not empty, and whether one was empty. */
type Lengths = { shortest: number; isEmpty: boolean };
const LONGEST = Number.POSITIVE_INFINITY;

/** 0 is every record, of whatever kind. */
const KINDS = 8;
const ROLES: Readonly<Record<RecordFacts["role"], number>> = {
  whole: 1,
  start: 3,
  interim: 4,
  stop: 5,
  event: 6,
};

function kindOf(facts: RecordFacts | Fault): number {
  if ("bucket" in facts) return 0;
  return ROLES[facts.role] + (facts.role === "whole" && facts.answered ? 1 : 0);
}

function take(lengths: Map<number, Lengths>, kind: number, bytes: number): void {
  const before = lengths.get(kind);
  if (before === undefined) lengths.set(kind, { shortest: bytes || LONGEST, isEmpty: bytes === 0 });
  else if (bytes === 0) before.isEmpty = true;
  else if (bytes < before.shortest) before.shortest = bytes;
}

function isShorter(bytes: number, { shortest, isEmpty }: Lengths): boolean {
  return bytes === 0 ? !isEmpty : shortest !== LONGEST && bytes < shortest;
}

/** The record, that notes whether its last cell was looked at. */
function watched(record: SourceRecord, seen: { isLastRead: boolean }): SourceRecord {
  const last = record.cellCount - 1;
  const cell = (index: number): string => {
    if (index === last) seen.isLastRead = true;
    return record.cell(index);
  };
  return { ...record, cell };
}

const CUT_OFF: Fault = unreadable(
  "RECORD_CUT_OFF",
  "the file ends without a line end, in a column that is read and that was never so short before",
);
