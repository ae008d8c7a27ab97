import { exact, type Rounding, roundedText } from "@tollwright/money";

/** Our charge of a call as the vendor's bill would print it. @example 0.009350 half-up to 4 places is 0.0094. */
export function asBilled(charge: string, rounding: Rounding): string {
  return roundedText(exact(charge), rounding);
}
