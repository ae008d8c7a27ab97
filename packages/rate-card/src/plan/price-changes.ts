import { CivilDate } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";

/**
 * Later prices of a product, each from its day on, in the account's zone: history stays in the plan, so that any past month
 * can be computed again. Before the first of them the product's own price holds.
 */
export const PriceChanges = z
  .array(z.strictObject({ from: CivilDate, price: PositiveDecimalText }))
  .default([])
  .refine(
    (changes) => changes.every(({ from }, index) => index === 0 || (changes[index - 1]?.from ?? "") < from),
    {
      error: "one change a day, the earliest first",
    },
  );
