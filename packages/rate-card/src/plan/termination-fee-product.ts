import { PartText, PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

/** Ending a contract before its term. */
export const TerminationFeeProduct = z.strictObject({
  kind: z.literal("terminationFee"),
  ...productFields,
  fee: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("flat"), amount: PositiveDecimalText }),
    /** A share of the monthly amount for each month that is left. */
    z.strictObject({ kind: z.literal("remainingMonths"), share: PartText }),
    /** An amount that melts evenly over the term. */
    z.strictObject({ kind: z.literal("declining"), amount: PositiveDecimalText }),
  ]),
  /** How a started month counts among those that are left. */
  startedMonth: z.enum(["whole", "free", "byDay"]).default("whole"),
});
