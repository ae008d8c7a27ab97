import assert from "node:assert";
import type { CivilDate } from "@tollwright/calendar";
import type { CanonicalValue } from "@tollwright/canonical";
import { z } from "zod";
import { RateDeck, type RateRow } from "./deck.ts";

type Column = keyof RateRow;
type Codec<T> = { readonly write: (value: T) => string; readonly read: (cell: string) => T };

const text: Codec<string> = { write: (value) => value, read: (cell) => cell };
const textOrNull: Codec<string | null> = {
  write: (value) => value ?? "",
  read: (cell) => (cell === "" ? null : cell),
};
const whole: Codec<number> = { write: String, read: Number };
/** Nothing where there is none, as in decks that were stored before. */
const wholeOrNone: Codec<number> = { write: (value) => (value === 0 ? "" : String(value)), read: Number };
const flag: Codec<boolean> = { write: (value) => (value ? "yes" : ""), read: (cell) => cell === "yes" };
/** Checked before it was stored. */
const day: Codec<CivilDate> = { write: (value) => value, read: (cell) => cell as CivilDate };
const dayOrNull: Codec<CivilDate | null> = {
  write: (value) => value ?? "",
  read: (cell) => (cell === "" ? null : (cell as CivilDate)),
};

const CODECS: { readonly [C in Column]: Codec<RateRow[C]> } = {
  prefix: text,
  destination: text,
  ratePerMinute: textOrNull,
  interstate: textOrNull,
  intrastate: textOrNull,
  indeterminate: textOrNull,
  local: textOrNull,
  offPeak: textOrNull,
  offPeakInterstate: textOrNull,
  offPeakIntrastate: textOrNull,
  offPeakIndeterminate: textOrNull,
  offPeakLocal: textOrNull,
  initialRatePerMinute: textOrNull,
  connectFee: text,
  initialSeconds: whole,
  incrementSeconds: whole,
  graceSeconds: wholeOrNone,
  freeSeconds: wholeOrNone,
  effectiveFrom: day,
  effectiveUntil: dayOrNull,
  blocked: flag,
  removed: flag,
  row: whole,
};
const COLUMNS = Object.keys(CODECS) as readonly Column[];
/** Left out where no row has anything in them: decks that were stored before there were such columns keep their hashes. */
const LATER_COLUMNS: ReadonlySet<Column> = new Set([
  "local",
  "offPeak",
  "offPeakInterstate",
  "offPeakIntrastate",
  "offPeakIndeterminate",
  "offPeakLocal",
  "initialRatePerMinute",
  "graceSeconds",
  "freeSeconds",
  "effectiveUntil",
  "removed",
]);

/** Whatever is the same in every row is said once; the rest is a table, its cells parted by tabs and its rows by line ends. */
const StoredRows = z.strictObject({
  everyRow: z.partialRecord(z.enum(COLUMNS), z.string()),
  columns: z.array(z.enum(COLUMNS)),
  table: z.string(),
});
type StoredRows = z.infer<typeof StoredRows>;

/**
 * A deck as a version holds it. 200,000 rows are 8 MB of text, where as many objects with their names would be 50.
 *
 * @example rows 312 and 313, both from 2026-04-01: `everyRow` has the day, `columns` and `table` the prefixes and prices.
 */
export const StoredDeck = RateDeck.extend({ rows: StoredRows }).transform(
  ({ rows, ...deck }): RateDeck => ({ ...deck, rows: rowsOf(rows) }),
);

/** The canonical value of a deck; {@link StoredDeck} reads it back. */
export function storedDeck({ rows, lookupBy, ...deck }: RateDeck): CanonicalValue {
  const [first] = rows;
  assert(first !== undefined, "a deck has at least one row");
  const varying = COLUMNS.filter(
    (column) => column === "prefix" || rows.some((row) => row[column] !== first[column]),
  );
  const same = COLUMNS.filter(
    (column) => !varying.includes(column) && !(LATER_COLUMNS.has(column) && cellOf(first, column) === ""),
  );
  const stored: StoredRows = {
    everyRow: Object.fromEntries(same.map((column) => [column, cellOf(first, column)])),
    columns: varying,
    table: tableOf(rows, varying),
  };
  // The usual way of looking up is not said, for the same reason.
  return { ...deck, ...(lookupBy === "dialed" ? {} : { lookupBy }), rows: stored };
}

function tableOf(rows: readonly RateRow[], columns: readonly Column[]): string {
  const lines = rows.map((row) => {
    let line = "";
    for (const column of columns) line += line === "" ? cellOf(row, column) : `\t${cellOf(row, column)}`;
    return line;
  });
  return lines.join("\n");
}

function rowsOf({ everyRow, columns, table }: StoredRows): RateRow[] {
  const same = Object.fromEntries(
    [...LATER_COLUMNS]
      .map((column) => [column, ""])
      .concat(Object.entries(everyRow))
      .map(([column, cell]) => [column, CODECS[column as Column].read(cell ?? "")]),
  );
  const readers = columns.map((column) => [column, CODECS[column].read] as const);
  return table.split("\n").map((line) => {
    const cells = line.split("\t");
    assert.equal(cells.length, readers.length, "every row of a stored deck has all columns");
    const row: Record<string, unknown> = { ...same };
    readers.forEach(([column, read], index) => {
      row[column] = read(cells[index] ?? "");
    });
    return row as RateRow;
  });
}

function cellOf<C extends Column>(row: RateRow, column: C): string {
  const codec: Codec<RateRow[C]> = CODECS[column];
  const cell = codec.write(row[column]);
  // Only a name can hold anything: all else is digits and dates that were checked.
  if (column === "destination")
    assert(!/[\t\n]/.test(cell), `a cell of a deck holds no tab or line end: ${cell}`);
  return cell;
}
