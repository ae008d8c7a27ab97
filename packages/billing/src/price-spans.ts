import { overlap, type Period } from "@tollwright/calendar";
import type { Product } from "@tollwright/rate-card";

/**
 * Cuts days by the changes of a product's price; the product of each span carries the price of its days.
 *
 * @example 1.50, and 1.70 from 16 April: April is 1-16 at 1.50 and 16 April - 1 May at 1.70.
 */
export function priceSpans<P extends Product>(
  product: P,
  days: Period,
): readonly (Period & { readonly product: P })[] {
  const changes = "priceChanges" in product ? product.priceChanges : [];
  if (changes.length === 0) return [{ ...days, product }];
  const starts = [null, ...changes];
  return starts.flatMap((change, index) => {
    const dates = { from: change?.from ?? days.from, until: starts[index + 1]?.from ?? null };
    const held = overlap(dates, days);
    return held === null
      ? []
      : [{ ...held, product: change === null ? product : atPrice(product, change.price) }];
  });
}

/** The kind stays, so that the type does. */
function atPrice<P extends Product>(product: P, price: string): P {
  switch (product.kind) {
    case "recurring":
      return { ...product, pricePerMonth: price };
    case "channels":
      return { ...product, pricePerChannelMonth: price };
    case "oneTime":
      return { ...product, price };
    default:
      return product;
  }
}
