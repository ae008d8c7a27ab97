import assert from "node:assert";
import type { Rounding, RoundingMode } from "@tollwright/money";

/**
 * Whole numbers over a power of ten, for the one hot path of the system: decimal.js prices a call in microseconds, this
 * in a fraction of one. `price-call.test.ts` checks it against `@tollwright/money` with random rates and calls.
 */
export type Scaled = { readonly digits: bigint; readonly places: number };

/** @example `"0.035"` is 35 over 10^3. */
export function scaled(text: string | number): Scaled {
  const [whole = "", decimals = ""] = String(text).split(".");
  assert(/^\d+$/.test(whole) && /^\d*$/.test(decimals), `not decimal text, zero or more: ${text}`);
  return { digits: BigInt(whole + decimals), places: decimals.length };
}

/** A share as `digits / (divisor × 10^places)`, where no power of ten is left in the divisor: a share that ends has 1. */
export type ScaledShare = Scaled & { readonly divisor: bigint };

/** @example `"0.07"` is 7 over 10^2; `"22/31"` is 22 over 31; `"1/8"` is 125 over 10^3. */
export function scaledShare(text: string): ScaledShare {
  const [above = "", below = "1"] = text.split("/");
  const [top, bottom] = [scaled(above), scaled(below)];
  assert(bottom.digits > 0n, `a share over zero: ${text}`);
  let digits = top.digits * 10n ** BigInt(bottom.places);
  let divisor = bottom.digits;
  let places = top.places;
  for (const [factor, missing] of TENS) {
    while (divisor % factor === 0n) {
      divisor /= factor;
      digits *= missing;
      places += 1;
    }
  }
  return { digits, divisor, places };
}

/** What a divisor may hold of ten, with what is missing to a whole ten. */
const TENS = [
  [10n, 1n],
  [2n, 5n],
  [5n, 2n],
] as const;

/** The digits at a finer scale, exact. */
export function rescaled(value: Scaled, places: number): bigint {
  assert(places >= value.places, "a coarser scale would lose digits");
  return value.digits * 10n ** BigInt(places - value.places);
}

/** `numerator / (divisor × 10^places)` written exactly, or half-up to 20 places where it never ends. */
export function exactText(numerator: bigint, divisor: bigint, places: number): string {
  if (numerator < 0n) return negated(exactText(-numerator, divisor, places));
  if (numerator % divisor === 0n) return trimmed(decimalText(numerator / divisor, places));
  const shown = roundedDigits(numerator, divisor, places, { mode: "halfUp", places: ENDLESS_PLACES });
  return trimmed(decimalText(shown, ENDLESS_PLACES));
}

/** The same as `toText` of money: a value that never ends is written to this many places. */
const ENDLESS_PLACES = 20;

/** `numerator / (divisor × 10^places)` rounded once, with exactly the decimals that it was rounded to. */
export function roundedText(numerator: bigint, divisor: bigint, places: number, rounding: Rounding): string {
  if (rounding.mode === "none") return exactText(numerator, divisor, places);
  const digits = roundedDigits(numerator, divisor, places, rounding);
  if (rounding.places >= 0) return decimalText(digits, rounding.places);
  return (digits * 10n ** BigInt(-rounding.places)).toString();
}

function roundedDigits(numerator: bigint, divisor: bigint, places: number, rounding: Rounding): bigint {
  const shift = rounding.places - places;
  const top = shift > 0 ? numerator * 10n ** BigInt(shift) : numerator;
  const bottom = shift < 0 ? divisor * 10n ** BigInt(-shift) : divisor;
  const quotient = top / bottom;
  return awayFromZero(rounding.mode, quotient, (top % bottom) * 2n, bottom) ? quotient + 1n : quotient;
}

/** Charges are never negative here, so away from zero is up. */
function awayFromZero(mode: RoundingMode, quotient: bigint, twiceRest: bigint, bottom: bigint): boolean {
  switch (mode) {
    case "halfUp":
      return twiceRest >= bottom;
    case "halfEven":
      return twiceRest > bottom || (twiceRest === bottom && quotient % 2n === 1n);
    case "up":
      return twiceRest > 0n;
    case "down":
    case "none":
      return false;
  }
}

function decimalText(digits: bigint, places: number): string {
  if (places === 0) return digits.toString();
  const text = digits.toString().padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}

function negated(text: string): string {
  return text === "0" ? text : `-${text}`;
}

function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
