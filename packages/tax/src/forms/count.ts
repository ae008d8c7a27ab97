import {
  absolute,
  add,
  compare,
  type Exact,
  exact,
  isNegative,
  isZero,
  multiply,
  negate,
  one,
  subtract,
  zero,
} from "@tollwright/money";
import type { PerUnitForm } from "../schema/form.ts";
import type { TaxCharge } from "../schema/request.ts";
import { draw, type Totals, windowsOf } from "../window.ts";

/** How a count came about, step by step. */
export type Count = {
  /** What was counted, with its weight. */
  readonly counted: readonly { readonly unit: string; readonly count: Exact; readonly weight: Exact }[];
  /** Weighted, times the place share, less the exempt part. */
  readonly weighted: Exact;
  /** After `atMost` and `maxUnits`. */
  readonly capped: Exact;
  readonly caps: readonly string[];
};

const COUNTS_ITSELF = ["charge", "location", "account", "invoice"] as const;
type SelfCounting = (typeof COUNTS_ITSELF)[number];

/** Whether the levy reaches a charge, no credit, of the location, account, invoice or bundle. */
export type IsCharged = (unit: SelfCounting, window: string) => boolean;

/** What a charge adds to the count of a per-unit levy (books 22). */
export function countOf(facts: {
  readonly form: PerUnitForm;
  readonly charge: TaxCharge;
  readonly placeShare: Exact;
  readonly exemptShare: Exact;
  /** Caps used up, and things that count themselves once already seen, by this levy so far. */
  readonly caps: Totals;
  readonly seen: Set<string>;
  readonly isCharged: IsCharged;
}): Count {
  const { form, charge } = facts;
  const taxed = multiply(facts.placeShare, subtract(one, facts.exemptShare));
  const counted = weightsOf(form, charge).map(([unit, weight]) => ({
    unit,
    count: isSelfCounting(unit) ? once(unit, taxed, facts) : exact(String(charge.counts?.[unit] ?? "0")),
    weight: exact(weight),
  }));
  const sum = counted.reduce((total, entry) => add(total, multiply(entry.count, entry.weight)), zero);
  const weighted = multiply(sum, taxed);
  const caps: string[] = [];
  const atMost = capByCount(weighted, taxed, facts, caps);
  return { counted, weighted, capped: capByLimit(atMost, facts, caps), caps };
}

function capByCount(
  weighted: Exact,
  taxed: Exact,
  { form, charge }: Parameters<typeof countOf>[0],
  caps: string[],
): Exact {
  const limit = form.atMost ? charge.counts?.[form.atMost] : undefined;
  if (limit === undefined || limit === null) return weighted;
  const bound = absolute(multiply(exact(String(limit)), taxed));
  if (compare(absolute(weighted), bound) <= 0) return weighted;
  caps.push(`at most the ${limit} ${form.atMost}`);
  return isNegative(weighted) ? negate(bound) : bound;
}

function capByLimit(count: Exact, facts: Parameters<typeof countOf>[0], caps: string[]): Exact {
  const { form, charge } = facts;
  if (!form.maxUnits) return count;
  const per = form.per ?? "invoice";
  const capped = draw(facts.caps, windowsOf(charge, per), count, exact(form.maxUnits));
  if (compare(capped, count) !== 0) caps.push(`no more than ${form.maxUnits} per ${per}`);
  return capped;
}

/** Unit names with their weights; `orElse` where none of the counts is known. */
function weightsOf(form: PerUnitForm, charge: TaxCharge): readonly (readonly [string, string])[] {
  const first = entries(form.unit, form.units);
  const isKnown = ([unit]: readonly [string, string]) =>
    isSelfCounting(unit) || (charge.counts?.[unit] ?? null) !== null;
  if (!form.orElse || first.some(isKnown)) return first;
  return elseWeights(form.orElse);
}

/** Weights as they stand, or written as `unit` or `units`; a count may itself be called `unit`, then it has a weight. */
function elseWeights(orElse: NonNullable<PerUnitForm["orElse"]>): readonly (readonly [string, string])[] {
  return Object.entries(orElse).flatMap(([unit, weight]: readonly [string, string | UnitWeights]) => {
    if (typeof weight === "object") return entries(null, weight);
    return unit === "unit" && !/^-?\d/.test(weight) ? entries(weight, null) : [[unit, weight] as const];
  });
}

type UnitWeights = Readonly<Record<string, string>>;

function entries(
  unit: string | null | undefined,
  units: Readonly<Record<string, string>> | null | undefined,
): readonly (readonly [string, string])[] {
  return unit ? [[unit, "1"]] : Object.entries(units ?? {});
}

function isSelfCounting(unit: string): unit is SelfCounting {
  return (COUNTS_ITSELF as readonly string[]).includes(unit);
}

/**
 * One for the first taxed charge of the location, account or invoice; one for each charge, a bundle being one. Credits mirror
 * charges: less one where nothing else of the request stands for the thing. A discount takes off the price, and no thing.
 */
function once(unit: SelfCounting, taxed: Exact, facts: Parameters<typeof countOf>[0]): Exact {
  const { charge } = facts;
  if (charge.discount) return zero;
  const isCredit = isNegative(exact(charge.amount));
  const counted = isCredit ? negate(one) : one;
  if (unit === "charge" && !charge.partOf) return counted;
  const [window = unit] = windowsOf(charge, unit);
  if (facts.seen.has(window) || (isCredit && facts.isCharged(unit, window))) return zero;
  if (!isZero(taxed)) facts.seen.add(window);
  return counted;
}
