import { exact, RoundingSchema, roundedText, ShareText } from "@tollwright/money";
import { ok } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { roundingText } from "./fields.ts";

const Request = z.strictObject({
  /** A decimal, or a fraction such as `"22/31"`. */
  value: ShareText,
  rounding: RoundingSchema,
});

/** One number, rounded once. */
export const roundCalculator = calculator({
  schema: Request,
  run({ value, rounding }) {
    const rounded = roundedText(exact(value), rounding);
    return ok({
      result: { value: rounded },
      explanation: [`${value}, ${roundingText(rounding)}: ${rounded}.`],
    });
  },
});
