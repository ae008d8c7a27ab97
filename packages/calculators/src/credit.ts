import { creditable } from "@tollwright/billing";
import { DecimalText, exact, RoundingSchema, roundedText, subtract, toText } from "@tollwright/money";
import { ok } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { CENTS, roundingText } from "./fields.ts";

const Request = z.strictObject({
  computed: DecimalText,
  charged: DecimalText,
  /** What was given back before; nothing where left out. */
  credited: DecimalText.nullish(),
  /** Half-up to 2 places where left out. */
  rounding: RoundingSchema.nullish(),
});

/** What may still be given back: never more than was charged and not yet credited, never less than nothing. */
export const creditCalculator = calculator({
  schema: Request,
  run({ computed, charged, credited, rounding }) {
    const given = { computed: exact(computed), charged: exact(charged), credited: exact(credited ?? "0") };
    const left = subtract(given.charged, given.credited);
    const amount = creditable(given);
    const how = rounding ?? CENTS;
    return ok({
      result: { amount: roundedText(amount, how) },
      explanation: [
        `${charged} charged less ${credited ?? "0"} credited leaves ${toText(left)}.`,
        `The lesser of ${computed} and ${toText(left)}, not below zero: ${toText(amount)}, ${roundingText(how)}: ${roundedText(amount, how)}.`,
      ],
    });
  },
});
