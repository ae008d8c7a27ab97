import { z } from "zod";
import { QuantityModel } from "./quantity-model.ts";

/**
 * What the calls of a usage product cost together, in place of their list prices: a quantity model over the minutes or
 * calls of one period (books 13). It counts what no pool covers, over all classes of the product, and is not prorated.
 *
 * @example volume, up to 10,000 minutes 0.0200, above 0.0150: the 10,001st minute makes all of them 0.0150.
 */
export const UsageTiers = z.strictObject({
  /** `minutes` are billed seconds ÷ 60. */
  unit: z.enum(["minutes", "calls"]).default("minutes"),
  /** Counted over the whole account, or over each location by itself. */
  scope: z.enum(["account", "location"]).default("account"),
  model: QuantityModel.refine((model) => model.kind !== "percentage", {
    error: "a percentage is of an amount; minutes and calls need a price by quantity",
  }).refine(isOpenEnded, { path: ["tiers"], error: "the last tier must be without end (upTo: null)" }),
  /** Places that each call's part is rounded to, half-up; the parts add up to the rounded price of all. */
  places: z.int().min(0).max(12).default(6),
});
export type UsageTiers = z.infer<typeof UsageTiers>;

function isOpenEnded(model: z.output<typeof QuantityModel>): boolean {
  if (model.kind !== "graduated" && model.kind !== "volume" && model.kind !== "blocks") return true;
  const last = model.tiers.at(-1);
  return last?.upTo === null && !("maxBlocks" in last && last.maxBlocks !== null);
}
