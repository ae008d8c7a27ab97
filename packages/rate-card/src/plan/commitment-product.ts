import { ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields, reach } from "./product-fields.ts";

/** A minimum, a maximum or both on what the reached products come to in a period, after discounts. */
export const CommitmentProduct = z
  .strictObject({
    kind: z.literal("commitment"),
    ...productFields,
    minimumPerMonth: PositiveDecimalText.nullable().default(null),
    maximumPerMonth: PositiveDecimalText.nullable().default(null),
    products: reach,
    proration: ProrationMode,
  })
  .refine((product) => product.minimumPerMonth !== null || product.maximumPerMonth !== null, {
    path: ["minimumPerMonth"],
    error: "a minimum, a maximum or both",
  });
