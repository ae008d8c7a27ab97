import { compare, type Exact, exact, isZero, largest, subtract, sum, zero } from "@tollwright/money";
import type { ModelOf } from "./model-of.ts";
import { loweredTo } from "./per-unit.ts";
import { amountPart, type ModelPrice, type PricePart, priced, unitsPart } from "./price-part.ts";

type Percentage = ModelOf<"percentage">;

/**
 * A share of an amount of money, and a fee for each event; raised to a minimum, then lowered to a maximum. The quantity counts
 * the events; without a `base` it is the money itself.
 *
 * @example 0.029 of 1000 and 0.30 for each of 5 events, 2 of them free: 29 + 0.90 = 29.90.
 */
export function percentagePrice(model: Percentage, quantity: Exact): ModelPrice {
  const base = model.base === null ? quantity : exact(model.base);
  const parts = [
    unitsPart({
      what:
        model.freeAmount === "0" ? "share of the base" : `share of the base above ${model.freeAmount} free`,
      quantity: largest(subtract(base, exact(model.freeAmount)), zero),
      unitPrice: exact(model.rate),
    }),
    ...eventsPart(model, quantity),
  ];
  const raised = [...parts, ...raisedTo(model.minimum, parts)];
  return priced(...raised, ...loweredTo(model.maximum, raised));
}

function eventsPart(model: Percentage, events: Exact): readonly PricePart[] {
  const unitPrice = exact(model.feePerEvent);
  if (isZero(unitPrice)) return [];
  const what = model.freeEvents === "0" ? "fee per event" : `fee per event above ${model.freeEvents} free`;
  const quantity = largest(subtract(events, exact(model.freeEvents)), zero);
  return [unitsPart({ what, quantity, unitPrice })];
}

function raisedTo(minimum: string | null, parts: readonly PricePart[]): readonly PricePart[] {
  const total = sum(parts.map(({ amount }) => amount));
  if (minimum === null || compare(total, exact(minimum)) >= 0) return [];
  return [
    amountPart({ what: `raised to the minimum of ${minimum}`, amount: subtract(exact(minimum), total) }),
  ];
}
