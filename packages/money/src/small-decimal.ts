/**
 * A decimal of at most fifteen digits, as nearly every amount of a bill is: so many units of 10^−places. Products, sums and
 * remainders of such whole numbers are exact in a JavaScript number as long as they stay below 2^53. What does not fit is `null`
 * here, and computed by the decimal library.
 */
export type SmallDecimal = { readonly units: number; readonly places: number };

/** Both limits hold for every value, whichever way it was computed: so one value has one form. */
const MOST_UNITS = 999_999_999_999_999;
export const MOST_DIGITS = 15;

const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

export const smallZero: SmallDecimal = { units: 0, places: 0 };

function power(exponent: number): number {
  return POWERS[exponent] ?? Number.POSITIVE_INFINITY;
}

function fits(units: number): boolean {
  return units <= MOST_UNITS && units >= -MOST_UNITS;
}

/** In its shortest form: `200` units of a hundredth are `2`. */
export function small(units: number, places: number): SmallDecimal | null {
  if (!fits(units)) return null;
  if (units === 0) return smallZero;
  let [digits, after] = [units, places];
  while (after > 0 && digits % 10 === 0) {
    digits /= 10;
    after -= 1;
  }
  return after > MOST_DIGITS ? null : { units: digits, places: after };
}

/** Codes of `-`, `.`, `0` and `9`. */
const [MINUS, POINT, NOUGHT, NINE] = [0x2d, 0x2e, 0x30, 0x39] as const;
const LONGEST_TEXT = MOST_DIGITS + 3;

/** Null also for what is no decimal at all. @example `-0.0350` is −35 units of 10^−3. */
export function smallFromText(text: string): SmallDecimal | null {
  if (text.length > LONGEST_TEXT) return null;
  const isBelow = text.charCodeAt(0) === MINUS;
  let [units, point] = [0, -1];
  const first = isBelow ? 1 : 0;
  for (let at = first; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && point === -1 && at > first) point = at;
    else if (code >= NOUGHT && code <= NINE) units = units * 10 + code - NOUGHT;
    else return null;
  }
  const last = text.length - 1;
  if (last < first || point === last) return null;
  return small(isBelow ? -units : units, point === -1 ? 0 : last - point);
}

/** `units` as units of the other's places, where that fits. */
function scaled(units: number, by: number): number {
  return by <= 0 ? units : units * power(by);
}

export function addSmall(left: SmallDecimal, right: SmallDecimal): SmallDecimal | null {
  const further = right.places - left.places;
  const [first, second] = [scaled(left.units, further), scaled(right.units, -further)];
  return fits(first) && fits(second) ? small(first + second, Math.max(left.places, right.places)) : null;
}

export function multiplySmall(left: SmallDecimal, right: SmallDecimal): SmallDecimal | null {
  return small(left.units * right.units, left.places + right.places);
}

/** Negative, zero or positive; null where they cannot be brought to the same places. */
export function compareSmall(left: SmallDecimal, right: SmallDecimal): number | null {
  const further = right.places - left.places;
  const [first, second] = [scaled(left.units, further), scaled(right.units, -further)];
  return fits(first) && fits(second) ? first - second : null;
}

/** A quotient in lowest terms: two whole numbers, the lower one above zero. */
export type Quotient = { readonly top: number; readonly bottom: number };

/** @param divisor Not zero. */
export function quotientOf(dividend: SmallDecimal, divisor: SmallDecimal): Quotient | null {
  const further = divisor.places - dividend.places;
  const sign = divisor.units < 0 ? -1 : 1;
  const top = sign * scaled(dividend.units, further);
  const bottom = sign * scaled(divisor.units, -further);
  if (!fits(top) || !fits(bottom)) return null;
  let [common, rest] = [Math.abs(top), bottom];
  while (rest !== 0) [common, rest] = [rest, common % rest];
  return { top: top / common, bottom: bottom / common };
}

/** The decimal that a quotient ends as: its lower number divides a power of ten. Null where it never ends, or is too long. */
export function endingDecimal({ top, bottom }: Quotient): SmallDecimal | null {
  let rest = bottom;
  let [twos, fives] = [0, 0];
  for (; rest % 2 === 0; twos += 1) rest /= 2;
  for (; rest % 5 === 0; fives += 1) rest /= 5;
  const places = Math.max(twos, fives);
  return rest === 1 && places <= MOST_DIGITS ? small(top * (power(places) / bottom), places) : null;
}

/** @param places At most so many are kept; below zero, tens and hundreds are. */
export function roundSmall(
  value: SmallDecimal,
  mode: "halfUp" | "halfEven" | "up" | "down",
  places: number,
): SmallDecimal | null {
  const dropped = value.places - places;
  if (dropped <= 0) return value;
  const divisor = power(dropped);
  if (!fits(divisor)) return null;
  const rest = value.units % divisor;
  const kept = (value.units - rest) / divisor;
  const units = goesUp(mode, { rest: Math.abs(rest), divisor, kept }) ? kept + Math.sign(rest) : kept;
  return places >= 0 ? small(units, places) : small(units * power(-places), 0);
}

function goesUp(
  mode: "halfUp" | "halfEven" | "up" | "down",
  { rest, divisor, kept }: { readonly rest: number; readonly divisor: number; readonly kept: number },
): boolean {
  switch (mode) {
    case "halfUp":
      return rest * 2 >= divisor;
    case "halfEven":
      return rest * 2 > divisor || (rest * 2 === divisor && kept % 2 !== 0);
    case "up":
      return rest > 0;
    case "down":
      return false;
  }
}

/** @param shown At least as many places as the value has. @example 35 units of 10^−3 with four places are `0.0350`. */
export function smallText({ units, places }: SmallDecimal, shown = places): string {
  if (shown === 0) return String(units);
  const written = String(Math.abs(units));
  const digits = written.length > places ? written : written.padStart(places + 1, "0");
  const point = digits.length - places;
  const text = `${digits.slice(0, point)}.${digits.slice(point)}${shown === places ? "" : "0".repeat(shown - places)}`;
  return units < 0 ? `-${text}` : text;
}
