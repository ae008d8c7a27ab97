import type { CivilDate } from "@tollwright/calendar";
import { compare, exact } from "@tollwright/money";
import type { CompiledDeck, PricedRow, RateRow } from "@tollwright/rate-card";
import { type CompiledTerms, compileTerms } from "./compiled-terms.ts";

/** Which price of a row counts; decks with one price a row do not ask. */
export type RateColumn = "local" | "interstate" | "intrastate" | "indeterminate";

/** What a rating keeps of the row that priced it. */
export type DeckFacts = {
  readonly prefix: string;
  /** Empty where the row names none. */
  readonly destination: string;
  readonly deck: string;
  /** Hash of the row's delivery. */
  readonly deckVersion: string;
  readonly deckRow: number;
};

type DeckPrice =
  | { readonly kind: "priced"; readonly of: DeckFacts; readonly terms: CompiledTerms }
  | { readonly kind: "blocked"; readonly of: DeckFacts; readonly terms: null }
  | { readonly kind: "none" };

export type DeckPricer = {
  readonly id: string;
  readonly zone: string;
  /** Which number a call to a ported one is looked up by. */
  readonly lookupBy: CompiledDeck["lookupBy"];
  readonly priceOf: (lookup: {
    readonly e164: string;
    /** In the deck's zone. */
    readonly day: CivilDate;
    readonly column: RateColumn;
    readonly shortestPrefix: number;
  }) => DeckPrice;
};

/** A deck that remembers the prices that it has compiled: a month of calls uses few of its rows, thousands of times. */
export function deckPricer(deck: CompiledDeck): DeckPricer {
  const compiled = new Map<PricedRow, Partial<Record<RateColumn, DeckPrice>>>();
  return {
    id: deck.id,
    zone: deck.zone,
    lookupBy: deck.lookupBy,
    priceOf({ e164, day, column, shortestPrefix }) {
      const found = deck.find(e164, day, shortestPrefix);
      if (found === null) return NONE;
      const known = compiled.get(found);
      const price = known?.[column];
      if (price !== undefined) return price;
      const made = compilePrice(deck.id, found, column);
      compiled.set(found, { ...known, [column]: made });
      return made;
    },
  };
}

const NONE: DeckPrice = { kind: "none" };

function compilePrice(deck: string, found: PricedRow, column: RateColumn): DeckPrice {
  const { prefix, destination, row, blocked } = found.row;
  const of = { prefix, destination, deck, deckVersion: found.delivery.hash, deckRow: row };
  if (blocked) return { kind: "blocked", of, terms: null };
  const ratePerMinute = rateIn(found.row, column);
  return ratePerMinute === null ? NONE : { kind: "priced", of, terms: compileRow(found, ratePerMinute) };
}

/**
 * The price of a minute by column. Where a deck states no indeterminate price, the dearest of the others counts
 * (reference: cdr and rate decks, section 6.2): not knowing an end must not make a call cheaper.
 */
function rateIn(row: RateRow, column: RateColumn): string | null {
  if (row.ratePerMinute !== null) return row.ratePerMinute;
  if (column === "local") return row.local ?? row.intrastate;
  if (column !== "indeterminate") return row[column];
  if (row.indeterminate !== null) return row.indeterminate;
  const { interstate, intrastate } = row;
  if (interstate === null || intrastate === null) return null;
  return compare(exact(interstate), exact(intrastate)) < 0 ? intrastate : interstate;
}

function compileRow({ row, delivery }: PricedRow, ratePerMinute: string): CompiledTerms {
  const { connectFee, initialSeconds, incrementSeconds } = row;
  const { minimumCharge, zeroSeconds, rounding } = delivery.deck;
  return compileTerms({
    ratePerMinute,
    connectFee,
    minimumCharge,
    initialSeconds,
    incrementSeconds,
    zeroSeconds,
    rounding,
  });
}
