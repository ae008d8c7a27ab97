import assert from "node:assert";
import type { CivilDate } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Exchange, ExchangeTable } from "@tollwright/numbering";
import { fail, ok, type Problem, problemCatalogue, type Result } from "@tollwright/problem";
import type { RateDeck, RateRow } from "./deck.ts";
import { companyKeys } from "./deck-company-key.ts";
import { isKeyed } from "./deck-keyed-kind.ts";
import { type PrefixTree, prefixIntervals } from "./prefix-intervals.ts";
import { samePrice } from "./repeated-prefixes.ts";

/** One delivery of a deck, and the hash of its version. */
export type DeckDelivery = { readonly hash: string; readonly deck: RateDeck };

/** A row, and the delivery that it came with. */
export type PricedRow = { readonly row: RateRow; readonly delivery: DeckDelivery };

export type CompiledDeck = {
  readonly id: string;
  /** Days of the rows are days in this zone. */
  readonly zone: string;
  readonly kind: RateDeck["kind"];
  readonly currency: RateDeck["currency"];
  /** Which number a call within the United States is looked up by. */
  readonly lookupBy: RateDeck["lookupBy"];
  /**
   * The row that prices a number on a day: the longest prefix with a price in force, then its latest effective date.
   *
   * @param e164 Digits without the plus sign.
   * @param shortestPrefix Fewer digits do not price it: 4 for a Caribbean number, which a row `1` for the USA must not price.
   * @example rows 1 and 1312: 13125550142 by 1312, 12125550100 by 1; with `shortestPrefix` 4, 18765550100 by none.
   */
  readonly find: (e164: string, day: CivilDate, shortestPrefix?: number) => PricedRow | null;
  /** The row of just this prefix, or of just this `OCN/LATA`, in force on a day. */
  readonly rowOf: (prefix: string, day: CivilDate) => PricedRow | null;
  /** Of a deck by company or LATA: the exchange of a number, null where no table has it. Null of all other decks. */
  readonly exchangeOf: ((e164: string, day: CivilDate) => Exchange | null) | null;
};

/** What a prefix is from a day on; `priced` null: removed, or closed by a full delivery that no longer lists it. */
type PrefixEntry = {
  readonly from: CivilDate;
  /** The first day without it; null: until the next entry. An earlier price does not come back. */
  readonly until: CivilDate | null;
  readonly priced: PricedRow | null;
};

/**
 * Stacks all deliveries of one deck by effective date, and makes it fast to ask. A back-dated delivery does not disturb rows
 * that start later; a full one closes, on its own day, every prefix that it does not list.
 *
 * @param exchanges Says the company and the LATA of a number; a deck that goes by them prices nothing without it.
 * @param deliveries At least one, all with one id; problem DECK_CONFLICT where two price a prefix differently from one day on.
 */
export function compileDecks(
  deliveries: readonly DeckDelivery[],
  exchanges: ExchangeTable | null = null,
): Result<CompiledDeck> {
  const latest = deliveries.toSorted(byEffectiveDate).at(-1)?.deck;
  assert(latest !== undefined, "a deck is made of at least one delivery");
  assert(
    deliveries.every(({ deck }) => deck.id === latest.id),
    "one deck at a time",
  );
  const differing = deliveries.filter(({ deck }) => !sameTerms(deck, latest));
  if (differing.length > 0) return fail(...differing.map(({ deck }) => termsDiffer(deck, latest)));
  const entries = new Map<string, PrefixEntry[]>();
  const problems = deliveries.flatMap((delivery) => addRows(entries, delivery));
  if (problems.length > 0) return fail(...problems);
  // A full delivery closes what others list, so one alone has nothing to close.
  if (deliveries.length > 1)
    for (const delivery of deliveries)
      if (delivery.deck.delivery === "full") closeUnlisted(entries, delivery);
  for (const list of entries.values()) list.sort((left, right) => byCodeUnit(right.from, left.from));
  const { id, zone, kind, currency, lookupBy } = latest;
  const facts = { id, zone, kind, currency, lookupBy };
  const rowOf: CompiledDeck["rowOf"] = (prefix, day) => inForceAt(entries.get(prefix) ?? [], day);
  if (!isKeyed(kind))
    return ok({ ...facts, rowOf, exchangeOf: null, find: finder(prefixIntervals(entries)) });
  const exchangeOf = (e164: string, day: CivilDate) =>
    e164.startsWith(NORTH_AMERICA) ? (exchanges?.find(e164, day) ?? null) : null;
  return ok({ ...facts, rowOf, exchangeOf, find: finderByCompany(exchangeOf, rowOf) });
}

const NORTH_AMERICA = "1";

function finderByCompany(
  exchangeOf: NonNullable<CompiledDeck["exchangeOf"]>,
  rowOf: CompiledDeck["rowOf"],
): CompiledDeck["find"] {
  return (e164, day) => {
    const exchange = exchangeOf(e164, day);
    if (exchange === null) return null;
    for (const key of companyKeys(exchange)) {
      const found = rowOf(key, day);
      if (found !== null) return found;
    }
    return null;
  };
}

function finder(tree: PrefixTree<readonly PrefixEntry[]>): CompiledDeck["find"] {
  return (e164, day, shortestPrefix = 1) => {
    for (let node = tree.longest(e164); node !== null; node = node.shorter) {
      if (node.prefix.length < shortestPrefix) return null;
      const priced = inForceAt(node.value, day);
      if (priced !== null) return priced;
    }
    return null;
  };
}

/** @param entries The latest first. */
function inForceAt(entries: readonly PrefixEntry[], day: CivilDate): PricedRow | null {
  for (const entry of entries) {
    if (entry.from > day) continue;
    return entry.until === null || day < entry.until ? entry.priced : null;
  }
  return null;
}

function addRows(entries: Map<string, PrefixEntry[]>, delivery: DeckDelivery): Problem[] {
  const problems: Problem[] = [];
  for (const row of delivery.deck.rows) {
    const list = entries.get(row.prefix);
    const priced = row.removed ? null : { row, delivery };
    const entry = { from: row.effectiveFrom, until: row.effectiveUntil, priced };
    if (list === undefined) {
      entries.set(row.prefix, [entry]);
      continue;
    }
    const same = list.find((other) => other.from === row.effectiveFrom);
    if (same === undefined) list.push(entry);
    else if (same.priced === null ? !row.removed : !samePrice(same.priced.row, row))
      problems.push(conflict(row, delivery.deck.id));
  }
  return problems;
}

/** A closing stands behind nothing of its own day: a prefix that any delivery prices from that day on is not closed. */
function closeUnlisted(entries: Map<string, PrefixEntry[]>, { deck }: DeckDelivery): void {
  const listed = new Set(deck.rows.map((row) => row.prefix));
  for (const [prefix, list] of entries) {
    if (listed.has(prefix) || list.some((entry) => entry.from === deck.effectiveFrom)) continue;
    if (list.some((entry) => entry.from < deck.effectiveFrom))
      list.push({ from: deck.effectiveFrom, until: null, priced: null });
  }
}

function byEffectiveDate(left: DeckDelivery, right: DeckDelivery): number {
  return byCodeUnit(left.deck.effectiveFrom, right.deck.effectiveFrom) || byCodeUnit(left.hash, right.hash);
}

/** Rounding, minimum and zero seconds may change from delivery to delivery; what the whole deck is may not. */
function sameTerms(left: RateDeck, right: RateDeck): boolean {
  return termsOf(left) === termsOf(right);
}

function termsOf({ kind, currency, zone, lookupBy }: RateDeck): string {
  return `${kind}, ${currency}, ${zone}, looked up by ${lookupBy === "lrn" ? "routing number" : "number as dialled"}`;
}

function termsDiffer(deck: RateDeck, latest: RateDeck): Problem {
  return {
    code: "DECK_CONFLICT",
    message: `deck ${deck.id}: the delivery of ${deck.effectiveFrom} is ${termsOf(deck)}; that of ${latest.effectiveFrom} is ${termsOf(latest)}`,
    wayOut: "give the new deck its own id, and name it in the plan",
  };
}

function conflict(row: RateRow, id: string): Problem {
  return {
    code: "DECK_CONFLICT",
    message: `deck ${id}: prefix ${row.prefix} has two prices from ${row.effectiveFrom} on, in two deliveries`,
    wayOut: problemCatalogue.DECK_CONFLICT.wayOut,
  };
}
