import { takeCodes } from "./code-columns.ts";
import { type ColumnFacts, columnFacts } from "./column-facts.ts";
import {
  type ColumnMeaning,
  codesByContents,
  type Guess,
  pricesByContents,
  type Rows,
  restByContents,
} from "./columns-by-contents.ts";
import type { FoundTable } from "./find-table.ts";
import { type Meaning, meaningOfHeading } from "./heading-meaning.ts";
import { judgeOffPeak } from "./judge-off-peak.ts";
import { takeOne } from "./one-column.ts";
import { doubtUnread } from "./unread-columns.ts";

/** Which column means what, and why that was believed. */
export type GuessedColumns = {
  readonly places: Partial<Record<ColumnMeaning, readonly number[]>>;
  readonly facts: readonly ColumnFacts[];
  readonly doubts: readonly string[];
  /** Columns that nothing is read from. */
  readonly unread: readonly number[];
  /** The column of the status is a mark, yes and no or 1 and 0, and what a yes means; null: it has words. */
  readonly markMeans: "withdrawn" | "enabled" | null;
};

/** Reads headings first, then contents: what no heading names is told apart by how its cells look. */
export function guessColumns(rows: Rows, table: FoundTable): GuessedColumns {
  const width = Math.max(0, ...rows.slice(0, 1_000).map((row) => row.length), table.headings?.length ?? 0);
  const facts = Array.from({ length: width }, (_, column) => columnFacts(rows, column));
  const guess: Guess = { rows, facts, headings: table.headings, places: {}, doubts: [] };
  if (table.headings !== null) byHeadings(guess, table.headings);
  else guess.doubts.push("the file has no headings: every column was told by its contents");
  codesByContents(guess);
  pricesByContents(guess);
  restByContents(guess);
  const read = new Set(Object.values(guess.places).flat());
  const unread = facts
    .filter(({ column, filled }) => filled > 0 && !read.has(column))
    .map(({ column }) => column);
  const { places, doubts, markMeans = null } = guess;
  for (const column of unread) doubtUnread(guess, column);
  return { places, facts, doubts, unread, markMeans };
}

function byHeadings(guess: Guess, headings: readonly string[]): void {
  const found = new Map<Meaning, number[]>();
  headings.forEach((heading, column) => {
    const meaning = meaningOfHeading(heading);
    if (meaning !== null) found.set(meaning, [...(found.get(meaning) ?? []), column]);
  });
  takeCodes(guess, found);
  const initial = found.get("initialRatePerMinute");
  if (initial !== undefined && !found.has("ratePerMinute")) {
    found.delete("initialRatePerMinute");
    found.set("ratePerMinute", initial);
  }
  for (const [meaning, columns] of found) {
    if (meaning === "prefix" || meaning === "countryCode" || meaning === "areaCode") continue;
    if (meaning === "ownNumber" || meaning === "default") continue;
    if (meaning === "withdrawn" || meaning === "enabled" || meaning === "block") continue;
    if (meaning === "ocn" || meaning === "lata" || meaning === "ocnAndLata") continue;
    if (meaning === "notBilled") {
      for (const column of columns) notBilled(guess, column);
      continue;
    }
    takeOne(guess, meaning, columns);
  }
  takeDefault(guess, found.get("default"));
  takeMark(guess, "withdrawn", found.get("withdrawn") ?? []);
  takeMark(guess, "enabled", found.get("enabled") ?? []);
  takeOneLength(guess, found.get("increments") ?? []);
  doubtGrace(guess);
  judgeOffPeak(guess);
}

/** Beside prices by jurisdiction the default is that of calls whose jurisdiction is not known; alone it is the price. */
function takeDefault({ places, doubts }: Guess, columns: readonly number[] | undefined): void {
  if (columns === undefined) return;
  const meaning = places.interstate === undefined ? "ratePerMinute" : "indeterminate";
  if (places[meaning] !== undefined) return;
  places[meaning] = columns.slice(0, 1);
  doubts.push(`column ${(columns[0] ?? 0) + 1}, a default, is taken for ${meaning}`);
}

/** A mark for codes that hold, or no more, is a status of two words; beside words for the status it is told. */
function takeMark(guess: Guess, means: "withdrawn" | "enabled", columns: readonly number[]): void {
  const { places, facts, doubts } = guess;
  const [column] = columns.filter((each) => (facts[each]?.filled ?? 0) > 0);
  if (column === undefined) return;
  if (places.status !== undefined)
    doubts.push(`column ${column + 1} marks ${means} codes, and is not read beside the status`);
  else if ((facts[column]?.statuses ?? 0) >= 80) places.status = [column];
  else {
    places.status = [column];
    guess.markMeans = means;
    doubts.push(`column ${column + 1} is taken for a mark of codes that are ${means}`);
  }
}

/** One column of plain seconds is the first length and every next one; with a first length alone nobody knows the next. */
function takeOneLength({ places, facts, doubts }: Guess, columns: readonly number[]): void {
  const { increments, initialSeconds, incrementSeconds } = places;
  if (increments !== undefined) return;
  const plain = columns.filter((column) => (facts[column]?.numbers ?? 0) > 50);
  const [only] = incrementSeconds ?? plain;
  if (only !== undefined && initialSeconds === undefined) {
    places.initialSeconds = [only];
    places.incrementSeconds = [only];
    doubts.push(`column ${only + 1} is taken for the first seconds of a call and for every next step`);
  } else if (initialSeconds !== undefined && incrementSeconds === undefined && only !== undefined)
    places.incrementSeconds = [only];
  else if (initialSeconds !== undefined && incrementSeconds === undefined)
    doubts.push("the file names the first seconds of a call and not the next step: what is usual is taken");
}

/** Some senders free the call that is as long as the grace, others only shorter ones. */
function doubtGrace({ rows, places, headings, doubts }: Guess): void {
  const [column] = places.graceSeconds ?? [];
  if (column === undefined || rows.every((row) => /^[0.\s]*$/.test(row[column] ?? ""))) return;
  doubts.push(
    `column ${column + 1}, "${headings?.[column]?.trim() ?? ""}", is taken for a grace: a call of at most so many seconds is free (graceIs: lessThan where only a shorter one is)`,
  );
}

/** A column of amounts that a deck has no place for may be left out only where it says nothing. */
function notBilled({ rows, headings, doubts }: Guess, column: number): void {
  const says = rows.some((row) => !/^[0.,\s]*$/.test(row[column] ?? ""));
  if (says)
    doubts.push(
      `column ${column + 1}, "${headings?.[column] ?? ""}", is not billed by a deck, and it is not empty`,
    );
}
