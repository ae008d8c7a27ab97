import { compare, exact, one, sum, toText } from "@tollwright/money";
import type { Finding } from "./finding.ts";
import type { PricePlan, Product } from "./plan/price-plan.ts";
import type { Allocation } from "./plan/tax-terms.ts";

/** Components of a bundle that do not add up to it on some day: to 1, or to the price that holds then. */
export function checkAllocations({ products }: PricePlan): readonly Finding[] {
  return products.flatMap((product, index) => {
    const allocations = "allocations" in product ? (product.allocations ?? []) : [];
    return allocations.flatMap((allocation, position): Finding[] => {
      const path = ["products", index, "allocations", position, "components"];
      const until = allocations[position + 1]?.from ?? null;
      return wrongSums(product, allocation, until).map((message) => ({
        code: "ALLOCATION_SUM",
        path,
        message,
      }));
    });
  });
}

function wrongSums(
  product: Product,
  { from, components }: Allocation,
  until: string | null,
): readonly string[] {
  const parts = components.map(({ share, amount }) => exact(share ?? amount ?? "0"));
  const total = sum(parts);
  if (components[0]?.share !== undefined) {
    return compare(total, one) === 0 ? [] : [`the shares add up to ${toText(total)}, not to 1`];
  }
  return pricesBetween(product, from, until)
    .filter((price) => compare(total, exact(price)) !== 0)
    .map((price) => `the amounts add up to ${toText(total)}, the price is ${price}`);
}

/** Every price that holds on some day of the allocation; none where the price goes by quantity. */
function pricesBetween(product: Product, from: string, until: string | null): readonly string[] {
  const base = basePrice(product);
  if (base === null || !("priceChanges" in product)) return base === null ? [] : [base];
  const before = product.priceChanges.filter((change) => change.from <= from).at(-1);
  const within = product.priceChanges.filter(
    (change) => change.from > from && (until === null || change.from < until),
  );
  return [before?.price ?? base, ...within.map(({ price }) => price)];
}

function basePrice(product: Product): string | null {
  switch (product.kind) {
    case "recurring":
      return product.term?.price ?? product.pricePerMonth ?? null;
    case "channels":
      return product.pricePerChannelMonth;
    case "oneTime":
      return product.price;
    default:
      return null;
  }
}
