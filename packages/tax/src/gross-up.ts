import { compare, divide, type Exact, exact, one, subtract, sum } from "@tollwright/money";
import { fail, ok, type Result } from "@tollwright/problem";
import { problem } from "./schema-problems.ts";

/**
 * A tax that is part of its own base: the measure over one minus the rates of the group (tax method 3.1).
 *
 * @example 100 at 5 %: 100 ÷ 0.95 = 105.263…, of which 5 % is 5.263…: what is left is 100.
 */
export function grossUp(measure: Exact, rates: Exact, levyId: string): Result<Exact> {
  if (compare(rates, one) >= 0) {
    return fail(
      problem("GROSS_UP_IMPOSSIBLE", "levies", `the rates that ${levyId} is grossed up by reach 1`),
    );
  }
  return ok(divide(measure, subtract(one, rates)));
}

export function rateSum(percents: readonly string[]): Exact {
  return sum(percents.map(exact));
}
