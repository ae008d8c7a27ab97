import type { CivilDate, Instant } from "@tollwright/calendar";
import { compare, exact, multiply, sum, toText } from "@tollwright/money";
import {
  type CompiledDeck,
  offPeakClock,
  offPeakRow,
  type PricedRow,
  type RateRow,
} from "@tollwright/rate-card";
import { type CompiledTerms, compileTerms } from "./compiled-terms.ts";
import type { MinuteShares } from "./minute-shares.ts";

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
  readonly exchangeOf: CompiledDeck["exchangeOf"];
  readonly priceOf: (lookup: {
    readonly e164: string;
    /** In the deck's zone. */
    readonly day: CivilDate;
    readonly column: RateColumn;
    /** Parts of a minute that the row's prices are taken for, instead of one column. */
    readonly shares: MinuteShares | null;
    readonly shortestPrefix: number;
    /** Off-peak prices go by it. */
    readonly answeredAt: Instant;
  }) => DeckPrice;
};

/** A deck that remembers the prices that it has compiled: a month of calls uses few of its rows, thousands of times. */
export function deckPricer(deck: CompiledDeck): DeckPricer {
  const compiled = new Map<PricedRow, Readonly<Record<string, DeckPrice>>>();
  const isOffPeak = offPeakTimes();
  return {
    id: deck.id,
    zone: deck.zone,
    lookupBy: deck.lookupBy,
    exchangeOf: deck.exchangeOf,
    priceOf({ e164, day, column, shares, shortestPrefix, answeredAt }) {
      const found = deck.find(e164, day, shortestPrefix);
      if (found === null) return NONE;
      const known = compiled.get(found);
      const offPeak = isOffPeak(found.delivery, answeredAt);
      const of = shares === null ? column : `${shares.interstate} ${shares.local}`;
      const which = offPeak ? `${of} ${OFF_PEAK}` : of;
      const price = known?.[which];
      if (price !== undefined) return price;
      const rateOf = (row: RateRow) => (shares === null ? rateIn(row, column) : sharedRate(row, shares));
      const made = compilePrice(deck.id, found, { rateOf, offPeak });
      compiled.set(found, { ...known, [which]: made });
      return made;
    },
  };
}

const NONE: DeckPrice = { kind: "none" };
const OFF_PEAK = "off-peak";

/** The times of each delivery, compiled when a row of it first asks. */
function offPeakTimes(): (delivery: PricedRow["delivery"], at: Instant) => boolean {
  const clocks = new Map<PricedRow["delivery"], (at: Instant) => boolean>();
  return (delivery, at) => {
    const { offPeak, zone } = delivery.deck;
    if (offPeak === undefined) return false;
    const clock = clocks.get(delivery) ?? offPeakClock(offPeak, zone);
    clocks.set(delivery, clock);
    return clock(at);
  };
}

function compilePrice(
  deck: string,
  found: PricedRow,
  { rateOf, offPeak }: { readonly rateOf: (row: RateRow) => string | null; readonly offPeak: boolean },
): DeckPrice {
  const { prefix, destination, row, blocked } = found.row;
  const of = { prefix, destination, deck, deckVersion: found.delivery.hash, deckRow: row };
  if (blocked) return { kind: "blocked", of, terms: null };
  const usual = rateOf(found.row);
  const ratePerMinute = offPeak ? rateOf(offPeakRow(found.row)) : usual;
  if (ratePerMinute === null) return NONE;
  const terms = compileRow(found, ratePerMinute);
  return {
    kind: "priced",
    of,
    terms: ratePerMinute === usual ? terms : { ...terms, terms: `${terms.terms}, ${OFF_PEAK}` },
  };
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

/**
 * The price of a minute of which parts are interstate, intrastate and local: no call is drawn for one of them, and the sum over a month is
 * what the split of its minutes costs.
 *
 * @example PIU 0.65 and nothing local, 0.0110 between states and 0.0200 within: 0.65 × 0.0110 + 0.35 × 0.0200 = 0.01415.
 */
function sharedRate(row: RateRow, shares: MinuteShares): string | null {
  const parts = (["interstate", "intrastate", "local"] as const).map((column) => ({
    share: shares[column],
    rate: rateIn(row, column),
  }));
  if (parts.some(({ rate }) => rate === null)) return null;
  return toText(sum(parts.map(({ share, rate }) => multiply(exact(share), exact(rate ?? "0")))));
}

function compileRow({ row, delivery }: PricedRow, ratePerMinute: string): CompiledTerms {
  const { connectFee, initialRatePerMinute, initialSeconds, incrementSeconds } = row;
  const { minimumCharge, zeroSeconds, rounding } = delivery.deck;
  return compileTerms({
    ratePerMinute,
    initialRatePerMinute,
    connectFee,
    minimumCharge,
    initialSeconds,
    incrementSeconds,
    freeSeconds: row.freeSeconds,
    graceSeconds: row.graceSeconds,
    zeroSeconds,
    rounding,
  });
}
