import { divide, type Exact, round } from "@tollwright/money";

/** How many blocks of a size a quantity of zero or more takes; one that is begun counts whole. */
export function startedBlocks(quantity: Exact, size: Exact): Exact {
  return round(divide(quantity, size), { mode: "up", places: 0 });
}
