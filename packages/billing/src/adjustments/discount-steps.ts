import { type Exact, exact, multiply, smallest, subtract } from "@tollwright/money";

/** A share of what is left (`0.10` is 10 %), or an amount. */
export type DiscountTerm = { readonly kind: "percent" | "amount"; readonly value: string };

/** What one discount takes, and what is left after it: neither is rounded. */
export type DiscountStep<T extends DiscountTerm> = {
  readonly term: T;
  readonly off: Exact;
  readonly left: Exact;
};

/**
 * Discounts one after another: percents first, each of what is left, then amounts, never below zero.
 *
 * @example 100.00 less an amount of 10 and 10 %: the percent takes 10.00 of 100.00, the amount 10.00 of 90.00.
 */
export function discountSteps<T extends DiscountTerm>(
  gross: Exact,
  terms: readonly T[],
): readonly DiscountStep<T>[] {
  const steps: DiscountStep<T>[] = [];
  for (const kind of ["percent", "amount"])
    for (const term of terms) {
      if (term.kind !== kind) continue;
      const before = steps.at(-1)?.left ?? gross;
      const value = exact(term.value);
      const off = smallest(before, term.kind === "percent" ? multiply(before, value) : value);
      steps.push({ term, off, left: subtract(before, off) });
    }
  return steps;
}
