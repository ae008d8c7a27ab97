import { countryBefore } from "../deck-codes.ts";
import type { DeckDescription } from "../deck-description.ts";
import { CURRENCY_SIGNS, isAtOnce, isBlockedMark, readStatus } from "../deck-words.ts";
import type { GuessedColumns } from "./guess-columns.ts";

type Rows = readonly (readonly string[])[];
/** What a deck's rows say beside their prices, where it is not the usual. */
export type DeckTerms = Partial<
  Pick<
    DeckDescription,
    | "dates"
    | "expiryIs"
    | "codesInCell"
    | "accessDigits"
    | "decimalMark"
    | "currencySign"
    | "amountsDividedBy"
    | "blockedRates"
    | "statusWords"
  >
>;
export type GuessedTerms = { readonly terms: DeckTerms; readonly doubts: readonly string[] };

/** Yes and no in every way of writing them. */
const MARKS_MAX = 10;
const NO_PRICE = /^(#?n\/?a|closed|blocked|barred|none|not available|-)$/i;

/** How the cells are written: days, decimal marks, currency signs, several codes in a cell, words instead of a price. */
export function guessTerms(rows: Rows, guessed: GuessedColumns, kind: DeckDescription["kind"]): GuessedTerms {
  const { places } = guessed;
  const doubts: string[] = [];
  const cellsOf = (columns: readonly number[] | undefined): readonly string[] =>
    (columns ?? [])
      .flatMap((column) => rows.map((row) => (row[column] ?? "").trim()))
      .filter((cell) => cell !== "");
  const rates = [
    places.ratePerMinute,
    places.interstate,
    places.intrastate,
    places.indeterminate,
    places.local,
    places.offPeak,
    places.offPeakInterstate,
    places.offPeakIntrastate,
    places.offPeakIndeterminate,
    places.offPeakLocal,
    places.initialRatePerMinute,
  ].flatMap((columns) => cellsOf(columns));
  return {
    terms: {
      ...datesOf(guessed, doubts),
      ...(places.effectiveUntil === undefined ? {} : expiryOf(doubts)),
      ...codesOf(cellsOf(places.prefix?.slice(-1)), { kind, columns: places.prefix?.length ?? 0 }, doubts),
      ...amountsOf(rates, doubts),
      ...(guessed.markMeans === null ? {} : marksOf(cellsOf(places.status), guessed.markMeans)),
    },
    doubts: [...doubts, ...(guessed.markMeans !== null ? [] : statusDoubts(cellsOf(places.status)))],
  };
}

function datesOf({ places, facts }: GuessedColumns, doubts: string[]): Pick<DeckTerms, "dates"> {
  const columns = [...(places.effectiveFrom ?? []), ...(places.effectiveUntil ?? [])];
  if (columns.length === 0) return {};
  const formats = columns.map((column) => facts[column]?.nearlyDates ?? []);
  const [best, ...others] = (formats[0] ?? []).filter((format) =>
    formats.every((each) => each.includes(format)),
  );
  if (best === undefined) {
    doubts.push(
      `the days of columns ${columns.map((column) => column + 1).join(", ")} are written in no one way that is known`,
    );
    return {};
  }
  const rivals = others.filter((format) => format !== "YYYY/MM/DD");
  if (rivals.length > 0)
    doubts.push(`days could be written ${best} or ${rivals.join(" or ")}: ${best} is taken`);
  return { dates: best };
}

function expiryOf(doubts: string[]): Pick<DeckTerms, "expiryIs"> {
  doubts.push("an expiry date is taken for the last day of a price (expiryIs: lastDay)");
  return { expiryIs: "lastDay" };
}

function codesOf(
  cells: readonly string[],
  { kind, columns }: { readonly kind: DeckDescription["kind"]; readonly columns: number },
  doubts: string[],
): Pick<DeckTerms, "codesInCell" | "accessDigits"> {
  const several = cells.filter(
    (cell) => /\d\s*[,;/|]\s*\d/.test(cell) || (kind === "azInternational" && isRange(cell)),
  ).length;
  const joined = kind === "azInternational" && areCountryAndArea(cells);
  if (joined) doubts.push("the dash in a code is taken to stand between country and area: 93-70 is 9370");
  else if (several > 0)
    doubts.push(`${several} cells hold several codes or a range: each is taken for itself`);
  const [led] = columns === 1 ? cells.filter((cell) => countryBefore(cell)) : [];
  if (led !== undefined)
    doubts.push(`a country's code before the first of several is taken to stand before each: "${led}"`);
  const access = ["011", "00"].find(
    (digits) => columns === 1 && cells.length > 0 && cells.every((cell) => cell.startsWith(digits)),
  );
  if (access !== undefined) doubts.push(`every code begins with ${access}, which is taken off`);
  return {
    ...(joined || several > 0
      ? { codesInCell: joined ? ("countryAndArea" as const) : ("several" as const) }
      : {}),
    ...(access === undefined ? {} : { accessDigits: access }),
  };
}

/** Most codes have a dash, each behind what can be a country's code, and not every one can stand in a range. */
function areCountryAndArea(cells: readonly string[]): boolean {
  const pairs = cells.flatMap((cell) => cell.match(/\d+\s*[-–]\s*\d+/g) ?? []);
  const isAscending = (pair: string): boolean => {
    const [from = "", until = ""] = pair.split(/\s*[-–]\s*/);
    return from.length === until.length && from < until;
  };
  return (
    pairs.length * 2 > cells.length &&
    pairs.every((pair) => /^[1-9]\d{0,2}\s*[-–]/.test(pair)) &&
    !pairs.every(isAscending)
  );
}

function isRange(cell: string): boolean {
  const [, from = "", until = ""] = /^(\d+)\s*[-–]\s*(\d+)$/.exec(cell) ?? [];
  return from !== "" && from.length === until.length;
}

function amountsOf(
  cells: readonly string[],
  doubts: string[],
): Pick<DeckTerms, "decimalMark" | "currencySign" | "blockedRates"> {
  const commas = cells.filter((cell) => /^[^\d]*\d+,\d+[^\d]*$/.test(cell)).length;
  const points = cells.filter((cell) => /\d\.\d/.test(cell)).length;
  const sign = CURRENCY_SIGNS.find((each) =>
    cells.some((cell) => cell.startsWith(each) || cell.endsWith(each)),
  );
  const words = [...new Set(cells.filter((cell) => NO_PRICE.test(cell)))];
  if (words.length > 0)
    doubts.push(
      `prices written ${words.map((word) => `"${word}"`).join(", ")} are taken for closed destinations`,
    );
  if (commas > 0)
    doubts.push(`${commas} prices have a decimal comma${points > 0 ? `, and ${points} a point` : ""}`);
  return {
    ...(commas > points ? { decimalMark: "," as const } : {}),
    ...(sign === undefined ? {} : { currencySign: sign }),
    ...(words.length === 0 ? {} : { blockedRates: words }),
  };
}

function marksOf(cells: readonly string[], means: "withdrawn" | "enabled"): Pick<DeckTerms, "statusWords"> {
  const [yes, no] =
    means === "withdrawn" ? (["removed", "priced"] as const) : (["priced", "blocked"] as const);
  const marks = [...new Set(cells)].slice(0, MARKS_MAX);
  return { statusWords: Object.fromEntries(marks.map((mark) => [mark, isBlockedMark(mark) ? yes : no])) };
}

function statusDoubts(cells: readonly string[]): readonly string[] {
  const unknown = [...new Set(cells)].filter((cell) => readStatus(cell) === null && !isAtOnce(cell));
  return unknown.length === 0
    ? []
    : [
        `status words that are not known: ${unknown
          .slice(0, 10)
          .map((word) => `"${word}"`)
          .join(", ")}; say in statusWords what they mean`,
      ];
}
