import type { Call } from "@tollwright/cdr";
import { absolute, add, compare, type Exact, exact, subtract, toText, zero } from "@tollwright/money";
import { rateCall } from "./rate-call.ts";
import { isVendorSide, type Rating } from "./rating.ts";
import type { RatingRules } from "./rating-rules.ts";

/** What calls cost by a deck as it is, and as it would be. */
export type MoneyChange = {
  /** Who pays: our customers, or ourselves to vendors. */
  readonly side: "customers" | "vendors";
  readonly calls: number;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
};

export type DeckMoney = {
  readonly calls: number;
  /** Calls that the deck prices now and nothing would price then; they count with 0 afterwards. */
  readonly unpriced: number;
  readonly totals: readonly MoneyChange[];
  /** The largest difference first. */
  readonly destinations: readonly (MoneyChange & { readonly destination: string })[];
};

export type DeckMoneyCounter = { readonly take: (call: Call) => void; readonly result: () => DeckMoney };

/**
 * Adds up what another delivery of a deck would change: each call is priced twice by the code that rates calls.
 *
 * @param before Rules as they are; `after` differs from them in the deck alone.
 * @example 10 calls of 66 s at 0.0100 that would cost 0.0120: before 0.11, after 0.132, difference 0.022.
 */
export function deckMoney(deck: string, before: RatingRules, after: RatingRules): DeckMoneyCounter {
  const sums = new Map<string, Sum>();
  let calls = 0;
  let unpriced = 0;
  return {
    take(call) {
      const now = rateCall(call, before).ratings.filter((rating) => rating.deck === deck);
      if (now.length === 0) return;
      calls += 1;
      const then = rateCall(call, after).ratings;
      const found = now.map((rating) => addPair(sums, rating, priceOf(then, rating)));
      if (found.includes(false)) unpriced += 1;
    },
    result: () => ({ calls, unpriced, ...resultsOf([...sums.values()]) }),
  };
}

type Sum = {
  readonly side: MoneyChange["side"];
  readonly destination: string;
  calls: number;
  before: Exact;
  after: Exact;
};

function priceOf(ratings: readonly Rating[], { side }: Rating): string | null {
  const found = ratings.find((rating) => rating.side === side);
  return found === undefined || found.outcome === "unpriced" ? null : found.charge;
}

/** False where the side would have no price any more. */
function addPair(sums: Map<string, Sum>, rating: Rating, after: string | null): boolean {
  const side = isVendorSide(rating.side) ? "vendors" : "customers";
  const destination = rating.destination === "" ? (rating.prefix ?? "") : rating.destination;
  const key = `${side} ${destination}`;
  const sum = sums.get(key) ?? { side, destination, calls: 0, before: zero, after: zero };
  sums.set(key, sum);
  sum.calls += 1;
  sum.before = add(sum.before, exact(rating.charge));
  sum.after = add(sum.after, exact(after ?? "0"));
  return after !== null;
}

function resultsOf(sums: readonly Sum[]): Pick<DeckMoney, "totals" | "destinations"> {
  const totals = (["customers", "vendors"] as const).flatMap((side) => {
    const of = sums.filter((sum) => sum.side === side);
    if (of.length === 0) return [];
    const calls = of.reduce((count, sum) => count + sum.calls, 0);
    const before = of.reduce((total, sum) => add(total, sum.before), zero);
    return [changeOf({ side, calls, before, after: of.reduce((total, sum) => add(total, sum.after), zero) })];
  });
  const destinations = sums
    .toSorted((left, right) => compare(sizeOf(right), sizeOf(left)))
    .map((sum) => ({ destination: sum.destination, ...changeOf(sum) }));
  return { totals, destinations };
}

function changeOf({ side, calls, before, after }: Omit<Sum, "destination">): MoneyChange {
  return {
    side,
    calls,
    before: toText(before),
    after: toText(after),
    difference: toText(subtract(after, before)),
  };
}

function sizeOf({ before, after }: Sum): Exact {
  return absolute(subtract(after, before));
}
