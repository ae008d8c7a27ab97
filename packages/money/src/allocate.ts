import assert from "node:assert";
import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  isNegative,
  isZero,
  multiply,
  negate,
  round,
  subtract,
  sum,
  whole,
} from "./exact.ts";

/**
 * Splits a total into shares that add up to it exactly: each share is its part rounded down, and the spare units go to
 * the largest remainders, the first one first.
 *
 * @param total A multiple of 10^−places; may be negative, which mirrors the positive split.
 * @param weights Zero or more each, and not all zero.
 * @throws AssertionError when the weights add up to zero or the total is finer than `places`: callers check outside input.
 * @example 100.00 over 1, 1, 1 at 2 places: 33.34, 33.33, 33.33.
 */
export function allocate(total: Exact, weights: readonly Exact[], places: number): readonly Exact[] {
  if (isNegative(total)) return allocate(negate(total), weights, places).map(negate);
  const weightSum = sum(weights);
  assert(weights.every((weight) => !isNegative(weight)) && !isZero(weightSum), "weights add up to zero");
  assert(isMultiple(total, places), "the total is finer than its places");
  const parts = weights.map((weight) => {
    const part = divide(multiply(total, weight), weightSum);
    const floor = round(part, { mode: "down", places });
    return { floor, remainder: subtract(part, floor) };
  });
  const unit = exact(places > 0 ? `0.${"0".repeat(places - 1)}1` : `1${"0".repeat(-places)}`);
  const spareUnits = divide(subtract(total, sum(parts.map(({ floor }) => floor))), unit);
  const byRemainder = parts.map((part, index) => ({ ...part, index }));
  // The sort is stable, so of equal remainders the first weight stays first.
  byRemainder.sort((left, right) => compare(right.remainder, left.remainder));
  const topped = byRemainder.map(({ floor, index }, rank) => ({
    index,
    share: compare(whole(rank), spareUnits) < 0 ? add(floor, unit) : floor,
  }));
  return topped.sort((left, right) => left.index - right.index).map(({ share }) => share);
}

/** True for a multiple of 10^−places: what `allocate` can split. */
export function isMultiple(value: Exact, places: number): boolean {
  return compare(round(value, { mode: "down", places }), value) === 0;
}
