import { compare, type Exact, exact, largest, subtract, sum, zero } from "@tollwright/money";
import type { ModelOf } from "./model-of.ts";
import { amountPart, type ModelPrice, type PricePart, priced, unitsPart } from "./price-part.ts";

/**
 * Every unit above the included ones at one price, up to a maximum amount.
 *
 * @example 500 at 0.02, 20 included: 480 × 0.02 = 9.60; with a maximum of 9: 9.
 */
export function perUnitPrice(model: ModelOf<"perUnit">, quantity: Exact): ModelPrice {
  const above = largest(subtract(quantity, exact(model.included)), zero);
  const what = model.included === "0" ? "units" : `units above ${model.included} included`;
  const units = unitsPart({ what, quantity: above, unitPrice: exact(model.unitPrice) });
  return priced(units, ...loweredTo(model.maximum, [units]));
}

/** What a maximum takes off, as a part of its own. */
export function loweredTo(maximum: string | null, parts: readonly PricePart[]): readonly PricePart[] {
  const total = sum(parts.map(({ amount }) => amount));
  if (maximum === null || compare(total, exact(maximum)) <= 0) return [];
  return [
    amountPart({ what: `lowered to the maximum of ${maximum}`, amount: subtract(exact(maximum), total) }),
  ];
}
