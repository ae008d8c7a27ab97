import { add, type Exact, exact, toText, whole, zero } from "@tollwright/money";
import { z } from "zod";
import {
  addMonths,
  type CivilDate,
  civilDate,
  daysBetween,
  type OpenPeriod,
  overlap,
  type Period,
} from "./civil-date.ts";

/** How part of a period is priced; chosen per product. */
export const ProrationMode = z.enum(["calendarDay", "fixed30", "thirty360", "calendarMonths", "none"]);
export type ProrationMode = z.infer<typeof ProrationMode>;

/** `share` is written as an unreduced fraction, `22/31`, so that it reads as days. */
export type Proration = {
  readonly days: number;
  readonly periodDays: number;
  readonly share: Exact;
  readonly shareText: string;
};

/**
 * The part of a period that a service covers.
 *
 * @example a service from 2026-03-10 in March by `calendarDay`: 22 of 31 days, share 22/31.
 */
export function prorate(service: OpenPeriod, period: Period, mode: ProrationMode): Proration {
  const covered = overlap(service, period);
  switch (mode) {
    case "calendarDay":
      return fraction(
        covered === null ? 0 : daysBetween(covered.from, covered.until),
        daysBetween(period.from, period.until),
      );
    case "fixed30":
      return fixed30(covered, period);
    case "thirty360":
      return fraction(covered === null ? 0 : days360(covered), days360(period));
    case "calendarMonths":
      return calendarMonths(covered, period);
    case "none":
      return fraction(covered === null ? 0 : 1, 1);
  }
}

function fraction(days: number, periodDays: number): Proration {
  const shareText = `${days}/${periodDays}`;
  return { days, periodDays, share: periodDays === 0 ? zero : exact(shareText), shareText };
}

function fixed30(covered: Period | null, period: Period): Proration {
  const days = covered === null ? 0 : daysBetween(covered.from, covered.until);
  const full = covered !== null && covered.from === period.from && covered.until === period.until;
  return fraction(full ? 30 : Math.min(days, 30), 30);
}

function days360(period: Period): number {
  return dayNumber360(period.until) - dayNumber360(period.from);
}

function dayNumber360(date: CivilDate): number {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months * 30 + Math.min(Number(date.slice(8, 10)), 30);
}

function calendarMonths(covered: Period | null, period: Period): Proration {
  const parts: { readonly days: number; readonly of: number }[] = [];
  for (
    let from = civilDate(`${(covered ?? period).from.slice(0, 7)}-01`);
    covered !== null && from < covered.until;
    from = addMonths(from, 1)
  ) {
    const month = { from, until: addMonths(from, 1) };
    const part = overlap(covered, month);
    if (part !== null)
      parts.push({ days: daysBetween(part.from, part.until), of: daysBetween(month.from, month.until) });
  }
  const share = parts.reduce((total, part) => add(total, exact(`${part.days}/${part.of}`)), zero);
  const days = parts.reduce((total, part) => total + part.days, 0);
  return {
    days,
    periodDays: daysBetween(period.from, period.until),
    share,
    shareText: unreduced(parts, share),
  };
}

/** One month reads as its days, `22/31`; several are added up over their common denominator. */
function unreduced(parts: readonly { readonly days: number; readonly of: number }[], share: Exact): string {
  const denominator = parts.reduce(
    (product, part) => (product % part.of === 0 ? product : product * part.of),
    1,
  );
  const numerator = parts.reduce((total, part) => total + part.days * (denominator / part.of), 0);
  return parts.length === 0 ? `0/${toText(add(share, whole(1)))}` : `${numerator}/${denominator}`;
}
