import assert from "node:assert";
import { contains, type MonthOfPeriod, type Period } from "@tollwright/calendar";
import { type SharedSpan, spanShares } from "./span-share.ts";

/**
 * The share that each span of one thing is of its month's price, in the order given. A period between two bill days is a part of a
 * month, or a part and a whole one; every other is one month.
 *
 * @param spans As `cutByMonth` left them.
 * @example all of 15 April - 1 June, as bill day 15 becomes 1: 16/30 and 1.
 */
export function monthShares(
  spans: readonly SharedSpan[],
  months: readonly MonthOfPeriod[],
): readonly string[] {
  return months.flatMap(({ days, whole }) =>
    spanShares(
      spans.filter(({ from }) => contains(days, from)),
      whole,
    ),
  );
}

/** The whole month that a span of the period is a part of. */
export function monthOf(span: Period, months: readonly MonthOfPeriod[]): Period {
  const month = months.find(({ days }) => contains(days, span.from));
  assert(month !== undefined, "a span lies in its period");
  return month.whole;
}

/** A span that reaches over months of its period, as one of each. */
export function cutByMonth<Span extends Period>(
  span: Span,
  months: readonly MonthOfPeriod[],
): readonly Span[] {
  return months.flatMap(({ days }) => {
    const from = span.from > days.from ? span.from : days.from;
    const until = span.until < days.until ? span.until : days.until;
    return from < until ? [{ ...span, from, until }] : [];
  });
}
