import { daysBetween, type Period, type ProrationMode, prorate } from "@tollwright/calendar";

/**
 * The share of each span of one thing held through a period, so that the shares of the spans add up to the share of the
 * whole, whatever the mode: cutting a month at a change of plan or of count neither gives nor takes a day. `none` and
 * `fixed30` do not add up day by day; there each span takes what it adds to the spans after it, so that with `none` the
 * last one bears the whole price.
 *
 * @param spans In order of time, not overlapping, all within the period.
 * @returns Unreduced fractions; `1` where nothing is prorated, `0` where nothing is due.
 * @example April, 1-16 and 16-1 May: calendarDay 15/30 and 15/30; none 0 and 1. May, by fixed30, 1-16 and 16-1 June: 14/30 and 16/30.
 */
export function spanShares(
  spans: readonly (Period & { readonly mode: ProrationMode })[],
  period: Period,
): readonly string[] {
  return spans.map((span, index) => {
    if (span.mode !== "fixed30" && span.mode !== "none")
      return plain(prorate(span, period, span.mode).shareText);
    const later = spans.slice(index + 1);
    const units = coveredUnits([span, ...later], period, span.mode) - coveredUnits(later, period, span.mode);
    return plain(`${units}/${span.mode === "none" ? 1 : DAYS}`);
  });
}

const DAYS = 30;

/** Thirtieths that the spans cover together, or 1 for any cover at all. */
function coveredUnits(spans: readonly Period[], period: Period, mode: "fixed30" | "none"): number {
  const days = spans.reduce((total, span) => total + daysBetween(span.from, span.until), 0);
  if (mode === "none") return days > 0 ? 1 : 0;
  return days === daysBetween(period.from, period.until) ? DAYS : Math.min(days, DAYS);
}

function plain(fraction: string): string {
  const [top, bottom] = fraction.split("/");
  if (top === "0") return "0";
  return top === bottom ? "1" : fraction;
}

/** Why only a part is due, as the first sentence of a line; none for a whole month. */
export function spanSentence(input: {
  readonly from: string;
  readonly until: string;
  readonly mode: ProrationMode;
  readonly share: string;
  readonly period: Period;
}): readonly string[] {
  const { from, until, mode, share, period } = input;
  if (share === "1") return [];
  return [`priced from ${from} until ${until}: ${share} of ${period.from} until ${period.until} (${mode})`];
}
