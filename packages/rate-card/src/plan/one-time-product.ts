import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { PriceChanges } from "./price-changes.ts";
import { productFields } from "./product-fields.ts";
import { taxTerms } from "./tax-terms.ts";

/** Once, per number or per order. */
export const OneTimeProduct = z.strictObject({
  kind: z.literal("oneTime"),
  ...productFields,
  ...taxTerms,
  unit: z.enum(["portedNumber", "portOrder", "movedNumber", "each"]),
  price: PositiveDecimalText,
  priceChanges: PriceChanges,
});
