import { type Fault, unreadable } from "../fault.ts";
import type { SourceRecord } from "../source-record.ts";
import { writtenStamp } from "./written-stamp.ts";

/** A column of the record in hand by the name that the switch gives it, without the blanks around it; `""` where the layout has none. */
export type Column = (name: string) => string;

/** Columns of records that all have the same layout. Of two columns with one name the first counts. */
export function namedColumns(names: readonly string[]): (record: SourceRecord) => Column {
  const indexOf = new Map(names.map((name, index) => [name, index] as const).toReversed());
  return (record) => (name) => {
    const index = indexOf.get(name);
    return index === undefined ? "" : record.cell(index).trim();
  };
}

const NULLS = new Set(["NULL", "null", "\\N", "<null>"]);

/** What a database's export writes where there is nothing is an empty cell. */
export function withoutNulls(column: Column): Column {
  return (name) => {
    const text = column(name);
    return NULLS.has(text) ? "" : text;
  };
}

/** The record without the surplus cells that a value written bare, with separators inside, makes behind cell `at`; that cell is cut short. */
export function withoutSurplus(record: SourceRecord, at: number, surplus: number): SourceRecord {
  if (surplus === 0) return record;
  const cell = (index: number): string => record.cell(index <= at ? index : index + surplus);
  return { ...record, cellCount: record.cellCount - surplus, cell };
}

/**
 * Whether the end of a line was lost, so that the next record stands in this one's last cell and behind it: it would be counted
 * as surplus columns, and no call.
 *
 * @param columns Of one record.
 * @param time Where its start stands.
 */
export function holdsTwoRecords({ cellCount, cell }: SourceRecord, columns: number, time: number): boolean {
  if (time < 0 || cellCount < 2 * columns - 1) return false;
  const stamp = writtenStamp(cell(columns - 1 + time).trim());
  return stamp !== null && stamp !== "unreadable";
}

/** What is wrong with such a record. */
export function twoRecords({ cellCount }: SourceRecord): Fault {
  return unreadable("RECORD_COLUMNS", `${cellCount} columns: two records, the line end between them is lost`);
}

/**
 * How many cells too many a caller makes whose name holds commas and is written bare, `"Smith, Ann" <114>`: up to the cell that
 * ends with the number's bracket.
 */
export function surplusOfCaller(record: SourceRecord, at: number): number {
  if (!/^"[^"]*$/.test(record.cell(at))) return 0;
  for (let last = at + 1; last < record.cellCount; last += 1) {
    if (/^[^"]*" ?<[^<>]*>$/.test(record.cell(last))) return last - at;
  }
  return 0;
}
