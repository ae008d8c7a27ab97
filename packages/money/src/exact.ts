import assert from "node:assert";
import { Decimal as LibraryDecimal } from "decimal.js"; // the one file in the repository that may import it

/**
 * Digits kept in one decimal. Sums and products of billing figures stay far below it, so they are exact; the
 * assertion in `exactly` stops the process should one ever not be.
 */
const PRECISION_DIGITS = 400;
const Decimal = LibraryDecimal.clone({ precision: PRECISION_DIGITS, toExpNeg: -1000, toExpPos: 1000 });

/**
 * An exact number: a decimal, or a fraction of two decimals where division does not end. Only `round` drops digits.
 * `1/3 × 3` is exactly 1.
 */
export type Exact = { readonly numerator: LibraryDecimal; readonly denominator: LibraryDecimal };

const ONE = new Decimal(1);

function exactly(numerator: LibraryDecimal, denominator: LibraryDecimal = ONE): Exact {
  assert(
    numerator.precision() < PRECISION_DIGITS && denominator.precision() < PRECISION_DIGITS,
    "digits lost",
  );
  if (denominator.equals(ONE)) return { numerator, denominator };
  const quotient = numerator.div(denominator);
  // A quotient that ends is kept as a plain decimal; otherwise the pair is kept, with whole parts reduced.
  if (quotient.precision() < PRECISION_DIGITS / 2) return { numerator: quotient, denominator: ONE };
  return reduced(numerator, denominator);
}

function reduced(numerator: LibraryDecimal, denominator: LibraryDecimal): Exact {
  const scale = new Decimal(10).pow(Math.max(numerator.decimalPlaces(), denominator.decimalPlaces()));
  const top = numerator.times(scale);
  const bottom = denominator.times(scale);
  const divisor = greatestCommonDivisor(top.abs(), bottom.abs()).times(bottom.isNegative() ? -1 : 1);
  return { numerator: top.div(divisor), denominator: bottom.div(divisor) };
}

function greatestCommonDivisor(left: LibraryDecimal, right: LibraryDecimal): LibraryDecimal {
  let [a, b] = [left, right];
  while (!b.isZero()) [a, b] = [b, a.mod(b)];
  return a;
}

const DECIMAL_TEXT = /^-?\d+(\.\d+)?$/;

/**
 * Reads decimal text, or a fraction of two.
 *
 * @example `exact("0.035")`, `exact("22/31")`.
 * @throws AssertionError for anything else: text from outside is checked by its schema first.
 */
export function exact(text: string | bigint): Exact {
  if (typeof text === "bigint") return exactly(new Decimal(text.toString()));
  const [top = "", bottom, ...rest] = text.split("/");
  assert(DECIMAL_TEXT.test(top) && rest.length === 0, `not a decimal or a fraction: ${text}`);
  if (bottom === undefined) return exactly(new Decimal(top));
  assert(DECIMAL_TEXT.test(bottom) && !new Decimal(bottom).isZero(), `not a fraction: ${text}`);
  return exactly(new Decimal(top), new Decimal(bottom));
}

export const zero: Exact = exact("0");
export const one: Exact = exact("1");

/** A count or another whole number. */
export function whole(count: number): Exact {
  assert(Number.isSafeInteger(count), `not a whole number: ${count}`);
  return exactly(new Decimal(count));
}

export function add(left: Exact, right: Exact): Exact {
  if (left.denominator.equals(right.denominator)) {
    return exactly(left.numerator.plus(right.numerator), left.denominator);
  }
  return exactly(
    left.numerator.times(right.denominator).plus(right.numerator.times(left.denominator)),
    left.denominator.times(right.denominator),
  );
}

export function negate(value: Exact): Exact {
  return { numerator: value.numerator.negated(), denominator: value.denominator };
}

export function subtract(left: Exact, right: Exact): Exact {
  return add(left, negate(right));
}

export function multiply(left: Exact, right: Exact): Exact {
  return exactly(left.numerator.times(right.numerator), left.denominator.times(right.denominator));
}

/** @throws AssertionError when the divisor is zero. */
export function divide(dividend: Exact, divisor: Exact): Exact {
  assert(!divisor.numerator.isZero(), "division by zero");
  const sign = divisor.numerator.isNegative() ? -1 : 1;
  return exactly(
    dividend.numerator.times(divisor.denominator).times(sign),
    dividend.denominator.times(divisor.numerator).times(sign),
  );
}

export function sum(values: Iterable<Exact>): Exact {
  let total = zero;
  for (const value of values) total = add(total, value);
  return total;
}

/** Negative, zero or positive, as in a sort. */
export function compare(left: Exact, right: Exact): number {
  return left.numerator.times(right.denominator).comparedTo(right.numerator.times(left.denominator));
}

export function isZero(value: Exact): boolean {
  return value.numerator.isZero();
}

export function isNegative(value: Exact): boolean {
  return !value.numerator.isZero() && value.numerator.isNegative();
}

export function isPositive(value: Exact): boolean {
  return !value.numerator.isZero() && !value.numerator.isNegative();
}

export function absolute(value: Exact): Exact {
  return isNegative(value) ? negate(value) : value;
}

export function smallest(first: Exact, ...rest: readonly Exact[]): Exact {
  return rest.reduce((least, value) => (compare(value, least) < 0 ? value : least), first);
}

export function largest(first: Exact, ...rest: readonly Exact[]): Exact {
  return rest.reduce((most, value) => (compare(value, most) > 0 ? value : most), first);
}

export type RoundingMode = "halfUp" | "halfEven" | "up" | "down" | "none";

/** Where digits are dropped is a rule of the tariff or the law, so it is data. `places` is ignored with `none`. */
export type Rounding = { readonly mode: RoundingMode; readonly places: number };

const LIBRARY_MODES = {
  halfUp: LibraryDecimal.ROUND_HALF_UP,
  halfEven: LibraryDecimal.ROUND_HALF_EVEN,
  up: LibraryDecimal.ROUND_UP,
  down: LibraryDecimal.ROUND_DOWN,
} as const;

/**
 * Rounds once. Half-up and half-even go by magnitude, `up` is away from zero, `down` towards it.
 *
 * @example −0.005 half-up to 2 places is −0.01; 64.90 × 0.37 = 24.013 down to 2 places is 24.01; 1234 to −2 places is 1200.
 */
export function round(value: Exact, rounding: Rounding): Exact {
  if (rounding.mode === "none") return value;
  const scale = new Decimal(10).pow(rounding.places);
  // The quotient has more digits than any tie needs, so a value beside a tie never becomes one.
  const scaled = value.numerator.times(scale).div(value.denominator);
  const rounded = scaled.toDecimalPlaces(0, LIBRARY_MODES[rounding.mode]).div(scale);
  return { numerator: rounded.isZero() ? new Decimal(0) : rounded, denominator: ONE };
}

/** A value that never ends is written half-up to this many places. */
const ENDLESS_PLACES = 20;

/** Exact text without trailing zeros; a value that never ends, half-up to 20 places. */
export function toText(value: Exact): string {
  const shown = value.denominator.equals(ONE)
    ? value
    : round(value, { mode: "halfUp", places: ENDLESS_PLACES });
  return shown.numerator.isZero() ? "0" : shown.numerator.toFixed();
}

/** Text with exactly `places` decimals (none for negative places). The value must have been rounded to them before. */
export function toFixedText(value: Exact, places: number): string {
  const shown = Math.max(places, 0);
  assert(value.denominator.equals(ONE) && value.numerator.decimalPlaces() <= shown, "round before writing");
  return (value.numerator.isZero() ? new Decimal(0) : value.numerator).toFixed(shown);
}

/** Rounded, then written with the places it was rounded to; with mode `none`, as `toText`. */
export function roundedText(value: Exact, rounding: Rounding): string {
  return rounding.mode === "none" ? toText(value) : toFixedText(round(value, rounding), rounding.places);
}
