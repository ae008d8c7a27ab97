import { type Problem, problemCatalogue } from "@tollwright/problem";
import type { RateDeck, RateRow } from "./deck.ts";
import { rateOfRow } from "./deck-row-rate.ts";

/** Fewer neighbours than this make no family to compare with. */
const FAMILY_MIN = 8;
/** Digits that prefixes of one part of the world, or of one area code, have in common. */
const FAMILY_DIGITS = {
  azInternational: 2,
  npaNxxFlat: 4,
  npaNxxJurisdictional: 4,
  ocn: 0,
  lata: 0,
  ocnLata: 0,
} as const;

/**
 * Prices far from the middle one of their family: the rows that share their first digits; all rows of a deck by company or LATA.
 *
 * Not refused, for a rural exchange may cost eighty times its neighbour (reference: cdr and rate decks, section 4.3).
 *
 * @param deck Its rows in order of prefix, so that a family stands together.
 * @param factor How many times dearer or cheaper is far.
 * @example 40 prefixes of 1907 around 0.01 and one of 4.00, factor 100: told, with both numbers.
 */
export function pricesOutOfFamily(deck: RateDeck, factor: number, file: string): readonly Problem[] {
  const digits = FAMILY_DIGITS[deck.kind];
  const problems: Problem[] = [];
  let from = 0;
  for (let until = 1; until <= deck.rows.length; until += 1) {
    const family = deck.rows[from]?.prefix.slice(0, digits) ?? "";
    const next = deck.rows[until];
    if (next !== undefined && next.prefix.slice(0, digits) === family) continue;
    problems.push(...farInFamily(deck.rows.slice(from, until), { family, factor, file }));
    from = until;
  }
  return problems.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0));
}

type Family = { readonly family: string; readonly factor: number; readonly file: string };

function farInFamily(rows: readonly RateRow[], { family, factor, file }: Family): readonly Problem[] {
  const scaled = Float64Array.from(rows, (row) => scaledRate(rateOfRow(row)));
  const priced = scaled.filter((rate) => rate >= 0).sort();
  const middle = priced[priced.length >> 1];
  if (middle === undefined || priced.length < FAMILY_MIN) return [];
  const [dear, cheap] = [middle * factor, middle / factor];
  if ((priced[0] ?? 0) >= cheap && (priced.at(-1) ?? 0) <= dear) return [];
  const middleRate = rows[scaled.indexOf(middle)];
  return rows.flatMap((row, index) => {
    const rate = scaled[index] ?? -1;
    if (rate < 0 || (rate <= dear && rate >= cheap)) return [];
    return [told(row, { family, rows: priced.length, middle: rateText(middleRate), file })];
  });
}

function rateText(row: RateRow | undefined): string {
  return (row === undefined ? null : rateOfRow(row)) ?? "none";
}

const PLACES = 10;

/** A rate in units of 10^-10: a whole number, good for telling near from far. Nothing is billed by it. −1: none. */
function scaledRate(rate: string | null): number {
  if (rate === null) return -1;
  const point = rate.indexOf(".");
  if (point < 0) return Number(rate) * 10 ** PLACES;
  return Number(`${rate.slice(0, point)}${rate.slice(point + 1, point + 1 + PLACES).padEnd(PLACES, "0")}`);
}

function told(
  row: RateRow,
  around: {
    readonly family: string;
    readonly rows: number;
    readonly middle: string;
    readonly file: string;
  },
): Problem {
  return {
    code: "DECK_PRICE_FAR",
    message: `row ${row.row}: prefix ${row.prefix} costs ${rateText(row)} a minute; the middle price of the ${around.rows} rows of ${around.family === "" ? "the deck" : `${around.family}…`} is ${around.middle}`,
    file: around.file,
    line: row.row,
    wayOut: problemCatalogue.DECK_PRICE_FAR.wayOut,
  };
}
