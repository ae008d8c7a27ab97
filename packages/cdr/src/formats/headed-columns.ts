import { type Fault, unreadable } from "../fault.ts";
import type { FormatTools } from "../format-reader.ts";
import type { RecordFacts } from "../record-facts.ts";
import type { Source } from "../source.ts";
import type { ReadRecord, SourceRecord } from "../source-record.ts";

/** What a carrier's column is called by us. */
type Fact = NonNullable<keyof NonNullable<Source["headings"]>>;

export type Said = {
  /** What the record says, `""` where it says nothing. */
  readonly text: (fact: Fact) => string;
  /** The name of the column that says it, its letters and digits in small. */
  readonly nameOf: (fact: Fact) => string;
};

/** For each fact the names that the carrier's documentation gives its column, the best first. */
export type ColumnNames = { readonly [Name in Fact]?: readonly string[] };

export type HeadedLayout = {
  readonly names: ColumnNames;
  /** Without a column for one of these no record can be read. */
  readonly required: readonly Fact[];
};

/**
 * Reads records whose columns are told apart by a heading row, whatever their order and number. A heading is compared by its
 * letters and digits alone, in any case; a source can state its own (`headings: { key: Call UUID }`).
 *
 * @returns null for the heading row, also where it comes again; a Fault `RECORD_COLUMNS` for each record of a file that has
 *   none, whose heading lacks a required column, and for a record with fewer cells than the heading.
 */
export function byHeading(
  { names, required }: HeadedLayout,
  { source, tools }: { readonly source: Source; readonly tools: FormatTools },
  read: (said: Said) => RecordFacts | Fault,
): ReadRecord {
  const wanted = wantedNames(names, source);
  let heading: Heading | null = null;
  const readRow = (record: SourceRecord): RecordFacts | Fault => {
    const why = unreadableUnder(heading, required, record);
    return heading === null || why !== null
      ? unreadable("RECORD_COLUMNS", why ?? "no heading row stands before the record")
      : read(saidUnder(heading, record));
  };
  return (record) => {
    const outcome = readRow(record);
    // No heading reads well as a record, so it is asked for only where something is wrong.
    const found = "bucket" in outcome ? headingIn(record, wanted) : null;
    heading = found ?? heading;
    if (found !== null) return null;
    if (heading !== null && record.cellCount > heading.names.length) tools.extraColumns();
    return outcome;
  };
}

function unreadableUnder(
  heading: Heading | null,
  required: readonly Fact[],
  { cellCount }: SourceRecord,
): string | null {
  if (heading === null) return null;
  const { columns, names } = heading;
  const missing = required.filter((fact) => !columns.has(fact));
  if (missing.length > 0) return `the heading names no ${missing.join(", ")}: state headings`;
  return cellCount < names.length ? `${cellCount} cells under a heading of ${names.length}` : null;
}

function saidUnder({ columns, names }: Heading, record: SourceRecord): Said {
  return {
    text(fact) {
      const column = columns.get(fact);
      return column === undefined ? "" : record.cell(column).trim();
    },
    nameOf: (fact) => names[columns.get(fact) ?? -1] ?? "",
  };
}

/** The same for a JSON object: its members are the columns. */
export function byMember(names: ColumnNames, source: Source): (object: object) => Said {
  const wanted = wantedNames(names, source);
  return (object) => {
    const values = new Map(
      Object.entries(object).map(([name, value]) => [plainName(name), value as unknown]),
    );
    const nameOf = (fact: Fact): string => wanted.get(fact)?.find((name) => values.has(name)) ?? "";
    return { text: (fact) => memberText(values.get(nameOf(fact))), nameOf };
  };
}

/** A whole number that JSON could not carry has lost digits, and names nothing. */
export function memberText(value: unknown): string {
  if (typeof value === "number")
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? "" : `${value}`;
  return typeof value === "string" ? value : "";
}

type Heading = { readonly columns: ReadonlyMap<Fact, number>; readonly names: readonly string[] };

/** A row is a heading if it names two columns that we know: no call record does that by chance. */
function headingIn(record: SourceRecord, wanted: ReturnType<typeof wantedNames>): Heading | null {
  const first = plainName(record.cell(0));
  if (!/^\p{L}/u.test(first)) return null;
  const cells = Array.from({ length: record.cellCount }, (_, index) => plainName(record.cell(index)));
  const columns = new Map<Fact, number>();
  for (const [fact, names] of wanted) {
    const column = names.map((name) => cells.indexOf(name)).find((index) => index >= 0);
    if (column !== undefined) columns.set(fact, column);
  }
  return columns.size < 2 ? null : { columns, names: cells };
}

function wantedNames(names: ColumnNames, { headings = {} }: Source): ReadonlyMap<Fact, readonly string[]> {
  const facts = [...new Set([...Object.keys(names), ...Object.keys(headings)])] as Fact[];
  return new Map(
    facts.map((fact) => {
      const own = headings[fact];
      return [fact, own === undefined ? (names[fact] ?? []).map(plainName) : [plainName(own)]];
    }),
  );
}

/** The letters and digits of a name, in small: all that names are compared by. */
export function plainName(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
