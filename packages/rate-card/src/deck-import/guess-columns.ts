import type { DeckDateFormat } from "../deck-dates.ts";
import type { DeckDescription } from "../deck-description.ts";
import { type ColumnFacts, columnFacts } from "./column-facts.ts";
import type { FoundTable } from "./find-table.ts";
import { type Meaning, meaningOfHeading } from "./heading-meaning.ts";

type Rows = readonly (readonly string[])[];
type ColumnMeaning = keyof DeckDescription["columns"];

/** Which column means what, and why that was believed. */
export type GuessedColumns = {
  readonly places: Partial<Record<ColumnMeaning, readonly number[]>>;
  readonly facts: readonly ColumnFacts[];
  readonly doubts: readonly string[];
  /** Columns that nothing is read from. */
  readonly unread: readonly number[];
};

type Guess = {
  readonly rows: Rows;
  readonly facts: readonly ColumnFacts[];
  readonly headings: readonly string[] | null;
  readonly places: Partial<Record<ColumnMeaning, readonly number[]>>;
  readonly doubts: string[];
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
  return { places: guess.places, facts, doubts: guess.doubts, unread };
}

function byHeadings(guess: Guess, headings: readonly string[]): void {
  const { places, doubts } = guess;
  const found = new Map<Meaning, number[]>();
  headings.forEach((heading, column) => {
    const meaning = meaningOfHeading(heading);
    if (meaning !== null) found.set(meaning, [...(found.get(meaning) ?? []), column]);
  });
  const [country] = found.get("countryCode") ?? [];
  const [area] = found.get("areaCode") ?? [];
  const codes = found.get("prefix") ?? [];
  // A column that is headed so, and alone, is taken however spoilt: its bad cells are told by their rows.
  const clean = codes.filter((column) => (guess.facts[column]?.codes ?? 0) >= 80);
  const [prefix] = clean.length > 0 ? clean : codes.length === 1 ? codes : [];
  if (prefix !== undefined && area === undefined) places.prefix = [prefix];
  else if (country !== undefined && area !== undefined) places.prefix = [country, area];
  else if (prefix !== undefined && area !== undefined) places.prefix = [prefix, area];
  for (const [meaning, columns] of found) {
    if (meaning === "prefix" || meaning === "countryCode" || meaning === "areaCode") continue;
    if (meaning === "ownNumber" || meaning === "default") continue;
    if (meaning === "notBilled") {
      for (const column of columns) notBilled(guess, column);
      continue;
    }
    takeOne(guess, meaning, columns);
  }
  takeDefault(guess, found.get("default"));
  if (places.prefix !== undefined && places.prefix.length > 1)
    doubts.push(`the code is joined from columns ${numbers(places.prefix)}`);
}

/** Beside prices by jurisdiction the default is that of calls whose jurisdiction is not known; alone it is the price. */
function takeDefault({ places, doubts }: Guess, columns: readonly number[] | undefined): void {
  if (columns === undefined) return;
  const meaning = places.interstate === undefined ? "ratePerMinute" : "indeterminate";
  if (places[meaning] !== undefined) return;
  places[meaning] = columns.slice(0, 1);
  doubts.push(`column ${(columns[0] ?? 0) + 1}, a default, is taken for ${meaning}`);
}

/** A column of amounts that a deck has no place for may be left out only where it says nothing. */
function notBilled({ rows, headings, doubts }: Guess, column: number): void {
  const says = rows.some((row) => !/^[0.,\s]*$/.test(row[column] ?? ""));
  if (says)
    doubts.push(
      `column ${column + 1}, "${headings?.[column] ?? ""}", is not billed by a deck, and it is not empty`,
    );
}

function takeOne(guess: Guess, meaning: ColumnMeaning, columns: readonly number[]): void {
  const { places, doubts, facts, headings } = guess;
  const fitting = columns.filter(
    (column) => (facts[column]?.filled ?? 0) > 0 && fits(meaning, facts[column]),
  );
  const [first, second] = meaning === "destination" ? mostTelling(fitting, facts) : fitting;
  if (first === undefined) return;
  places[meaning] = [first];
  if (second === undefined) return;
  const name = `"${headings?.[second]?.trim() ?? ""}"`;
  if (meaning === "intrastate" && places.indeterminate === undefined) {
    places.indeterminate = [second];
    doubts.push(
      `columns ${first + 1} and ${second + 1} are both headed as intrastate: the second, ${name}, is taken for the indeterminate price${neverCheaper(guess, first, second)}`,
    );
  } else doubts.push(`columns ${numbers(fitting)} could all be ${meaning}: the first is taken`);
}

/** Of several names the one that differs most from row to row: `Chile, mobile` says more than `CL`. */
function mostTelling(columns: readonly number[], facts: readonly ColumnFacts[]): readonly number[] {
  const distinct = (column: number): number => facts[column]?.distinct ?? 0;
  return columns.toSorted((left, right) => distinct(right) - distinct(left)).slice(0, 1);
}

/** Whole numbers of five or eight digits may be days as well as codes. */
function isWrittenWithSigns(format: DeckDateFormat): boolean {
  return format !== "excelSerial" && format !== "YYYYMMDD";
}

function neverCheaper({ rows }: Guess, first: number, second: number): string {
  const cheaper = rows.filter((row) => Number(row[second]) < Number(row[first])).length;
  return cheaper === 0
    ? ", which is in no row below the first"
    : `, though it is below the first in ${cheaper} rows`;
}

function fits(meaning: ColumnMeaning, facts: ColumnFacts | undefined): boolean {
  if (facts === undefined) return false;
  switch (meaning) {
    case "interstate":
    case "intrastate":
    case "indeterminate":
    case "local":
    case "ratePerMinute":
    case "previousRate":
    case "connectFee":
      return facts.numbers > 50;
    case "increments":
      return facts.increments > 50;
    case "initialSeconds":
    case "incrementSeconds":
      return facts.numbers > 50;
    case "destination":
      return facts.words > 0;
    case "status":
      return facts.words > 0 || facts.statuses > 50;
    default:
      return true;
  }
}

/** The longest codes win: a country code beside the full code is the beginning of it. */
function codesByContents(guess: Guess): void {
  const { facts, places, doubts, rows } = guess;
  if (places.prefix !== undefined) return;
  const taken = new Set(Object.values(places).flat());
  const candidates = facts.filter(
    ({ column, codes, decimals, filled, dates }) =>
      !taken.has(column) && codes >= 80 && decimals < 20 && filled > 50 && !dates.some(isWrittenWithSigns),
  );
  const pair = candidates.slice(0, 2).map(({ column }) => column);
  if (pair.length === 2 && areExchanges(rows, pair)) {
    places.prefix = pair;
    doubts.push(`the code is joined from columns ${numbers(pair)}: area code and exchange`);
    return;
  }
  const [first, second] = candidates
    .filter(({ distinct }) => distinct > 1 || rows.length === 1)
    .toSorted((left, right) => right.distinct - left.distinct);
  if (first === undefined) return;
  const best = bestCodes([first, ...(second === undefined ? [] : [second])], rows);
  places.prefix = [best];
  doubts.push(`column ${best + 1} is taken for the code, by its contents`);
}

/** An area code in one column and an exchange in the next, in every row. */
function areExchanges(rows: Rows, [npa = -1, nxx = -1]: readonly number[]): boolean {
  return rows.every((row) => /^1?[2-9]\d\d$/.test(cell(row, npa)) && /^[2-9]\d\d$/.test(cell(row, nxx)));
}

/** Running numbers (1, 2, 3 …) are no codes. */
function bestCodes(candidates: readonly ColumnFacts[], rows: Rows): number {
  const runs = (column: number): boolean =>
    rows.length > 2 &&
    rows
      .slice(1, 50)
      .every((row, index) => Number(cell(row, column)) === Number(cell(rows[index], column)) + 1) &&
    Number(cell(rows[0], column)) < 10;
  return (candidates.find(({ column }) => !runs(column)) ?? candidates[0])?.column ?? 0;
}

function cell(row: readonly string[] | undefined, column: number): string {
  return (row?.[column] ?? "").trim();
}

const ONE_PRICE = ["ratePerMinute"] as const;
const THREE_PRICES = ["interstate", "intrastate", "indeterminate"] as const;

/** Prices without a heading: one, two with a status between old and new, or three by jurisdiction. */
function pricesByContents(guess: Guess): void {
  const { facts, places, doubts } = guess;
  if (places.interstate !== undefined || places.ratePerMinute !== undefined) return;
  const taken = new Set(Object.values(places).flat());
  const prices = facts
    .filter(({ column, decimals, filled }) => !taken.has(column) && decimals >= 60 && filled > 50)
    .map(({ column }) => column);
  const status = facts.find(({ statuses, words, filled }) => statuses >= 80 && words > 50 && filled > 50);
  if (prices.length === 2 && status !== undefined) {
    places.previousRate = prices.slice(0, 1);
    places.ratePerMinute = prices.slice(1);
    doubts.push(
      `columns ${numbers(prices)} are taken for the old and the new price: the words of column ${status.column + 1} are compared with them`,
    );
    return;
  }
  const names = prices.length === 3 ? THREE_PRICES : prices.length === 1 ? ONE_PRICE : [];
  names.forEach((name, index) => {
    places[name] = [prices[index] ?? 0];
  });
  if (names.length === 3)
    doubts.push(
      `columns ${numbers(prices)} are taken for interstate, intrastate and indeterminate, in this order`,
    );
  else if (names.length === 1)
    doubts.push(`column ${(prices[0] ?? 0) + 1} is taken for the price, by its contents`);
}

function restByContents(guess: Guess): void {
  const { facts, places, doubts, headings } = guess;
  const free = () => {
    const taken = new Set(Object.values(places).flat());
    return facts.filter(({ column, filled }) => !taken.has(column) && filled > 0);
  };
  const take = (meaning: ColumnMeaning, test: (facts: ColumnFacts) => boolean): void => {
    if (places[meaning] !== undefined) return;
    const found = free().find(test);
    if (found === undefined) return;
    places[meaning] = [found.column];
    doubts.push(`column ${found.column + 1} is taken for ${meaning}, by its contents`);
  };
  take("increments", ({ increments }) => increments >= 90);
  if (headings !== null) return;
  take(
    "effectiveFrom",
    ({ dates }) => dates.length > 0 && !(dates.length === 1 && dates[0] === "excelSerial"),
  );
  take("status", ({ statuses, words }) => statuses >= 80 && words > 50);
  take("destination", ({ words }) => words > 80);
  // Left of the price a small whole number is a country code.
  const price = (places.ratePerMinute ?? places.interstate)?.[0] ?? 0;
  const seconds = free().filter(
    ({ column, wholeSeconds, codes }) => column > price && wholeSeconds >= 95 && codes >= 95,
  );
  if (seconds.length !== 2 || places.increments !== undefined) return;
  take("initialSeconds", ({ column }) => column === seconds[0]?.column);
  take("incrementSeconds", ({ column }) => column === seconds[1]?.column);
}

function numbers(columns: readonly number[]): string {
  return columns.map((column) => column + 1).join(", ");
}
