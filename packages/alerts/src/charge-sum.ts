import { add, type Exact, exact, isZero, toText, zero } from "@tollwright/money";

/** A sum that is being made, exact at every moment. */
export type ChargeSum = {
  /** By number of decimals: the sum of the digits of amounts with so many. */
  readonly digitsByPlaces: number[];
  /** What plain numbers do not hold. */
  beyond: Exact;
};

export function emptyCharge(): ChargeSum {
  return { digitsByPlaces: [], beyond: zero };
}

/**
 * Adds decimal text. Charges come by the thousand a second and are short, so their digits are added as whole numbers for as
 * long as these are exact; the rest is left to exact numbers.
 *
 * @example 0.011000 and 0.75: digits 11,000 of six places and 75 of two.
 */
export function addCharge(sum: ChargeSum, text: string): void {
  const digits = digitsOf(text);
  const places = placesOf(text);
  const known = sum.digitsByPlaces[places] ?? 0;
  if (digits === null || known > Number.MAX_SAFE_INTEGER - digits) sum.beyond = add(sum.beyond, exact(text));
  else sum.digitsByPlaces[places] = known + digits;
}

/** Exact text without trailing zeros. @example 11,000 of six places and 75 of two: `0.761`. */
export function chargeText({ digitsByPlaces, beyond }: ChargeSum): string {
  let total = beyond;
  digitsByPlaces.forEach((digits, places) => {
    const amount = exact(withPlaces(digits, places));
    total = isZero(total) ? amount : add(total, amount);
  });
  return toText(total);
}

/** One digit less than every whole number of that length needs to be exact. */
const DIGITS_MAX = 15;
const [ZERO, NINE, POINT] = [0x30, 0x39, 0x2e];

/** Null for text of another form: long, negative. */
function digitsOf(text: string): number | null {
  if (text.length > DIGITS_MAX) return null;
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT) continue;
    if (code < ZERO || code > NINE) return null;
    digits = digits * 10 + (code - ZERO);
  }
  return digits;
}

function placesOf(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

function withPlaces(digits: number, places: number): string {
  if (places === 0) return `${digits}`;
  const text = `${digits}`.padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}
