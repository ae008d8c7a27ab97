import assert from "node:assert";
import { type Exact, exact } from "@tollwright/money";
import { z } from "zod";
import {
  type CivilDate,
  dayOfMonth,
  daysBetween,
  daysInMonth,
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
 * The part of a period that a service covers. Only their overlap counts.
 *
 * @param period At least one day by the mode's own count (`periodDays`); an empty or reversed one asserts: outside input is checked first.
 * @example a service from 2026-03-10 in March by `calendarDay`: 22 of 31 days, share 22/31.
 */
export function prorate(service: OpenPeriod, period: Period, mode: ProrationMode): Proration {
  assert(
    periodDays(period, mode) > 0,
    `a period without days: ${period.from} until ${period.until}, ${mode}`,
  );
  const covered = overlap(service, period);
  switch (mode) {
    case "calendarDay":
      return byDays(covered === null ? 0 : calendarDays(covered), calendarDays(period));
    case "fixed30":
      return byDays(fixed30Days(covered, period), 30);
    case "thirty360":
      return byDays(covered === null ? 0 : days360(covered), days360(period));
    case "calendarMonths":
      return calendarMonths(covered, period);
    case "none":
      return { ...byDays(covered === null ? 0 : 1, 1), ...counted(covered, period) };
  }
}

/** Days of a period as the mode counts them; a period from the 30th to the 31st has none by `thirty360`. */
export function periodDays(period: Period, mode: ProrationMode): number {
  return mode === "thirty360" ? days360(period) : calendarDays(period);
}

function byDays(days: number, ofDays: number): Proration {
  const shareText = `${days}/${ofDays}`;
  return { days, periodDays: ofDays, share: exact(shareText), shareText };
}

function calendarDays(period: Period): number {
  return daysBetween(period.from, period.until);
}

function counted(covered: Period | null, period: Period): Pick<Proration, "days" | "periodDays"> {
  return { days: covered === null ? 0 : calendarDays(covered), periodDays: calendarDays(period) };
}

/** A fully covered period is whole, February too; else a month has thirty days, and no part is more than the whole. */
function fixed30Days(covered: Period | null, period: Period): number {
  if (covered === null) return 0;
  const isWhole = covered.from === period.from && covered.until === period.until;
  return isWhole ? 30 : Math.min(calendarDays(covered), 30);
}

function days360(period: Period): number {
  return dayNumber360(period.until) - dayNumber360(period.from);
}

/** A 31st counts as a 30th. */
function dayNumber360(date: CivilDate): number {
  return monthNumber(date) * 30 + Math.min(dayOfMonth(date), 30);
}

/**
 * Covered days over days of each month touched, added up. Only the first and the last month can be partial, so those
 * between count one each.
 */
function calendarMonths(covered: Period | null, period: Period): Proration {
  const share = covered === null ? "0/1" : shareOfMonths(covered);
  return { ...counted(covered, period), share: exact(share), shareText: share };
}

function shareOfMonths(covered: Period): string {
  const monthsApart = monthNumber(covered.until) - monthNumber(covered.from);
  // One month reads as its days, 22/31; several are added up over the partial months' common denominator.
  if (monthsApart === 0 || (monthsApart === 1 && dayOfMonth(covered.until) === 1)) {
    return `${calendarDays(covered)}/${daysInMonth(covered.from)}`;
  }
  const [firstMonth, lastMonth] = [daysInMonth(covered.from), daysInMonth(covered.until)];
  const first = { days: firstMonth - dayOfMonth(covered.from) + 1, of: firstMonth };
  const last = { days: dayOfMonth(covered.until) - 1, of: lastMonth };
  return sumText(monthsApart - 1, [first, last]);
}

function sumText(whole: number, parts: readonly { readonly days: number; readonly of: number }[]): string {
  const partial = parts.filter((part) => part.days > 0 && part.days < part.of);
  const ones = whole + parts.filter((part) => part.days === part.of).length;
  const denominator = [...new Set(partial.map((part) => part.of))].reduce((product, of) => product * of, 1);
  const top = partial.reduce((total, part) => total + part.days * (denominator / part.of), 0);
  return `${ones * denominator + top}/${denominator}`;
}

function monthNumber(date: CivilDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
