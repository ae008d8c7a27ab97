import { CivilDate } from "@tollwright/calendar";
import { PartText, PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { ProductPortion } from "./product-fields.ts";

/** A part of a bundle that is taxed by its own class: a share of the price, or an amount of it. */
const Component = z
  .strictObject({
    name: z.string().min(1),
    serviceClass: z.string().min(1),
    portion: ProductPortion,
    share: PartText.optional(),
    amount: PositiveDecimalText.optional(),
  })
  .refine(({ share, amount }) => (share === undefined) !== (amount === undefined), {
    path: ["share"],
    error: "either a share or an amount",
  });

/**
 * How a bundle is divided for taxes, from a day on, and where that is proved from the books (47 USC 151 note, section 1106; SSUTA
 * 330). Shares add up to 1, amounts to the price; the first component carries what is counted for fees per unit.
 */
const Allocation = z.strictObject({
  from: CivilDate,
  /** Where the books show it. */
  evidence: z.string().min(1),
  components: z
    .array(Component)
    .min(2)
    .refine(
      (components) =>
        components.every(({ share }) => (share === undefined) === (components[0]?.share === undefined)),
      { error: "all by share, or all by amount" },
    ),
});
export type Allocation = z.infer<typeof Allocation>;

/** Before the first of them the whole bundle is taxed as its product's class. */
const Allocations = z
  .array(Allocation)
  .min(1)
  .refine(
    (allocations) =>
      allocations.every(({ from }, index) => index === 0 || (allocations[index - 1]?.from ?? "") < from),
    { error: "one a day, the earliest first" },
  )
  .optional();

/** What products with a price of their own may say about their taxes. */
export const taxTerms = {
  allocations: Allocations,
  /** The price has all billed taxes in it. */
  taxIncluded: z.boolean().optional(),
};
