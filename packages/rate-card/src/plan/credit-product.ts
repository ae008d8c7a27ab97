import { PartText } from "@tollwright/money";
import { DiscountClass } from "@tollwright/tax";
import { z } from "zod";
import { untaxedFields } from "./product-fields.ts";

/** Money given back for a reason, never more than the period charged. */
export const CreditProduct = z.strictObject({
  kind: z.literal("credit"),
  ...untaxedFields,
  /** Null: the price itself was less, so all taxes go back with it. */
  discountClass: DiscountClass.nullable().default(null),
  /** Share of the reached lines by the length of an outage: the last row that it reaches counts. */
  serviceLevels: z
    .array(z.strictObject({ atLeastMinutes: z.int().min(0), share: PartText }))
    .default([])
    .refine(
      (rows) =>
        rows.every(
          (row, index) => index === 0 || (rows[index - 1]?.atLeastMinutes ?? 0) < row.atLeastMinutes,
        ),
      { error: "each row once, the shortest outage first" },
    ),
});
