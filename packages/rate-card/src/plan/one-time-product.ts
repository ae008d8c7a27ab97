import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

/** Once, per number or per order. */
export const OneTimeProduct = z.strictObject({
  kind: z.literal("oneTime"),
  ...productFields,
  unit: z.enum(["portedNumber", "portOrder", "each"]),
  price: PositiveDecimalText,
});
