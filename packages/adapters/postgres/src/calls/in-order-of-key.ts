import assert from "node:assert";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call } from "@tollwright/cdr";
import type { CallWithOutcome } from "./outcomes.ts";

export type InOrderOfKey = {
  /** By day and key; those with one key stay in the order in which they came. */
  readonly calls: readonly CallWithOutcome[];
  /** Keys that stand more than once, on one day or on two. */
  readonly repeated: ReadonlySet<string>;
};

/** Keys side by side keep the index's pages warm, and two writers from waiting for each other in a ring. */
export function inOrderOfKey(calls: readonly CallWithOutcome[]): InOrderOfKey {
  const places = placesByKey(calls);
  const sorted: CallWithOutcome[] = [];
  const repeated = new Set<string>();
  let isOneDay = true;
  let isSorted = true;
  let before: Call | null = null;
  for (let index = 0; index < places.length; index += 1) {
    const one = calls[placeIn(places[index] ?? 0)];
    assert(one !== undefined, "a place is one of the calls");
    const { call } = one;
    sorted.push(one);
    if (before !== null) {
      if (before.callKey === call.callKey) repeated.add(call.callKey);
      else if (before.callKey > call.callKey) isSorted = false;
      if (before.keyDay !== call.keyDay) isOneDay = false;
    }
    before = call;
  }
  if (!isSorted) return byWholeKey(sorted);
  return { calls: isOneDay ? sorted : byDay(sorted), repeated };
}

/** 32 bits of a key, and behind them 21 of its place in the batch: a double holds both. */
const HEXADECIMAL_DIGITS = 8;
const MOST_CALLS = 2 ** 21;

/** By the beginnings of their keys as numbers, which are sorted ten times faster than texts. */
function placesByKey(calls: readonly CallWithOutcome[]): Float64Array {
  assert(calls.length <= MOST_CALLS, `a batch of ${calls.length} calls`);
  let index = 0;
  const places = new Float64Array(calls.length);
  for (const { call } of calls) {
    places[index] = beginningOf(call.callKey) * MOST_CALLS + index;
    index += 1;
  }
  return places.sort();
}

function placeIn(place: number): number {
  return place - MOST_CALLS * Math.floor(place / MOST_CALLS);
}

const [NINE, DIGIT_ZERO, LETTER_TEN] = [0x39, 0x30, 0x57];

/** @param key Lower-case hexadecimal digits. */
function beginningOf(key: string): number {
  let beginning = 0;
  for (let at = 0; at < HEXADECIMAL_DIGITS; at += 1) {
    const code = key.charCodeAt(at);
    beginning = 16 * beginning + (code - (code > NINE ? LETTER_TEN : DIGIT_ZERO));
  }
  return beginning;
}

/** Two keys that begin alike and end otherwise: one batch of hundreds has them. */
function byWholeKey(calls: readonly CallWithOutcome[]): InOrderOfKey {
  const sorted = calls.toSorted((left, right) => byCodeUnit(left.call.callKey, right.call.callKey));
  const repeated = new Set<string>();
  for (const [index, { call }] of sorted.entries())
    if (index > 0 && sorted[index - 1]?.call.callKey === call.callKey) repeated.add(call.callKey);
  return { calls: byDay(sorted), repeated };
}

function byDay(calls: readonly CallWithOutcome[]): readonly CallWithOutcome[] {
  return calls.toSorted((left, right) => byCodeUnit(left.call.keyDay, right.call.keyDay));
}
