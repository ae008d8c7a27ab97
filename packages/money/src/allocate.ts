import assert from "node:assert";
import {
  absolute,
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
  const whole_ = sum(weights);
  assert(
    weights.every((weight) => !isNegative(weight)) && !isZero(whole_),
    "weights must add up to more than zero",
  );
  assert(
    isZero(subtract(round(total, { mode: "down", places }), total)),
    "the total is finer than its places",
  );
  const parts = weights.map((weight) => divide(multiply(total, weight), whole_));
  const floors = parts.map((part) => round(part, { mode: "down", places }));
  const unit = exact(places > 0 ? `0.${"0".repeat(places - 1)}1` : `1${"0".repeat(-places)}`);
  const spare = divide(subtract(total, sum(floors)), unit);
  const order = parts
    .map((part, index) => ({ index, remainder: subtract(part, floors[index] as Exact) }))
    .sort((left, right) => compare(right.remainder, left.remainder) || left.index - right.index);
  const lucky = new Set(
    order.filter((_, rank) => compare(whole(rank), absolute(spare)) < 0).map((entry) => entry.index),
  );
  return floors.map((floor, index) => (lucky.has(index) ? add(floor, unit) : floor));
}
