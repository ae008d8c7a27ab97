import { type Exact, exact, multiply, round, subtract, zero } from "@tollwright/money";
import type { Rounded } from "./draft-line.ts";

/**
 * What the law lets the collector keep, rounded like its line, and what goes to the authority.
 *
 * @example 2 % of 10.00: kept 0.20, remitted 9.80.
 */
export function allowanceOf(line: Rounded): { readonly kept: Exact; readonly remitted: Exact } {
  const kept = round(exactAllowance(line), line.rounding);
  return { kept, remitted: subtract(line.amount, kept) };
}

function exactAllowance(line: Rounded): Exact {
  const allowance = line.levy.collectionAllowance;
  if (!allowance) return zero;
  if ("percent" in allowance) return multiply(line.amount, exact(allowance.percent));
  return multiply(line.units ?? zero, exact(allowance.perUnit));
}
