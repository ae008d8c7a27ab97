import { type Exact, exact, isZero } from "@tollwright/money";
import type { ModelOf } from "./model-of.ts";
import { flatFeePart, type ModelPrice, priced, unitsPart } from "./price-part.ts";
import { noTier, reached, spansOf, tierText } from "./tiers.ts";

/**
 * All units by the tier in which the total falls, and that tier's flat fee only.
 *
 * @example by 4 up to 100, then 3: 100 are 400, and 101 are 303.
 */
export function volumePrice(model: ModelOf<"volume">, quantity: Exact): ModelPrice {
  const spans = spansOf(model.tiers, ({ upTo }) => (upTo === null ? null : exact(upTo)));
  const span = reached(spans, quantity);
  if (span === undefined) return noTier(quantity, spans);
  const { number, tier } = span;
  const fee = isZero(quantity) && !model.flatFeeAtZero ? [] : flatFeePart(number, exact(tier.flatFee));
  const units = unitsPart({ what: tierText(span), tier: number, quantity, unitPrice: exact(tier.unitPrice) });
  return priced(units, ...fee);
}
