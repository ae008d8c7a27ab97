import type { Exact } from "@tollwright/money";
import type { QuantityModel } from "@tollwright/rate-card";
import { blocksPrice } from "./blocks.ts";
import { graduatedPrice } from "./graduated.ts";
import { packagePrice } from "./package.ts";
import { perUnitPrice } from "./per-unit.ts";
import { percentagePrice } from "./percentage.ts";
import type { ModelPrice } from "./price-part.ts";
import { volumePrice } from "./volume.ts";

/** One model, one file: which one, the compiler checks. `quantity` is zero or more. */
export function modelPrice(model: QuantityModel, quantity: Exact): ModelPrice {
  switch (model.kind) {
    case "perUnit":
      return perUnitPrice(model, quantity);
    case "graduated":
      return graduatedPrice(model, quantity);
    case "volume":
      return volumePrice(model, quantity);
    case "package":
      return packagePrice(model, quantity);
    case "blocks":
      return blocksPrice(model, quantity);
    case "percentage":
      return percentagePrice(model, quantity);
  }
}
