import type { CivilDate } from "@tollwright/calendar";
import {
  compare,
  divide,
  type Exact,
  exact,
  isZero,
  multiply,
  roundedText,
  subtract,
  whole,
} from "@tollwright/money";
import type { CompiledDeck } from "../compiled-deck.ts";
import { MINUTE_PRICES, type RateDeck, type RateRow } from "../deck.ts";
import type { StatedPrice } from "../deck-rows.ts";
import type { StatedChange } from "../deck-words.ts";
import { samePrice } from "../repeated-prefixes.ts";

/** What became of a prefix. `changed`: some prices up and others down, or other seconds; `closed`: no longer priced. */
export type ChangeKind = "added" | "increased" | "decreased" | "changed" | "closed" | "unchanged";

export type PrefixChange = {
  readonly prefix: string;
  readonly destination: string;
  readonly kind: ChangeKind;
  readonly from: CivilDate;
  /** Row in the delivered file; null where a full delivery closes by not listing. */
  readonly row: number | null;
  readonly before: RateRow | null;
  readonly after: RateRow | null;
  /** The price that moved most, in percent of what it was, to one place; null where there are not two prices. */
  readonly percent: string | null;
};

export type DeckDifference = {
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** All but the unchanged, in order of prefix and day. */
  readonly changes: readonly PrefixChange[];
  /** Null: no price rises. */
  readonly firstIncrease: CivilDate | null;
  /** Rows whose word (Increase, Decrease, No Change, New) does not fit what is in force; the word is never billed. */
  readonly disagreements: readonly {
    readonly row: number;
    readonly stated: StatedChange;
    readonly found: ChangeKind;
  }[];
};

/**
 * What a delivery changes of a deck, prefix by prefix and from each of its days.
 *
 * @param inForce The deck as it is without this delivery; null: there is none of this id.
 * @param listed Every prefix that the deck has now.
 * @param stated What the sender says of a row, by its number.
 * @example in force 44 at 0.010 and 4420 at 0.012; a full delivery with 44 at 0.011 alone: one increased by 10.0 %, one closed.
 */
export function compareDelivery(
  delivery: RateDeck,
  {
    inForce,
    listed,
    stated = new Map(),
  }: {
    readonly inForce: CompiledDeck | null;
    readonly listed: Iterable<string>;
    readonly stated?: ReadonlyMap<number, StatedPrice>;
  },
): DeckDifference {
  const counts: Record<ChangeKind, number> = {
    added: 0,
    increased: 0,
    decreased: 0,
    changed: 0,
    closed: 0,
    unchanged: 0,
  };
  const changes: PrefixChange[] = [];
  let firstIncrease: CivilDate | null = null;
  const note = (change: PrefixChange): void => {
    counts[change.kind] += 1;
    if (change.kind !== "unchanged") changes.push(change);
    if (change.kind === "increased" && (firstIncrease === null || change.from < firstIncrease))
      firstIncrease = change.from;
  };
  const disagreements: DeckDifference["disagreements"][number][] = [];
  let last: RateRow | null = null;
  // Rows of one prefix stand together, in order of their days: each is compared with the one before it.
  for (const row of delivery.rows) {
    const earlier: RateRow | null = last?.prefix === row.prefix ? last : null;
    const before: RateRow | null = earlier ?? rowInForce(inForce, row.prefix, row.effectiveFrom);
    const change = changeOf(before, row);
    note(change);
    const word = stated.get(row.row)?.change ?? null;
    if (word !== null && !agrees(word, change.kind))
      disagreements.push({ row: row.row, stated: word, found: change.kind });
    last = row;
  }
  if (delivery.delivery === "full")
    for (const change of unlisted(delivery, { inForce, listed })) note(change);
  return { counts, changes, firstIncrease, disagreements };
}

const KIND_OF_WORD = {
  increase: "increased",
  decrease: "decreased",
  unchanged: "unchanged",
  new: "added",
} as const;

/** Some prices up and others down, or other seconds, fit any word but `no change` and `new`. */
function agrees(word: StatedChange, found: ChangeKind): boolean {
  return (
    KIND_OF_WORD[word] === found || (found === "changed" && (word === "increase" || word === "decrease"))
  );
}

function rowInForce(deck: CompiledDeck | null, prefix: string, day: CivilDate): RateRow | null {
  return deck?.rowOf(prefix, day)?.row ?? null;
}

function* unlisted(
  delivery: RateDeck,
  { inForce, listed }: { readonly inForce: CompiledDeck | null; readonly listed: Iterable<string> },
): Generator<PrefixChange> {
  const kept = new Set(delivery.rows.map(({ prefix }) => prefix));
  for (const prefix of new Set(listed)) {
    if (kept.has(prefix)) continue;
    const before = rowInForce(inForce, prefix, delivery.effectiveFrom);
    if (before === null) continue;
    const { destination } = before;
    const from = delivery.effectiveFrom;
    yield { prefix, destination, kind: "closed", from, row: null, before, after: null, percent: null };
  }
}

function changeOf(before: RateRow | null, after: RateRow): PrefixChange {
  const { prefix, destination, effectiveFrom: from, row } = after;
  const moves = before === null ? [] : movesBetween(before, after);
  const kind = kindOf(before, after, moves);
  return { prefix, destination, kind, from, row, before, after, percent: largest(moves) };
}

function kindOf(before: RateRow | null, after: RateRow, moves: readonly Move[]): ChangeKind {
  if (after.removed) return before === null ? "unchanged" : "closed";
  if (after.blocked) return before?.blocked === true ? "unchanged" : "closed";
  if (before === null || before.blocked) return "added";
  if (samePrice({ ...before, effectiveUntil: null }, { ...after, effectiveUntil: null })) return "unchanged";
  const up = moves.some(({ order }) => order > 0);
  const down = moves.some(({ order }) => order < 0);
  const sameSeconds = SECONDS.every((name) => before[name] === after[name]);
  if (up && !down && sameSeconds) return "increased";
  return down && !up && sameSeconds ? "decreased" : "changed";
}

const SECONDS = ["initialSeconds", "incrementSeconds", "graceSeconds", "freeSeconds"] as const;
const PRICES = [...MINUTE_PRICES, "connectFee"] as const;
type Move = { readonly order: number; readonly before: Exact; readonly after: Exact };

function movesBetween(before: RateRow, after: RateRow): readonly Move[] {
  return PRICES.flatMap((name) => {
    const [old, now] = [amountOf(before, name), amountOf(after, name)];
    if (old === null || now === null || old === now) return [];
    const pair = { before: exact(old), after: exact(now) };
    return [{ order: compare(pair.after, pair.before), ...pair }];
  });
}

/** A row without an off-peak price has one price at all times. */
function amountOf(row: RateRow, name: (typeof PRICES)[number]): string | null {
  switch (name) {
    case "offPeak":
      return row.offPeak ?? row.ratePerMinute;
    case "offPeakInterstate":
      return row.offPeakInterstate ?? row.interstate;
    case "offPeakIntrastate":
      return row.offPeakIntrastate ?? row.intrastate;
    case "offPeakIndeterminate":
      return row.offPeakIndeterminate ?? row.indeterminate;
    case "offPeakLocal":
      return row.offPeakLocal ?? row.local;
    case "initialRatePerMinute":
      return row.initialRatePerMinute ?? row.ratePerMinute;
    default:
      return row[name];
  }
}

function largest(moves: readonly Move[]): string | null {
  const shares = moves
    .filter(({ before }) => !isZero(before))
    .map(({ before, after }) => divide(multiply(subtract(after, before), whole(100)), before));
  const [first, ...others] = shares;
  if (first === undefined) return null;
  const most = others.reduce((best, share) => (isFarther(share, best) ? share : best), first);
  return roundedText(most, { mode: "halfUp", places: 1 });
}

function isFarther(left: Exact, right: Exact): boolean {
  return compare(multiply(left, left), multiply(right, right)) > 0;
}
