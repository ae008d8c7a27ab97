import { add, type Exact, exact, isPositive, isZero, multiply } from "@tollwright/money";
import type { ModelOf } from "./model-of.ts";
import { flatFeePart, type ModelPrice, type PricePart, priced, unitsPart } from "./price-part.ts";
import { startedBlocks } from "./started-blocks.ts";
import { noTier, reached, type Span, spansOf, tierText, unitsIn } from "./tiers.ts";

type Blocks = ModelOf<"blocks">;
type BlockSpan = Span<Blocks["tiers"][number]>;

/**
 * Tiers sold in blocks, each of its own size; a started block counts whole. With `allUnits` every unit goes by the tier that
 * the total reaches, beyond the last by the last.
 *
 * @example 10 blocks of 100 at 1, then blocks of 1000 at 8: 2500 units are 10 × 1 + 2 × 8 = 26; by all units 3 × 8 = 24.
 */
export function blocksPrice(model: Blocks, quantity: Exact): ModelPrice {
  const spans = spansOf(model.tiers, ({ blockSize, maxBlocks, upTo }, above) => {
    if (upTo !== null) return exact(upTo);
    return maxBlocks === null ? null : add(above, multiply(exact(maxBlocks), exact(blockSize)));
  });
  if (model.allUnits) return allUnitsPrice({ model, spans, quantity });
  if (reached(spans, quantity) === undefined) return noTier(quantity, spans);
  const parts = spans.flatMap((span) => {
    const units = unitsIn(span, quantity);
    if (isPositive(units)) return blockParts(span, units);
    const isFirst = span.number === 1 && model.flatFeeAtZero;
    return isFirst ? flatFeePart(1, exact(span.tier.flatFee)) : [];
  });
  return priced(...parts);
}

function allUnitsPrice(input: {
  readonly model: Blocks;
  readonly spans: readonly BlockSpan[];
  readonly quantity: Exact;
}): ModelPrice {
  const { model, spans, quantity } = input;
  const span = reached(spans, quantity) ?? spans.at(-1);
  if (span === undefined || (isZero(quantity) && !model.flatFeeAtZero)) return priced();
  return priced(...blockParts(span, quantity));
}

function blockParts(span: BlockSpan, units: Exact): readonly PricePart[] {
  const { number, tier } = span;
  return [
    unitsPart({
      what: `${tierText(span)}, in blocks of ${tier.blockSize}`,
      tier: number,
      quantity: startedBlocks(units, exact(tier.blockSize)),
      unitPrice: exact(tier.blockPrice),
    }),
    ...flatFeePart(number, exact(tier.flatFee)),
  ];
}
