import { daysBetween, type Period, type ProrationMode, prorate } from "@tollwright/calendar";
import { compare, exact, multiply, toFractionText } from "@tollwright/money";

export type SharedSpan = Period & {
  readonly mode: ProrationMode;
  /** While service is suspended, the share of the price that is billed; `1` where absent. */
  readonly billedShare?: string;
};

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
export function spanShares(spans: readonly SharedSpan[], period: Period): readonly string[] {
  return spans.map((span, index) => {
    const share = plainShare(span, index);
    return span.billedShare === undefined ? share : billed(share, span.billedShare);
  });

  function plainShare(span: SharedSpan, index: number): string {
    if (span.mode === "none") return spans.some((other, at) => bearsBefore(other, at, index)) ? "0" : "1";
    if (span.mode !== "fixed30") return plain(prorate(span, period, span.mode).shareText);
    const later = spans.slice(index + 1);
    return plain(`${thirtieths([span, ...later], period) - thirtieths(later, period)}/${DAYS}`);
  }

  /** What is not prorated is borne by one span: the last of those that bill the largest share. */
  function bearsBefore(other: SharedSpan, at: number, index: number): boolean {
    const more = compare(exact(other.billedShare ?? "1"), exact(spans[index]?.billedShare ?? "1"));
    return more > 0 || (more === 0 && at > index);
  }
}

const DAYS = 30;

/** Thirtieths that the spans cover together. */
function thirtieths(spans: readonly Period[], period: Period): number {
  const days = spans.reduce((total, span) => total + daysBetween(span.from, span.until), 0);
  return days === daysBetween(period.from, period.until) ? DAYS : Math.min(days, DAYS);
}

function plain(fraction: string): string {
  const [top, bottom] = fraction.split("/");
  if (top === "0") return "0";
  return top === bottom ? "1" : fraction;
}

/** @example `15/30` of a month at `0.5` is `0.25`. */
function billed(share: string, billedShare: string): string {
  return billedShare === "1" ? share : plain(toFractionText(multiply(exact(share), exact(billedShare))));
}

/** What of a priced span its share goes by. */
export function sharedSpan(
  span: Period & { readonly product: { readonly proration: ProrationMode }; readonly billedShare: string },
): SharedSpan {
  return { from: span.from, until: span.until, mode: span.product.proration, billedShare: span.billedShare };
}

/** Why only a part is due, as the first sentence of a line; none for a whole month. */
export function spanSentence(input: {
  readonly from: string;
  readonly until: string;
  readonly mode: ProrationMode;
  readonly share: string;
  readonly period: Period;
  readonly billedShare?: string;
}): readonly string[] {
  const { from, until, mode, share, period, billedShare = "1" } = input;
  if (share === "1") return [];
  const suspended = billedShare === "1" ? "" : `, suspended: ${billedShare} of the price`;
  return [
    `priced from ${from} until ${until}: ${share} of ${period.from} until ${period.until} (${mode}${suspended})`,
  ];
}
