import { PartText, PositiveDecimalText } from "@tollwright/money";
import { DiscountClass } from "@tollwright/tax";
import { z } from "zod";
import { reach, untaxedFields } from "./product-fields.ts";

/** Money off by the month: a share of what is left of the lines, or an amount, never below zero. */
export const DiscountProduct = z.strictObject({
  kind: z.literal("discount"),
  ...untaxedFields,
  off: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("percent"), value: PartText }),
    z.strictObject({ kind: z.literal("amount"), value: PositiveDecimalText }),
  ]),
  products: reach,
  /** So many billing periods from the one that it begins in; null: until it ends. */
  months: z.int().min(1).nullable().default(null),
  /** Lower first; percents go before amounts in any case. */
  order: z.int().default(0),
  discountClass: DiscountClass.default("retail"),
});
