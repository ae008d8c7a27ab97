import { absolute, add, type Exact, isNegative, sum, toText } from "@tollwright/money";
import { ok, type Result } from "@tollwright/problem";
import type { QuantityModel } from "@tollwright/rate-card";
import { modelPrice } from "./model-price.ts";
import { difference, type ModelPrice, negated, type PricePart, partSentence } from "./price-part.ts";

/** What a quantity costs: exact, not rounded yet. */
export type PricedQuantity = {
  readonly unrounded: Exact;
  /** The steps that made the price; their amounts add up to `unrounded`. */
  readonly parts: readonly PricePart[];
  /** One sentence a step. */
  readonly explanation: readonly string[];
};

/**
 * What a quantity costs beside what was priced before it: the price of both less the price of `before`. A negative quantity
 * mirrors the positive one.
 *
 * @param before Null where nothing was priced yet: the price of zero is then not taken off, so that a first flat fee is due.
 * Problem: `NO_TIER`, for units that lie beyond the last tier.
 * @example 100 after 50, by 4 up to 100, then 3: 150 are 550, 50 are 200, so 350: 50 × 4 + 50 × 3.
 */
export function priceQuantity(input: {
  readonly model: QuantityModel;
  readonly quantity: Exact;
  readonly before: Exact | null;
}): Result<PricedQuantity> {
  const { model, quantity, before } = input;
  const total = before === null ? quantity : add(before, quantity);
  const after = mirroredPrice(model, total);
  if (!after.ok) return after;
  if (before === null) return ok(totalled(after.value, []));
  const earlier = mirroredPrice(model, before);
  if (!earlier.ok) return earlier;
  return ok(
    totalled(difference(after.value, earlier.value), [
      `${toText(before)} were priced before at ${toText(amountOf(earlier.value))}; with ${toText(quantity)} they are ${toText(total)}, at ${toText(amountOf(after.value))}.`,
    ]),
  );
}

function totalled(parts: readonly PricePart[], first: readonly string[]): PricedQuantity {
  return { unrounded: amountOf(parts), parts, explanation: [...first, ...parts.map(partSentence)] };
}

function amountOf(parts: readonly PricePart[]): Exact {
  return sum(parts.map(({ amount }) => amount));
}

function mirroredPrice(model: QuantityModel, quantity: Exact): ModelPrice {
  const price = modelPrice(model, absolute(quantity));
  return price.ok && isNegative(quantity) ? ok(price.value.map(negated)) : price;
}
