import { type Problem, problemCatalogue } from "@tollwright/problem";
import type { RateDeck, RateRow } from "./deck.ts";
import { rateOfRow } from "./deck-row-rate.ts";

/** Fewer neighbours than this make no family to compare with. */
const FAMILY_MIN = 8;
/** Digits that prefixes of one part of the world, or of one area code, have in common. */
const FAMILY_DIGITS = { azInternational: 2, npaNxxFlat: 4, npaNxxJurisdictional: 4 } as const;

type Priced = { readonly row: RateRow; readonly rate: string; readonly scaled: number };

/**
 * Prices far from the middle one of their family: the rows that share their first digits.
 *
 * Not refused, for a rural exchange may cost eighty times its neighbour (reference: cdr and rate decks, section 4.3).
 *
 * @param factor How many times dearer or cheaper is far.
 * @example 40 prefixes of 1907 around 0.01 and one of 4.00, factor 100: told, with both numbers.
 */
export function pricesOutOfFamily(deck: RateDeck, factor: number, file: string): readonly Problem[] {
  const families = new Map<string, Priced[]>();
  for (const row of deck.rows) {
    const rate = rateOfRow(row);
    if (rate === null) continue;
    const family = row.prefix.slice(0, FAMILY_DIGITS[deck.kind]);
    const priced = { row, rate, scaled: scaledRate(rate) };
    const others = families.get(family);
    if (others === undefined) families.set(family, [priced]);
    else others.push(priced);
  }
  return [...families]
    .filter(([, rows]) => rows.length >= FAMILY_MIN)
    .flatMap(([family, rows]) => {
      const middle = rows.toSorted((left, right) => left.scaled - right.scaled)[rows.length >> 1];
      if (middle === undefined) return [];
      return rows
        .filter(({ scaled }) => scaled > middle.scaled * factor || scaled * factor < middle.scaled)
        .map((far) => told(far, { family, rows: rows.length, middle: middle.rate, file }));
    });
}

const PLACES = 10;

/** A rate in units of 10^-10: a whole number, good for telling near from far. Nothing is billed by it. */
function scaledRate(rate: string): number {
  const point = rate.indexOf(".");
  if (point < 0) return Number(rate) * 10 ** PLACES;
  return Number(`${rate.slice(0, point)}${rate.slice(point + 1, point + 1 + PLACES).padEnd(PLACES, "0")}`);
}

function told(
  { row, rate }: Priced,
  around: {
    readonly family: string;
    readonly rows: number;
    readonly middle: string;
    readonly file: string;
  },
): Problem {
  return {
    code: "DECK_PRICE_FAR",
    message: `row ${row.row}: prefix ${row.prefix} costs ${rate} a minute; the middle price of the ${around.rows} rows of ${around.family}… is ${around.middle}`,
    file: around.file,
    line: row.row,
    wayOut: problemCatalogue.DECK_PRICE_FAR.wayOut,
  };
}
