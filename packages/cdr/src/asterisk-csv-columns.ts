import type { CsvRecord } from "./csv-records.ts";
import { type Fault, unreadable } from "./fault.ts";
import type { Source } from "./source.ts";

/*
 * Asterisk cdr_csv, `Master.csv`. Comma-separated, strings in double quotes with inner quotes doubled, numbers bare, no
 * heading. Times `YYYY-MM-DD HH:MM:SS` in the zone of the switch; a missing time is an empty cell.
 *
 *    1 accountcode   5 clid        9 lastdata   13 duration (s, start to end)
 *    2 src           6 channel    10 start      14 billsec (s, answer to end)
 *    3 dst           7 dstchannel 11 answer     15 disposition
 *    4 dcontext      8 lastapp    12 end        16 amaflags
 *
 * Behind them, each only where cdr.conf switches it on: uniqueid (`loguniqueid`), userfield (`loguserfield`), and the
 * three of `newcdrcolumns`: peeraccount, linkedid, sequence.
 */
export const [ACCOUNT_CODE, SRC, DST, CHANNEL, DST_CHANNEL] = [0, 1, 2, 5, 6];
export const [START, ANSWER, END, DURATION, BILLSEC, DISPOSITION] = [9, 10, 11, 12, 13, 14];

/** Where the columns of the key are; null where a layout has none. */
export type KeyColumns = {
  readonly uniqueId: number | null;
  readonly linkedId: number | null;
  readonly sequence: number | null;
  /** uniqueid and sequence, in one list for all records; empty where a layout does not have both. */
  readonly own: readonly number[];
};

const NO_KEY: KeyColumns = { uniqueId: null, linkedId: null, sequence: null, own: [] };
const UNIQUE_ID: KeyColumns = { ...NO_KEY, uniqueId: 16 };
const LINKED: KeyColumns = { ...NO_KEY, linkedId: 17, sequence: 18 };
const LINKED_BEHIND_ONE: KeyColumns = { ...NO_KEY, linkedId: 18, sequence: 19 };
const UNIQUE_ID_AND_LINKED: KeyColumns = { ...LINKED_BEHIND_ONE, uniqueId: 16, own: [16, 19] };
const ALL_KEYS: KeyColumns = { uniqueId: 16, linkedId: 19, sequence: 20, own: [16, 20] };
export const MOST_COLUMNS = 21;
/** Two records of sixteen columns whose line end was lost share a cell. */
const COLUMNS_OF_TWO = 31;

function keyColumns(
  cellCount: number,
  seventeenth: Source["seventeenthColumn"],
): KeyColumns | "unknown" | "none" {
  if (cellCount >= COLUMNS_OF_TWO) return "none";
  const isUniqueId = seventeenth === "uniqueid";
  switch (Math.min(cellCount, MOST_COLUMNS)) {
    case 16:
      return NO_KEY;
    case 17:
      if (seventeenth === undefined) return "unknown";
      return isUniqueId ? UNIQUE_ID : NO_KEY;
    case 18:
      return UNIQUE_ID;
    case 19:
      return LINKED;
    case 20:
      if (seventeenth === undefined) return "unknown";
      return isUniqueId ? UNIQUE_ID_AND_LINKED : LINKED_BEHIND_ONE;
    case MOST_COLUMNS:
      return ALL_KEYS;
    default:
      return "none";
  }
}

/** Where the key of this record is, by the number of its columns and what the source says of the seventeenth. */
export function columnsOf(record: CsvRecord, { seventeenthColumn }: Source): KeyColumns | Fault {
  const columns = keyColumns(record.cellCount, seventeenthColumn);
  if (columns === "none") return unreadable("RECORD_COLUMNS", `${record.cellCount} columns`);
  if (columns === "unknown")
    return unreadable("SEVENTEENTH_COLUMN_UNKNOWN", `${record.cellCount} columns: uniqueid or userfield?`);
  // The switch never leaves it out: a record without it is cut off, and its key would be another.
  if (columns.sequence !== null && record.isEmpty(columns.sequence))
    return unreadable("RECORD_COLUMNS", "the record ends before its sequence");
  return columns;
}

/**
 * uniqueid and sequence; without a sequence, uniqueid with channel and start. linkedid and sequence name one record too:
 * the sequence never repeats while the switch runs, and linkedid begins with the second of a call's first channel.
 */
export function strongKey(record: CsvRecord, columns: KeyColumns): string | null {
  const value = (index: number | null): string => (index === null ? "" : record.cell(index));
  const [uniqueId, linkedId, sequence] = [
    value(columns.uniqueId),
    value(columns.linkedId),
    value(columns.sequence),
  ];
  if (uniqueId !== "" && sequence !== "") return `${uniqueId} ${sequence}`;
  if (uniqueId !== "") return `${uniqueId} ${record.cell(CHANNEL)} ${record.cell(START)}`;
  return linkedId !== "" && sequence !== "" ? `linked ${linkedId} ${sequence}` : null;
}
