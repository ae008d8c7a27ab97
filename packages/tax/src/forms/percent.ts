import { type Exact, exact, multiply } from "@tollwright/money";

/** A share of the base. @example 64.90 × 0.37 = 24.013 */
export function percentTax(base: Exact, percent: string): Exact {
  return multiply(base, exact(percent));
}
