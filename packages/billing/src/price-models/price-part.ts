import { type Exact, isNegative, isZero, multiply, negate, subtract, toText } from "@tollwright/money";
import { ok, type Result } from "@tollwright/problem";

/** One step of a price: so many units at so much, or an amount by itself. The amounts of all parts are the price. */
export type PricePart = {
  /** For people: `tier 2, above 100`. */
  readonly what: string;
  /** The first tier is 1; null where the model has none. */
  readonly tier: number | null;
  /** Null for an amount that is no product: a flat fee, a maximum. */
  readonly quantity: Exact | null;
  readonly unitPrice: Exact | null;
  readonly amount: Exact;
};

/** What a model makes of a quantity of zero or more; `NO_TIER` where it lies beyond the last tier. */
export type ModelPrice = Result<readonly PricePart[]>;

export function unitsPart(part: {
  readonly what: string;
  readonly tier?: number;
  readonly quantity: Exact;
  readonly unitPrice: Exact;
}): PricePart {
  const { what, tier = null, quantity, unitPrice } = part;
  return { what, tier, quantity, unitPrice, amount: multiply(quantity, unitPrice) };
}

export function amountPart(part: {
  readonly what: string;
  readonly tier?: number;
  readonly amount: Exact;
}): PricePart {
  return { tier: null, quantity: null, unitPrice: null, ...part };
}

/** A flat fee of zero is no part. */
export function flatFeePart(tier: number, amount: Exact): readonly PricePart[] {
  return isZero(amount) ? [] : [amountPart({ what: `flat fee of tier ${tier}`, tier, amount })];
}

export function priced(...parts: readonly PricePart[]): ModelPrice {
  return ok(parts);
}

export function negated(part: PricePart): PricePart {
  const quantity = part.quantity === null ? null : negate(part.quantity);
  return { ...part, quantity, amount: negate(part.amount) };
}

/**
 * What `parts` add to `earlier` ones: units of one tier and price are one part, and what did not change is none.
 *
 * @example 100 × 4 and 50 × 3 less 80 × 4: 20 × 4 and 50 × 3.
 */
export function difference(parts: readonly PricePart[], earlier: readonly PricePart[]): readonly PricePart[] {
  const left = new Map(earlier.map((part) => [nameOf(part), part]));
  const changed = parts.map((part) => {
    const before = left.get(nameOf(part));
    left.delete(nameOf(part));
    return before === undefined ? part : less(part, before);
  });
  const all = [...changed, ...[...left.values()].map(negated)];
  return all.filter(({ quantity, amount }) => !isZero(amount) || (quantity !== null && !isZero(quantity)));
}

function less(part: PricePart, before: PricePart): PricePart {
  const quantity =
    part.quantity === null || before.quantity === null ? null : subtract(part.quantity, before.quantity);
  return { ...part, quantity, amount: subtract(part.amount, before.amount) };
}

function nameOf({ what, tier }: PricePart): string {
  return `${tier} ${what}`;
}

/** @example `tier 1, up to 100: 100 × 4 = 400.` */
export function partSentence({ what, quantity, unitPrice, amount }: PricePart): string {
  if (quantity === null || unitPrice === null) return `${what}: ${toText(amount)}.`;
  const units = isNegative(quantity) ? `(${toText(quantity)})` : toText(quantity);
  return `${what}: ${units} × ${toText(unitPrice)} = ${toText(amount)}.`;
}
