import { z } from "zod";
import { compare, exact, one } from "./exact.ts";

/** Text, so that no reader makes a float of it; a number is refused with the same words as a wrong text. */
function decimal(pattern: RegExp, expected: string): z.ZodString {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** Decimal text, such as `"0.035"` or `"-12"`. */
export const DecimalText = decimal(/^-?\d{1,40}(\.\d{1,40})?$/, 'decimal text, such as "0.035"').meta({
  id: "DecimalText",
});

/** Decimal text, zero or more. */
export const PositiveDecimalText = decimal(
  /^\d{1,40}(\.\d{1,40})?$/,
  'decimal text, zero or more, such as "0.035"',
).meta({ id: "PositiveDecimalText" });

/** A share: `"0.07"` is 7 %; it may be a fraction, `"22/31"`. */
export const ShareText = decimal(
  /^-?\d{1,40}(\.\d{1,40})?(\/(?=[\d.]*[1-9])\d{1,40}(\.\d{1,40})?)?$/,
  'a share as text, such as "0.07" or "22/31"',
).meta({ id: "ShareText", description: "A share: 0.07 is 7 %; it may be a fraction, 22/31." });

/** A part of a whole: a share from 0 to 1. */
export const PartText = ShareText.refine((text) => !ShareText.safeParse(text).success || isPart(text), {
  error: 'a part of the whole, from "0" to "1"',
}).meta({ id: "PartText", description: "A part of the whole, from 0 to 1; it may be a fraction, 22/31." });

function isPart(text: string): boolean {
  return !text.startsWith("-") && compare(exact(text), one) <= 0;
}

const Places = z.int().min(-20).max(30);

/** How a number is rounded. `places` must be stated, for a rounding to whole units should never be an oversight; `none` needs none. */
export const RoundingSchema = z
  .discriminatedUnion(
    "mode",
    [
      z.strictObject({ mode: z.enum(["halfUp", "halfEven", "up", "down"]), places: Places }),
      z.strictObject({
        mode: z.literal("none"),
        places: Places.nullish().transform((places) => places ?? 0),
      }),
    ],
    {
      error: 'a rounding, such as { "mode": "halfUp", "places": 2 }; modes: halfUp, halfEven, up, down, none',
    },
  )
  .meta({
    id: "Rounding",
    description: "Half-up and half-even go by magnitude; up is away from zero; places may be negative.",
  });

/**
 * Currencies that can be billed: all of them have cents. A plan, its decks and its legal entity must agree.
 */
export const Currency = z.enum([
  ...(["USD", "CAD", "EUR", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "HUF", "RON"] as const),
  ...(["AUD", "NZD", "INR", "ZAR", "MXN", "KES"] as const),
]);
export type Currency = z.infer<typeof Currency>;
