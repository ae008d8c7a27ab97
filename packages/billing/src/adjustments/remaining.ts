import { allocate, type Exact, exact, isPositive, isZero, subtract, sum } from "@tollwright/money";
import type { Charge } from "../charge.ts";

/** A line, and what is left of it after everything that was taken off it so far: whole cents. */
export type Remaining = { readonly charge: Charge; readonly left: Exact };

/** What was taken off a line. */
export type Taken = { readonly charge: Charge; readonly off: Exact };

/** Lines that something can be taken off. */
export function remainingOf(charges: readonly Charge[]): readonly Remaining[] {
  return charges
    .map((charge) => ({ charge, left: exact(charge.amount) }))
    .filter(({ left }) => isPositive(left));
}

export function leftOf(lines: readonly Remaining[]): Exact {
  return sum(lines.map(({ left }) => left));
}

/**
 * Takes an amount off the lines that it reaches, spread over them by what is left of each (`allocate`).
 *
 * @param amount Whole cents, at most what is left of the lines that are reached.
 * @example 10.00 off lines of 60.00 and 20.00: 7.50 and 2.50.
 */
export function takeOff(
  lines: readonly Remaining[],
  reaches: (line: Remaining) => boolean,
  amount: Exact,
): { readonly lines: readonly Remaining[]; readonly taken: readonly Taken[] } {
  if (isZero(amount)) return { lines, taken: [] };
  const reached = lines.filter(reaches);
  const shares = allocate(
    amount,
    reached.map(({ left }) => left),
    2,
  );
  const offs = new Map(reached.map(({ charge }, index) => [charge.key, shares[index]]));
  return {
    lines: lines.map(({ charge, left }) => {
      const off = offs.get(charge.key);
      return { charge, left: off === undefined ? left : subtract(left, off) };
    }),
    taken: reached.flatMap(({ charge }) => {
      const off = offs.get(charge.key);
      return off === undefined || isZero(off) ? [] : [{ charge, off }];
    }),
  };
}

/** What a rule over products reaches: those that it names, else every recurring and usage line. */
export function reachesCharge(
  charge: Charge,
  rule: { readonly products: readonly string[] | null; readonly location: string | null },
): boolean {
  return (
    (rule.location === null || rule.location === charge.location) &&
    (rule.products === null ? charge.section !== "oneTime" : rule.products.includes(charge.product))
  );
}
