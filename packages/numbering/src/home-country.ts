import { type NormalisedNumber, normaliseNumber } from "./normalise-number.ts";
import type { NumberClass } from "./number-class.ts";

/** Where the customer's telephones stand. */
export type HomeCountry = {
  /** Two letters. */
  readonly country: string;
  /** Area code put before seven digits, and the place of calls to a toll-free number of his; null where unknown. */
  readonly npa: string | null;
};

/** A number as it is dialled at home. */
export function numberIn(text: string, { npa }: HomeCountry): NormalisedNumber {
  return normaliseNumber(text, npa === null ? {} : { homeNpa: npa });
}

/** Domestic means one's own country: to a customer in Canada, Canada is, and the United States are not. */
export function seenFrom(number: NumberClass, country: string): NumberClass {
  if (country === "US" || !PLACED.has(number.kind) || number.country === null) return number;
  return { ...number, kind: number.country === country ? "domestic" : "international" };
}

const PLACED = new Set(["domestic", "canada", "international"]);
