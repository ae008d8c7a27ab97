import type { DeckDateFormat } from "../deck-dates.ts";
import type { DeckDescription } from "../deck-description.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { type Meaning, meaningOfHeading } from "./heading-meaning.ts";

export type Rows = readonly (readonly string[])[];
export type ColumnMeaning = keyof DeckDescription["columns"];

/** A guess in the making: each step takes columns that no step before it has taken, and says so. */
export type Guess = {
  readonly rows: Rows;
  readonly facts: readonly ColumnFacts[];
  readonly headings: readonly string[] | null;
  readonly places: Partial<Record<ColumnMeaning, readonly number[]>>;
  readonly doubts: string[];
  /** The column of the status is a mark, and what a yes in it means. */
  markMeans?: "withdrawn" | "enabled";
};

/** The longest codes win: a country code beside the full code is the beginning of it. */
export function codesByContents(guess: Guess): void {
  const { facts, places, doubts, rows } = guess;
  if (places.prefix !== undefined) return;
  const taken = new Set(Object.values(places).flat());
  const candidates = facts.filter(
    ({ column, codes, decimals, filled, dates }) =>
      !taken.has(column) &&
      canBeCodes(guess.headings?.[column]) &&
      codes >= 80 &&
      decimals < 20 &&
      filled > 50 &&
      !dates.some(isWrittenWithSigns),
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

/** A heading of amounts, seconds or days is none of codes, whatever its cells look like. */
function canBeCodes(heading: string | undefined): boolean {
  const meaning = meaningOfHeading(heading ?? "");
  return meaning === null || CODE_MEANINGS.has(meaning);
}

const CODE_MEANINGS: ReadonlySet<Meaning> = new Set(["prefix", "countryCode", "areaCode", "destination"]);

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
export function pricesByContents(guess: Guess): void {
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
  const three = prices.length === 3 && areAmerican(guess) ? THREE_PRICES : [];
  const names = prices.length === 1 ? ONE_PRICE : three;
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

/** Codes with room for an area code: a price for each jurisdiction is one of those. */
function areAmerican({ rows, places }: Guess): boolean {
  const codes = rows.map((row) => (places.prefix ?? []).map((column) => cell(row, column)).join(""));
  return codes.filter((code) => /^\+?1?[2-9]\d\d/.test(code)).length * 2 > codes.length;
}

export function restByContents(guess: Guess): void {
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

export function numbers(columns: readonly number[]): string {
  return columns.map((column) => column + 1).join(", ");
}

/** Whole numbers of five or eight digits may be days as well as codes. */
function isWrittenWithSigns(format: DeckDateFormat): boolean {
  return format !== "excelSerial" && format !== "YYYYMMDD";
}
