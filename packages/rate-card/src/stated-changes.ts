import { compare, exact } from "@tollwright/money";
import { type Problem, problemCatalogue } from "@tollwright/problem";
import type { RateRow } from "./deck.ts";
import { rateOfRow } from "./deck-row-rate.ts";
import type { StatedPrice } from "./deck-rows.ts";
import type { StatedChange } from "./deck-words.ts";

/**
 * Rows whose word does not fit their own two prices (reference: cdr and rate decks, section 4.2).
 *
 * @example previous 0.0100, now 0.0120, "Decrease": told. Rows without a previous price are left to the comparison with what
 *   is in force.
 */
export function statedWrongly(
  rows: readonly RateRow[],
  stated: ReadonlyMap<number, StatedPrice>,
  file: string,
): readonly Problem[] {
  if (stated.size === 0) return [];
  const told = new Set<number>();
  return rows.flatMap((row) => {
    const { change, previousRate } = stated.get(row.row) ?? { change: null, previousRate: null };
    const rate = rateOfRow(row);
    if (change === null || previousRate === null || rate === null || told.has(row.row)) return [];
    const found = changeBetween(previousRate, rate);
    if (change === found || change === "new") return [];
    told.add(row.row);
    const message = `row ${row.row}: the sender says ${change}, and the price goes from ${previousRate} to ${rate}`;
    return [
      {
        code: "DECK_STATED_CHANGE",
        message,
        file,
        line: row.row,
        wayOut: problemCatalogue.DECK_STATED_CHANGE.wayOut,
      },
    ];
  });
}

/** Which way a price went. @example 0.010 to 0.0100 is unchanged. */
function changeBetween(before: string, after: string): Exclude<StatedChange, "new"> {
  const order = compare(exact(after), exact(before));
  return order > 0 ? "increase" : order < 0 ? "decrease" : "unchanged";
}
