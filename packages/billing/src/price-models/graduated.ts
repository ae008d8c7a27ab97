import { type Exact, exact, isPositive } from "@tollwright/money";
import type { ModelOf } from "./model-of.ts";
import { flatFeePart, type ModelPrice, priced, unitsPart } from "./price-part.ts";
import { noTier, reached, spansOf, tierText, unitsIn } from "./tiers.ts";

/**
 * Each unit by the tier in which it lies; the flat fee of every tier that a unit reaches.
 *
 * @example 500 by 4 up to 100, then 3 and a flat fee of 10: 100 × 4 + 400 × 3 + 10 = 1610.
 */
export function graduatedPrice(model: ModelOf<"graduated">, quantity: Exact): ModelPrice {
  const spans = spansOf(model.tiers, ({ upTo }) => (upTo === null ? null : exact(upTo)));
  if (reached(spans, quantity) === undefined) return noTier(quantity, spans);
  const parts = spans.flatMap((span) => {
    const units = unitsIn(span, quantity);
    const { number, tier } = span;
    const isFirst = number === 1 && model.flatFeeAtZero;
    if (!isPositive(units)) return isFirst ? flatFeePart(number, exact(tier.flatFee)) : [];
    const unitPrice = exact(tier.unitPrice);
    return [
      unitsPart({ what: tierText(span), tier: number, quantity: units, unitPrice }),
      ...flatFeePart(number, exact(tier.flatFee)),
    ];
  });
  return priced(...parts);
}
