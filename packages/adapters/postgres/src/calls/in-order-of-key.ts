import assert from "node:assert";
import { byCodeUnit } from "@tollwright/canonical";
import type { CallWithOutcome } from "./outcomes.ts";

/**
 * By day and key; those with one key stay in the order in which they came. Keys side by side keep the index's pages warm, and two
 * writers from waiting for each other in a ring.
 */
export function inOrderOfKey(calls: readonly CallWithOutcome[]): readonly CallWithOutcome[] {
  if (areOfOneDay(calls)) return ofKeys(calls);
  const byDay = [...Map.groupBy(calls, ({ call }) => call.keyDay)];
  return byDay.sort(([left], [right]) => byCodeUnit(left, right)).flatMap(([, ofDay]) => ofKeys(ofDay));
}

/** 32 bits of a key, and behind them 21 of its place in the batch: a double holds both. */
const HEXADECIMAL_DIGITS = 8;
const MOST_CALLS = 2 ** 21;

/** By the beginnings of their keys as numbers, which are sorted ten times faster than texts; where two begin alike, by all of them. */
function ofKeys(calls: readonly CallWithOutcome[]): readonly CallWithOutcome[] {
  assert(calls.length <= MOST_CALLS, `a batch of ${calls.length} calls`);
  const places = new Float64Array(calls.length);
  calls.forEach(({ call }, index) => {
    places[index] = Number.parseInt(call.callKey.slice(0, HEXADECIMAL_DIGITS), 16) * MOST_CALLS + index;
  });
  places.sort();
  const sorted: CallWithOutcome[] = [];
  for (const place of places) {
    const call = calls[place % MOST_CALLS];
    if (call !== undefined) sorted.push(call);
  }
  const isSorted = sorted.every(({ call }, index) => (sorted[index - 1]?.call.callKey ?? "") <= call.callKey);
  return isSorted ? sorted : sorted.sort((left, right) => byCodeUnit(left.call.callKey, right.call.callKey));
}

/** Keys that stand more than once, on one day or on two, of calls in order of day and key. */
export function repeatedKeys(inOrder: readonly CallWithOutcome[]): ReadonlySet<string> {
  const repeated = new Set<string>();
  if (areOfOneDay(inOrder)) {
    let last = "";
    for (const { call } of inOrder) {
      if (call.callKey === last) repeated.add(last);
      last = call.callKey;
    }
    return repeated;
  }
  const seen = new Set<string>();
  for (const { call } of inOrder) {
    if (seen.has(call.callKey)) repeated.add(call.callKey);
    seen.add(call.callKey);
  }
  return repeated;
}

function areOfOneDay(calls: readonly CallWithOutcome[]): boolean {
  return calls.every(({ call }) => call.keyDay === calls[0]?.call.keyDay);
}
