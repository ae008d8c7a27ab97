import { type Exact, exact, multiply, round, subtract, zero } from "@tollwright/money";
import type { Rounded } from "./draft-line.ts";
import type { Levy } from "./schema/levy.ts";

/**
 * What the law lets the collector keep, rounded like its line, and what goes to the authority.
 *
 * @example 2 % of 10.00: kept 0.20, remitted 9.80.
 */
export function allowanceOf(line: Rounded): Allowance {
  const { collectionAllowance } = line.measured.levy;
  if (!collectionAllowance) return { kept: zero, remitted: line.amount };
  const kept = round(exactAllowance(line, collectionAllowance), line.rounding);
  return { kept, remitted: subtract(line.amount, kept) };
}

export type Allowance = { readonly kept: Exact; readonly remitted: Exact };

function exactAllowance(line: Rounded, allowance: NonNullable<Levy["collectionAllowance"]>): Exact {
  if ("percent" in allowance) return multiply(line.amount, exact(allowance.percent));
  return multiply(line.units ?? zero, exact(allowance.perUnit));
}
