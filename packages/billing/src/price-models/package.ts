import { type Exact, exact, largest, subtract, zero } from "@tollwright/money";
import type { ModelOf } from "./model-of.ts";
import { type ModelPrice, priced, unitsPart } from "./price-part.ts";
import { startedBlocks } from "./started-blocks.ts";

/**
 * Packages of units above the free ones; a started package counts whole.
 *
 * @example packages of 100 at 5, 100 free: 201 units are 2 packages, 10.
 */
export function packagePrice(model: ModelOf<"package">, quantity: Exact): ModelPrice {
  const above = largest(subtract(quantity, exact(model.free)), zero);
  const free = model.free === "0" ? "" : ` above ${model.free} free`;
  return priced(
    unitsPart({
      what: `packages of ${model.size}${free}`,
      quantity: startedBlocks(above, exact(model.size)),
      unitPrice: exact(model.price),
    }),
  );
}
