import { type Exact, exact, multiply, type Rounding, roundedText, toText } from "@tollwright/money";

/** A charge is rounded once, to cents, half-up by magnitude (books 14). */
export const CENTS: Rounding = { mode: "halfUp", places: 2 };

/**
 * Units × price × share, rounded once, with the sentence that says so.
 *
 * @example 10 numbers × 1.50 × 22/30: 11.00, "10 numbers × 1.50 × 22/30 = 11.00".
 */
export function lineAmount(input: {
  readonly quantity: number;
  /** For people, in the singular: `telephone number`. */
  readonly noun: string;
  readonly unitPrice: string;
  /** Unreduced fraction; `1` for the whole. */
  readonly share: string;
}): { readonly amount: string; readonly sentence: string } {
  const { quantity, noun, unitPrice, share } = input;
  const unrounded = multiply(multiply(exact(String(quantity)), exact(unitPrice)), exact(share));
  const units = quantity === 1 ? noun : `${noun}s`;
  const product = `${quantity} ${units} × ${unitPrice}${share === "1" ? "" : ` × ${share}`}`;
  return { amount: roundedText(unrounded, CENTS), sentence: `${product} = ${roundingSentence(unrounded)}` };
}

/** @example `46.155, half-up to cents 46.16`; only the amount where nothing is rounded away. */
export function roundingSentence(unrounded: Exact): string {
  const amount = roundedText(unrounded, CENTS);
  const before = toText(unrounded);
  return toText(exact(amount)) === before ? amount : `${before}, half-up to cents ${amount}`;
}
