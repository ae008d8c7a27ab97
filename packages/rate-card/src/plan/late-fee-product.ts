import { PositiveDecimalText, ShareText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

/** A fee on an overdue balance: an amount, a share of the balance for each 30 days or once, within limits. */
export const LateFeeProduct = z.strictObject({
  kind: z.literal("lateFee"),
  ...productFields,
  flat: PositiveDecimalText.default("0"),
  share: ShareText.default("0"),
  accrual: z.enum(["once", "perThirtyDays"]).default("once"),
  minimum: PositiveDecimalText.default("0"),
  maximum: PositiveDecimalText.nullable().default(null),
  /** Nothing is due up to so many days after the due date. */
  graceDays: z.int().min(0).default(0),
});
