import { exact, toText } from "@tollwright/money";
import { QuantityModel } from "@tollwright/rate-card";
import { priceQuantity } from "../price-models/price-quantity.ts";

/** What a quantity costs by a model as an analyst writes it, unrounded; or the code of the problem. */
export function priceOf(model: unknown, quantity: string, before = "0"): string {
  const price = priceQuantity({
    model: QuantityModel.parse(model),
    quantity: exact(quantity),
    before: before === "0" ? null : exact(before),
  });
  return price.ok ? toText(price.value.unrounded) : (price.problems[0]?.code ?? "");
}
