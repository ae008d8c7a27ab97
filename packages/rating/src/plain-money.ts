import type { Rounding } from "@tollwright/money";

/**
 * Amounts over a denominator, rounded and written in whole numbers that the processor itself has: exact as long as none leaves
 * {@link MOST_EXACT}.
 */
export type PlainMoney = {
  /** A charge is amount × factor / divisor, in units of the last place that it is rounded to. */
  readonly factor: number;
  readonly divisor: number;
  readonly rounding: Rounding;
  /** One unit of money in units of that last place. */
  readonly one: number;
};

/** Twice of it is exact still, which rounding asks for. */
export const MOST_EXACT = Number.MAX_SAFE_INTEGER / 4;

/** Null where these numbers cannot hold it, or where there is nothing to round to. @param scale Amounts count over `divisor × 10^places`. */
export function plainMoney(
  scale: { readonly divisor: bigint; readonly places: number },
  rounding: Rounding,
): PlainMoney | null {
  if (rounding.mode === "none" || rounding.places < 0) return null;
  const shift = rounding.places - scale.places;
  const money = {
    factor: Number(10n ** BigInt(Math.max(shift, 0))),
    divisor: Number(scale.divisor * 10n ** BigInt(Math.max(-shift, 0))),
    rounding,
    one: 10 ** rounding.places,
  };
  return Math.max(money.factor, money.divisor, money.one) <= MOST_EXACT ? money : null;
}

/** The amount rounded once and written; null where it is too large to be exact. @example 11,000 of six places: `0.011000`. */
export function plainText(amount: number, money: PlainMoney): string | null {
  if (amount * money.factor > MOST_EXACT) return null;
  return decimalText(rounded(amount * money.factor, money), money);
}

function rounded(top: number, { divisor, rounding }: PlainMoney): number {
  // The remainder of two exact numbers is exact, and so is the division of what divides without one.
  const rest = top % divisor;
  const quotient = (top - rest) / divisor;
  const up =
    rounding.mode === "up"
      ? rest > 0
      : rounding.mode !== "down" &&
        (rest * 2 > divisor || (rest * 2 === divisor && (rounding.mode === "halfUp" || quotient % 2 === 1)));
  return up ? quotient + 1 : quotient;
}

/** In units of the last place. The 1 in front keeps the zeros behind the point. */
function decimalText(digits: number, { one }: PlainMoney): string {
  if (one === 1) return String(digits);
  const decimals = digits % one;
  return `${(digits - decimals) / one}.${String(one + decimals).slice(1)}`;
}
