import type { ColumnFacts } from "./column-facts.ts";
import { type ColumnMeaning, type Guess, numbers } from "./columns-by-contents.ts";
import { inWords } from "./heading-meaning.ts";

/** Of the columns that are headed alike, the one that is read as what they name; the others are told. */
export function takeOne(guess: Guess, meaning: ColumnMeaning, columns: readonly number[]): void {
  const { places, doubts, facts, headings } = guess;
  const fitting = columns.filter(
    (column) => (facts[column]?.filled ?? 0) > 0 && fits(meaning, facts[column]),
  );
  const [first, second] =
    meaning === "destination" ? mostTelling(fitting, facts) : newestFirst(fitting, headings);
  if (first === undefined) {
    doubtUnfit(guess, meaning, columns);
    return;
  }
  places[meaning] = [first];
  if (second === undefined) return;
  if (meaning === "ratePerMinute" && isOld(headings?.[second]) && places.previousRate === undefined) {
    places.previousRate = [second];
    doubts.push(`column ${second + 1} is taken for the price before, column ${first + 1} for the new one`);
    return;
  }
  const name = `"${headings?.[second]?.trim() ?? ""}"`;
  if (meaning === "intrastate" && places.indeterminate === undefined) {
    places.indeterminate = [second];
    doubts.push(
      `columns ${first + 1} and ${second + 1} are both headed as intrastate: the second, ${name}, is taken for the indeterminate price${neverCheaper(guess, first, second)}`,
    );
  } else
    doubts.push(
      `columns ${numbers(fitting)} could all be ${meaning}: column ${first + 1} is taken${difference(guess, first, second)}`,
    );
}

/** A heading that names what is billed, over cells that nobody can read so. */
function doubtUnfit(
  { rows, facts, headings, doubts }: Guess,
  meaning: ColumnMeaning,
  columns: readonly number[],
): void {
  const [column] = columns.filter((each) => (facts[each]?.filled ?? 0) > 0);
  if (column === undefined || meaning === "destination" || meaning === "status") return;
  // One length for the first seconds and the next: taken behind all others.
  if (meaning === "increments" && fits("incrementSeconds", facts[column])) return;
  const cell = rows.map((row) => (row[column] ?? "").trim()).find((text) => text !== "") ?? "";
  doubts.push(
    `column ${column + 1}, "${headings?.[column]?.trim() ?? ""}", is headed as ${meaning}, and "${cell}" is none: not read`,
  );
}

function isOld(heading: string | undefined): boolean {
  return /\b(current|existing|old|previous|prior|last)\b/i.test(inWords(heading ?? ""));
}

/** Beside a new price the current one is that of yesterday. */
function newestFirst(columns: readonly number[], headings: Guess["headings"]): readonly number[] {
  const hasNew = columns.some((column) => /\bnew\b/i.test(inWords(headings?.[column] ?? "")));
  if (!hasNew) return columns;
  const rank = (column: number): number =>
    /\bnew\b/i.test(inWords(headings?.[column] ?? "")) ? 0 : isOld(headings?.[column]) ? 1 : 2;
  return columns.toSorted((left, right) => rank(left) - rank(right));
}

/** Of several names the one that differs most from row to row: `Chile, mobile` says more than `CL`. */
function mostTelling(columns: readonly number[], facts: readonly ColumnFacts[]): readonly number[] {
  const distinct = (column: number): number => facts[column]?.distinct ?? 0;
  return columns.toSorted((left, right) => distinct(right) - distinct(left)).slice(0, 1);
}

function difference({ rows }: Guess, first: number, second: number): string {
  const differing = rows.filter((row) => (row[first] ?? "").trim() !== (row[second] ?? "").trim()).length;
  return differing === 0 ? "" : `, and column ${second + 1} differs in ${differing} rows`;
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
    case "offPeak":
    case "offPeakInterstate":
    case "offPeakIntrastate":
    case "offPeakIndeterminate":
    case "offPeakLocal":
    case "ratePerMinute":
    case "previousRate":
    case "connectFee":
    case "initialRatePerMinute":
    case "graceSeconds":
    case "freeSeconds":
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
