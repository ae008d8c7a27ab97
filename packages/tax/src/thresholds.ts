import { absolute, add, compare, type Exact, exact, isZero, subtract, zero } from "@tollwright/money";
import type { Levy, Threshold } from "./schema/levy.ts";
import type { TaxCharge } from "./schema/request.ts";
import { advance, draw, scaled, type Totals, windowsOf } from "./window.ts";

/** What a rule left out of one line's base: "exempt 4.00 of 9.00, by exemptFirst". */
export type ThresholdStep = {
  readonly rule: "exemptFirst" | "onlyAbove" | "maxBase";
  readonly limit: string;
  readonly per: string;
  readonly leftOut: Exact;
};

/** Running totals of a levy's three rules; fresh for every pass. */
export type ThresholdTotals = Readonly<Record<ThresholdStep["rule"], Totals>>;

export function thresholdTotals(): ThresholdTotals {
  return { exemptFirst: new Map(), onlyAbove: new Map(), maxBase: new Map() };
}

/**
 * Takes the levy's thresholds off a measure, in this order: the first amount that is exempt, the amount that must be
 * exceeded, the largest base.
 *
 * @example exemptFirst 20 an invoice: charges of 15 and 10 are taxed on 0 and 5.
 */
export function applyThresholds(
  levy: Levy,
  charge: TaxCharge,
  measure: Exact,
  totals: ThresholdTotals,
): readonly ThresholdStep[] {
  const steps: ThresholdStep[] = [];
  let left = measure;
  const apply = (rule: ThresholdStep["rule"], leftOut: (threshold: Threshold) => Exact) => {
    const threshold = levy[rule];
    if (!threshold) return;
    const out = leftOut(threshold);
    left = subtract(left, out);
    steps.push({ rule, limit: threshold.amount, per: threshold.per ?? "invoice", leftOut: out });
  };
  const windows = (threshold: Threshold) => windowsOf(charge, threshold.per ?? "invoice");

  apply("exemptFirst", (rule) => draw(totals.exemptFirst, windows(rule), left, exact(rule.amount)));
  apply("onlyAbove", (rule) => {
    const limit = scaled(exact(rule.amount), windows(rule));
    const before = advance(totals.onlyAbove, windows(rule), left);
    const caused = subtract(allAbove(add(before, left), limit), allAbove(before, limit));
    return subtract(left, caused);
  });
  apply("maxBase", (rule) => subtract(left, draw(totals.maxBase, windows(rule), left, exact(rule.amount))));
  return steps.filter((step) => !isZero(step.leftOut));
}

/** Nothing until the total exceeds the limit, then all of it. */
function allAbove(total: Exact, limit: Exact): Exact {
  return compare(absolute(total), limit) > 0 ? total : zero;
}
