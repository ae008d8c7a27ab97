import {
  addDays,
  alignedPeriod,
  type CivilDate,
  contains,
  dayOfMonth,
  type OpenPeriod,
  overlap,
  type Period,
} from "@tollwright/calendar";
import type { ProductOf } from "@tollwright/rate-card";
import type { Billing } from "./billing.ts";
import type { Holding } from "./holding.ts";
import type { PricedSpan } from "./priced-spans.ts";
import { suspensionSpans } from "./suspension-spans.ts";

type Recurring = ProductOf<"recurring">;
/** Days of one term on which a thing is billed, and the whole term. */
export type TermSpans = { readonly term: Period; readonly spans: readonly PricedSpan<Recurring>[] };

/**
 * The terms of a thing that are due in the period: in advance those that begin in it, in arrears those that end. What a term bills
 * are the days on which the thing is held under one plan; where they begin or end within the term, so does what is due.
 *
 * @example 120.00 a year in advance from 2026-04-10: due in April 2026 for the year until 2027-04-10, and not again before April 2027.
 */
export function termSpans(billing: Billing, holding: Holding): readonly TermSpans[] {
  const { account, period, planSpans, timing } = billing;
  return planSpans.flatMap(({ plan, from }) => {
    const product = plan.products.find(({ id }) => id === holding.product);
    if (product?.kind !== "recurring" || product.unit !== holding.unit || product.term === undefined)
      return [];
    if (timing !== undefined && product.timing !== timing) return [];
    const assigned = account.plans.find((each) => each.plan === plan.id && contains(each, from));
    const days = assigned === undefined ? null : commonDays(holding.dates, assigned);
    if (days === null) return [];
    return termsIn(product.term, holding.dates.from, period).flatMap((term) => {
      const due = overlap(days, term);
      if (due === null || !contains(period, product.timing === "advance" ? due.from : lastDay(due)))
        return [];
      const thing = { product: product.id, location: holding.location };
      return [{ term, spans: suspensionSpans(account, thing, { plan, product, ...due }) }];
    });
  });
}

function commonDays(left: OpenPeriod, right: OpenPeriod): OpenPeriod | null {
  const from = left.from > right.from ? left.from : right.from;
  const ends = [left.until, right.until].filter((until) => until !== null).sort();
  const until = ends[0] ?? null;
  return until === null || from < until ? { from, until } : null;
}

function lastDay({ until }: Period): CivilDate {
  return addDays(until, -1);
}

/** The terms that share a day with the period. */
function termsIn(
  term: NonNullable<Recurring["term"]>,
  heldFrom: CivilDate,
  period: Period,
): readonly Period[] {
  const from = term.from ?? heldFrom;
  const termOf = (index: number): Period =>
    alignedPeriod({ from, billDay: dayOfMonth(from), months: term.months, index });
  const first = Math.floor(monthsBetween(from, period.from) / term.months) - 1;
  return [first, first + 1, first + 2, first + 3]
    .map(termOf)
    .filter((each) => overlap(each, period) !== null);
}

function monthsBetween(from: CivilDate, until: CivilDate): number {
  const monthOf = (day: CivilDate): number => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
  return monthOf(until) - monthOf(from);
}
