import { type ColumnFacts, columnFacts } from "./column-facts.ts";
import {
  type ColumnMeaning,
  codesByContents,
  type Guess,
  numbers,
  pricesByContents,
  type Rows,
  restByContents,
} from "./columns-by-contents.ts";
import type { FoundTable } from "./find-table.ts";
import { inWords, type Meaning, meaningOfHeading } from "./heading-meaning.ts";
import { judgeOffPeak } from "./judge-off-peak.ts";

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
  for (const column of unread) doubtDays(guess, column);
  return { places, facts, doubts, unread, markMeans };
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
  if (prefix !== undefined && area === undefined)
    places.prefix =
      country !== undefined && isWithoutCountry(guess, country, prefix) ? [country, prefix] : [prefix];
  else if (country !== undefined && area !== undefined) places.prefix = [country, area];
  else if (prefix !== undefined && area !== undefined)
    places.prefix = [prefix, area, ...filledOf(guess, found.get("block"))];
  const initial = found.get("initialRatePerMinute");
  if (initial !== undefined && !found.has("ratePerMinute")) {
    found.delete("initialRatePerMinute");
    found.set("ratePerMinute", initial);
  }
  takeCompanies(guess, found);
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
  if ((places.prefix ?? []).some((column) => /\blrn\b/i.test(headings[column] ?? "")))
    doubts.push(
      "the codes are headed as routing numbers: calls to ported numbers go by them with --lrn only",
    );
  if (places.prefix !== undefined && places.prefix.length > 1)
    doubts.push(`the code is joined from columns ${numbers(places.prefix)}`);
}

/** The first of these columns that has something in it, if any. */
function filledOf({ facts }: Guess, columns: readonly number[] = []): readonly number[] {
  return columns.filter((column) => (facts[column]?.filled ?? 0) > 0).slice(0, 1);
}

/** Most codes do not begin with the country's code beside them, so they are what follows it: `44` and `20, 7911`. */
function isWithoutCountry({ rows, doubts }: Guess, country: number, prefix: number): boolean {
  const isWhole = rows.flatMap((row) => {
    const lead = (row[country] ?? "").replace(/\D/g, "");
    const codes = (row[prefix] ?? "").match(/\d+/g) ?? [];
    return lead === "" ? [] : codes.map((code) => code.startsWith(lead));
  });
  const whole = isWhole.filter((each) => each).length;
  const isJoined = whole * 2 < isWhole.length;
  const others = isJoined ? whole : isWhole.length - whole;
  if (others > 0)
    doubts.push(
      `${others} codes of column ${prefix + 1} ${isJoined ? "begin" : "do not begin"} with the country's code of column ${country + 1}, unlike the others: all are taken as ${isJoined ? "what follows it" : "whole codes"}`,
    );
  return isJoined;
}

/** A company or a LATA is the code where no other column is: beside codes of digits they are told for people. */
function takeCompanies(guess: Guess, found: ReadonlyMap<Meaning, readonly number[]>): void {
  const { places, doubts } = guess;
  const [ocn = [], lata = [], both = []] = (["ocn", "lata", "ocnAndLata"] as const).map((meaning) =>
    filledOf(guess, found.get(meaning)),
  );
  const columns = both.length > 0 ? both : [...ocn, ...lata];
  if (columns.length === 0 || places.prefix !== undefined) return;
  places.prefix = columns;
  const what = both.length > 0 || columns.length > 1 ? "OCN and LATA" : ocn.length > 0 ? "OCN" : "LATA";
  doubts.push(
    `the prices go by ${what}, column ${numbers(columns)}: calls are looked up in the tables of exchanges`,
  );
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

/** Days that nothing reads may be those from which the prices hold. */
function doubtDays({ facts, headings, doubts }: Guess, column: number): void {
  const formats = (facts[column]?.dates ?? []).filter(
    (format) => format !== "excelSerial" && format !== "YYYYMMDD",
  );
  if (formats.length > 0)
    doubts.push(`column ${column + 1}, "${headings?.[column]?.trim() ?? ""}", holds days, and is not read`);
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
