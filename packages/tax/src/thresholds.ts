import type { CivilDate } from "@tollwright/calendar";
import { absolute, add, compare, type Exact, isZero, subtract, zero } from "@tollwright/money";
import { limitOf, limitText } from "./limit-of.ts";
import type { Levy, Threshold } from "./schema/levy.ts";
import type { TaxCharge } from "./schema/request.ts";
import { advance, draw, scaled, type Totals } from "./window.ts";
import { windowsIn, type YearBefore } from "./year.ts";

/** What a rule left out of one line's base: "exempt 4.00 of 9.00, by exemptFirst". */
export type ThresholdStep = {
  readonly rule: "exemptFirst" | "onlyAbove" | "maxBase";
  readonly limit: string;
  readonly per: string;
  readonly leftOut: Exact;
};

/** Running totals of a levy's three rules; fresh for every pass, but for what a year's earlier bills measured. */
export type ThresholdTotals = Readonly<Record<ThresholdStep["rule"], Totals>>;

export function thresholdTotals(levy: Levy, before: ReadonlyMap<string, YearBefore>): ThresholdTotals {
  if (!hasThresholds(levy)) return NOTHING_TOTALLED;
  const begun = (rule: ThresholdStep["rule"]): Totals => totalsFrom(levy[rule]?.per, before);
  return { exemptFirst: begun("exemptFirst"), onlyAbove: begun("onlyAbove"), maxBase: begun("maxBase") };
}

/** Most levies have none. */
function hasThresholds({ exemptFirst, onlyAbove, maxBase }: Levy): boolean {
  return Boolean(exemptFirst || onlyAbove || maxBase);
}

const NOTHING_TOTALLED: ThresholdTotals = {
  exemptFirst: new Map(),
  onlyAbove: new Map(),
  maxBase: new Map(),
};

/** Of a rule that counts by the year: what was measured before. */
export function totalsFrom(
  per: Threshold["per"],
  before: ReadonlyMap<string, YearBefore>,
): Map<string, Exact> {
  return new Map(per === "year" ? [...before].map(([window, { measure }]) => [window, measure]) : []);
}

/** What a levy's thresholds did to one measure. */
export type Thresholded = {
  readonly steps: readonly ThresholdStep[];
  /** What came to the rule that counts by the year; null where none does. */
  readonly yearMeasure: Exact | null;
};

/**
 * Takes the levy's thresholds off a measure, in this order: the first amount that is exempt, the amount that must be
 * exceeded, the largest base.
 *
 * @example exemptFirst 20 an invoice: charges of 15 and 10 are taxed on 0 and 5.
 */
export function applyThresholds(
  levy: Levy,
  { charge, day }: { readonly charge: TaxCharge; readonly day: CivilDate | null },
  measure: Exact,
  totals: ThresholdTotals,
): Thresholded {
  if (!hasThresholds(levy)) return NOTHING_LEFT_OUT;
  const steps: ThresholdStep[] = [];
  let left = measure;
  let yearMeasure: Exact | null = null;
  const apply = (rule: ThresholdStep["rule"], leftOut: (threshold: Threshold) => Exact) => {
    const threshold = levy[rule];
    if (!threshold) return;
    if (threshold.per === "year") yearMeasure = left;
    const out = leftOut(threshold);
    left = subtract(left, out);
    steps.push({ rule, limit: limitText(threshold, charge), per: threshold.per ?? "invoice", leftOut: out });
  };
  const windows = (threshold: Threshold) => windowsIn(threshold, charge, day);

  apply("exemptFirst", (rule) => draw(totals.exemptFirst, windows(rule), left, limitOf(rule, charge)));
  apply("onlyAbove", (rule) => {
    const limit = scaled(limitOf(rule, charge), windows(rule));
    const before = advance(totals.onlyAbove, windows(rule), left);
    const caused = subtract(allAbove(add(before, left), limit), allAbove(before, limit));
    return subtract(left, caused);
  });
  apply("maxBase", (rule) =>
    subtract(left, draw(totals.maxBase, windows(rule), left, limitOf(rule, charge))),
  );
  return { steps: steps.filter((step) => !isZero(step.leftOut)), yearMeasure };
}

const NOTHING_LEFT_OUT: Thresholded = { steps: [], yearMeasure: null };

/** Nothing until the total exceeds the limit, then all of it. */
function allAbove(total: Exact, limit: Exact): Exact {
  return compare(absolute(total), limit) > 0 ? total : zero;
}
