import type { CivilDate } from "@tollwright/calendar";
import type { CompiledDeck } from "../compiled-deck.ts";
import type { RateDeck, RateRow } from "../deck.ts";

/**
 * A deck as it is on one day: of each prefix the row in force, each held to begin on `from`.
 *
 * So calls of any day can be priced as if they were made on that day: what a delivery of next month would have cost on the
 * calls of last month.
 *
 * @param terms Where minimum, rounding and zero seconds come from: the delivery that is last in force on the day.
 */
export function deckAsOf(
  deck: CompiledDeck,
  day: CivilDate,
  {
    prefixes,
    terms,
    from,
  }: { readonly prefixes: Iterable<string>; readonly terms: RateDeck; readonly from: CivilDate },
): RateDeck {
  const rows: RateRow[] = [];
  for (const prefix of new Set(prefixes)) {
    const found = deck.rowOf(prefix, day);
    if (found !== null) rows.push({ ...found.row, effectiveFrom: from, effectiveUntil: null });
  }
  return { ...terms, delivery: "full", effectiveFrom: from, rows };
}
