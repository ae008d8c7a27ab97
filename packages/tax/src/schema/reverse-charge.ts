import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";
import { optional } from "./optional.ts";

const Words = z.array(z.string().min(1)).min(1);
/** What the law wants to read on the invoice. */
const note = z.string().min(1);

/** When the customer, and not the seller, accounts for a value-added tax: the rate is known, the tax on the bill is 0. */
export const ReverseCharge = z
  .strictObject({
    /** A business with a tax number buys from a seller who is established in another country. */
    crossBorder: optional(z.strictObject({ note })),
    /** It buys from a seller of the same country: wholesale between carriers. */
    domestic: optional(
      z.strictObject({ note, buyerKinds: Words, serviceClasses: optional(Words), from: optional(CivilDate) }),
    ),
  })
  .refine(({ crossBorder, domestic }) => Boolean(crossBorder || domestic), {
    message: "a reverse charge is `crossBorder`, `domestic`, or both",
  });
export type ReverseCharge = z.infer<typeof ReverseCharge>;
