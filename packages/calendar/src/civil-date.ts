import assert from "node:assert";
import { z } from "zod";

/** A day in a named place, `"2026-07-01"`, without a clock. Text, so days compare and sort as text. */
export const CivilDate = z.iso.date().brand<"CivilDate">();
export type CivilDate = z.infer<typeof CivilDate>;

/** Half-open: `from` belongs to it, `until` does not. */
export type Period = { readonly from: CivilDate; readonly until: CivilDate };
/** `until: null` means still in force. */
export type OpenPeriod = { readonly from: CivilDate; readonly until: CivilDate | null };

const MILLISECONDS_PER_DAY = 86_400_000;

/** @throws AssertionError for text that is no day: outside input goes through the schema. */
export function civilDate(text: string): CivilDate {
  assert(CivilDate.safeParse(text).success, `not a day: ${text}`);
  return text as CivilDate;
}

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

export function fromDayNumber(day: number): CivilDate {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10) as CivilDate;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days);
}

export function daysBetween(from: CivilDate, until: CivilDate): number {
  return dayNumber(until) - dayNumber(from);
}

/** The same day so many months on; a day past the month's end is clamped to its last. @example 2026-01-31 + 1 is 2026-02-28. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as CivilDate;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** @example `monthPeriod("2026-04")` is 2026-04-01 until 2026-05-01. */
export function monthPeriod(month: string): Period {
  const from = civilDate(`${month}-01`);
  return { from, until: addMonths(from, 1) };
}

/** The days that both cover, or null. */
export function overlap(service: OpenPeriod, period: Period): Period | null {
  const from = service.from > period.from ? service.from : period.from;
  const until = service.until !== null && service.until < period.until ? service.until : period.until;
  return from < until ? { from, until } : null;
}

export function contains(period: OpenPeriod, date: CivilDate): boolean {
  return period.from <= date && (period.until === null || date < period.until);
}
