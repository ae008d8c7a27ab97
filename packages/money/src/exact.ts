import assert from "node:assert";
import { Decimal as LibraryDecimal } from "decimal.js"; // the one file in the repository that may import it
import {
  addSmall,
  compareSmall,
  endingDecimal,
  MOST_DIGITS,
  multiplySmall,
  quotientOf,
  roundSmall,
  type SmallDecimal,
  small,
  smallFromText,
  smallText,
  smallZero,
} from "./small-decimal.ts";

/**
 * Digits kept in one decimal: far more than any product or sum of amounts needs, so all of them are exact. It costs
 * nothing, for no operation here computes more digits than its result has; the assertion in `exactly` stops the process
 * should digits ever be lost.
 */
const PRECISION_DIGITS = 10_000;
const Decimal = LibraryDecimal.clone({ precision: PRECISION_DIGITS, toExpNeg: -1000, toExpPos: 1000 });

/** A decimal with more digits than a `SmallDecimal` holds, or a fraction of two whole numbers in lowest terms. */
type Large = {
  readonly units: null;
  readonly numerator: LibraryDecimal;
  readonly denominator: LibraryDecimal;
};

/**
 * An exact number: a decimal, or a fraction of two whole numbers in lowest terms where division does not end. Only
 * `round` drops digits. `1/3 × 3` is exactly 1.
 */
export type Exact = SmallDecimal | Large;

const ONE = new Decimal(1);

function numeratorOf(value: Exact): LibraryDecimal {
  return value.units === null ? value.numerator : new Decimal(`${value.units}e-${value.places}`);
}

function denominatorOf(value: Exact): LibraryDecimal {
  return value.units === null ? value.denominator : ONE;
}

function exactly(numerator: LibraryDecimal, denominator: LibraryDecimal = ONE): Exact {
  assert(
    numerator.precision() < PRECISION_DIGITS && denominator.precision() < PRECISION_DIGITS,
    "digits lost",
  );
  return denominator === ONE || denominator.equals(ONE)
    ? decimal(numerator)
    : lowestTerms(numerator, denominator);
}

/** What fits is small, whatever it was computed from. */
function decimal(value: LibraryDecimal): Exact {
  const isShort = value.precision(true) <= MOST_DIGITS && value.decimalPlaces() <= MOST_DIGITS;
  const found = isShort ? smallFromText(value.isZero() ? "0" : value.toFixed()) : null;
  return found ?? { units: null, numerator: value, denominator: ONE };
}

/** One form for one value: a quotient that ends becomes a decimal, any other a fraction in lowest terms. */
function lowestTerms(numerator: LibraryDecimal, denominator: LibraryDecimal): Exact {
  const scale = Math.max(numerator.decimalPlaces(), denominator.decimalPlaces());
  const [top, bottom] = [wholeDigits(numerator, scale), wholeDigits(denominator, scale)];
  const divisor = greatestCommonDivisor(top, bottom);
  const rest = bottom / divisor;
  // A fraction in lowest terms ends exactly when its denominator divides a power of ten; 2^n needs n places, 5^n too.
  const places = rest.toString(2).length;
  if (10n ** BigInt(places) % rest !== 0n) {
    return { units: null, numerator: fromDigits(top / divisor), denominator: fromDigits(rest) };
  }
  const digits = (top / divisor) * (10n ** BigInt(places) / rest);
  return decimal(new Decimal(`${digits}e-${places}`));
}

/** @param scale So many places further left. */
function wholeDigits(value: LibraryDecimal, scale: number): bigint {
  return BigInt((scale === 0 ? value : value.times(new Decimal(10).pow(scale))).toFixed());
}

function fromDigits(digits: bigint): LibraryDecimal {
  return new Decimal(digits.toString());
}

/** Positive; the second is. */
function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right];
  while (b !== 0n) [a, b] = [b, a % b];
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
  if (typeof text === "bigint") return exact(text.toString());
  const found = smallFromText(text);
  if (found !== null) return found;
  const known = read.get(text);
  if (known !== undefined) return known;
  const value = readText(text);
  if (read.size >= MOST_READ) read.clear();
  read.set(text, value);
  return value;
}

/** Shares that are fractions are read again and again, and no value changes. */
const read = new Map<string, Exact>();
const MOST_READ = 4_000;

function readText(text: string): Exact {
  const [top = "", bottom, ...rest] = text.split("/");
  assert(DECIMAL_TEXT.test(top) && rest.length === 0, `not a decimal or a fraction: ${text}`);
  if (bottom === undefined) return exactly(new Decimal(top));
  assert(DECIMAL_TEXT.test(bottom) && new Decimal(bottom).greaterThan(0), `not a fraction: ${text}`);
  return exactly(new Decimal(top), new Decimal(bottom));
}

export const zero: Exact = smallZero;
export const one: Exact = exact("1");

/** A count or another whole number. */
export function whole(count: number): Exact {
  assert(Number.isSafeInteger(count), `not a whole number: ${count}`);
  return small(count, 0) ?? exactly(new Decimal(count));
}

export function add(left: Exact, right: Exact): Exact {
  if (right.units === 0) return left;
  if (left.units === 0) return right;
  const found = left.units !== null && right.units !== null ? addSmall(left, right) : null;
  return found ?? addLarge(left, right);
}

function addLarge(left: Exact, right: Exact): Exact {
  const [first, second] = [denominatorOf(left), denominatorOf(right)];
  if (first.equals(second)) return exactly(numeratorOf(left).plus(numeratorOf(right)), first);
  return exactly(numeratorOf(left).times(second).plus(numeratorOf(right).times(first)), first.times(second));
}

/** Zero stays zero: there is no negative one. */
export function negate(value: Exact): Exact {
  if (value.units === null) return { ...value, numerator: value.numerator.negated() };
  return value.units === 0 ? zero : { units: -value.units, places: value.places };
}

export function subtract(left: Exact, right: Exact): Exact {
  return add(left, negate(right));
}

export function multiply(left: Exact, right: Exact): Exact {
  // Most charges are taxed whole, at one place, without an exempt part: nothing is computed for them.
  if (left === one || right === zero) return right;
  if (right === one || left === zero) return left;
  const found = left.units !== null && right.units !== null ? multiplySmall(left, right) : null;
  return (
    found ??
    exactly(numeratorOf(left).times(numeratorOf(right)), denominatorOf(left).times(denominatorOf(right)))
  );
}

/** @throws AssertionError when the divisor is zero. */
export function divide(dividend: Exact, divisor: Exact): Exact {
  assert(!isZero(divisor), "division by zero");
  const found = dividend.units !== null && divisor.units !== null ? divideSmall(dividend, divisor) : null;
  if (found !== null) return found;
  const sign = isNegative(divisor) ? -1 : 1;
  return exactly(
    numeratorOf(dividend).times(denominatorOf(divisor)).times(sign),
    denominatorOf(dividend).times(numeratorOf(divisor)).times(sign),
  );
}

/** Null where the quotient ends beyond what a small decimal holds, too. */
function divideSmall(dividend: SmallDecimal, divisor: SmallDecimal): Exact | null {
  const quotient = quotientOf(dividend, divisor);
  return quotient === null ? null : endingDecimal(quotient);
}

export function sum(values: Iterable<Exact>): Exact {
  let total = zero;
  for (const value of values) total = add(total, value);
  return total;
}

/** Negative, zero or positive, as in a sort. */
export function compare(left: Exact, right: Exact): number {
  const found = left.units !== null && right.units !== null ? compareSmall(left, right) : null;
  if (found !== null) return found;
  return numeratorOf(left)
    .times(denominatorOf(right))
    .comparedTo(numeratorOf(right).times(denominatorOf(left)));
}

export function isZero(value: Exact): boolean {
  return value.units === 0;
}

export function isNegative(value: Exact): boolean {
  return value.units === null ? value.numerator.isNegative() : value.units < 0;
}

export function isPositive(value: Exact): boolean {
  return value.units === null ? value.numerator.isPositive() : value.units > 0;
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
  const { mode, places } = rounding;
  if (mode === "none") return value;
  const found = value.units === null ? null : roundSmall(value, mode, places);
  return found ?? roundLarge(value, mode, places);
}

function roundLarge(value: Exact, mode: Exclude<RoundingMode, "none">, places: number): Exact {
  const [numerator, denominator] = [numeratorOf(value), denominatorOf(value)];
  if (denominator.equals(ONE) && places >= 0) {
    return decimal(numerator.toDecimalPlaces(places, LIBRARY_MODES[mode]));
  }
  const scale = new Decimal(10).pow(places);
  return decimal(roundedToWhole(numerator.times(scale), denominator, mode).div(scale));
}

/** A fraction that never ends is never a tie, so which half it lies in is all that any mode asks. */
function roundedToWhole(
  numerator: LibraryDecimal,
  denominator: LibraryDecimal,
  mode: Exclude<RoundingMode, "none">,
): LibraryDecimal {
  if (denominator.equals(ONE)) return numerator.toDecimalPlaces(0, LIBRARY_MODES[mode]);
  const quotient = numerator.divToInt(denominator);
  const rest = numerator.minus(quotient.times(denominator));
  const beyond = rest.abs().times(2).greaterThan(denominator) ? "0.75" : "0.25";
  return quotient.plus(rest.isNegative() ? `-${beyond}` : beyond).toDecimalPlaces(0, LIBRARY_MODES[mode]);
}

function isPlain(value: Exact): boolean {
  return value.units !== null || value.denominator.equals(ONE);
}

/** A value that never ends is written half-up to this many places. */
const ENDLESS_PLACES = 20;

/** Exact text without trailing zeros; a value that never ends, half-up to 20 places. */
export function toText(value: Exact): string {
  if (value.units !== null) return smallText(value);
  const shown = isPlain(value) ? value : round(value, { mode: "halfUp", places: ENDLESS_PLACES });
  return shown.units === null ? shown.numerator.toFixed() : smallText(shown);
}

/**
 * Text that `exact` reads back without loss: a value that never ends is a fraction.
 *
 * @example 1/3 is `1/3`; 22/40 is `0.55`.
 */
export function toFractionText(value: Exact): string {
  if (value.units !== null || isPlain(value)) return toText(value);
  return `${value.numerator.toFixed()}/${value.denominator.toFixed()}`;
}

/** Text with exactly `places` decimals (none for negative places). The value must have been rounded to them before. */
export function toFixedText(value: Exact, places: number): string {
  const shown = Math.max(places, 0);
  const after = value.units === null ? value.numerator.decimalPlaces() : value.places;
  assert(isPlain(value) && after <= shown, "round before writing");
  return value.units === null ? value.numerator.toFixed(shown) : smallText(value, shown);
}

/** Rounded, then written with the places it was rounded to; with mode `none`, as `toText`. */
export function roundedText(value: Exact, rounding: Rounding): string {
  return rounding.mode === "none" ? toText(value) : toFixedText(round(value, rounding), rounding.places);
}
