import assert from "node:assert";
import { z } from "zod";

/** A day in a named place, `"2026-07-01"`, without a clock. Text, so days compare and sort as text. */
export const CivilDate = z.iso
  .date({ error: "a day, YYYY-MM-DD" })
  .brand<"CivilDate">()
  .meta({ id: "CivilDate" });
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
  const known = numbered.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
  if (numbered.size >= DAYS_REMEMBERED) numbered.clear();
  numbered.set(date, day);
  return day;
}

/** A close asks for the days of its month a hundred times an account. */
const numbered = new Map<CivilDate, number>();

/** @throws AssertionError for a year before 0 or past 9999: days sort as text because all have four digits. */
export function fromDayNumber(day: number): CivilDate {
  const known = written.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * MILLISECONDS_PER_DAY).toISOString();
  assert(text.length === 24, `a year that four digits cannot hold: ${text}`);
  const date = text.slice(0, 10) as CivilDate;
  if (written.size >= DAYS_REMEMBERED) written.clear();
  written.set(day, date);
  return date;
}

/** Every call asks for its day, several times, and a month has few: writing it anew takes longer than pricing the call. */
const written = new Map<number, CivilDate>();
/** Eleven years. */
const DAYS_REMEMBERED = 4_000;

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days);
}

export function daysBetween(from: CivilDate, until: CivilDate): number {
  return dayNumber(until) - dayNumber(from);
}

/**
 * The same day so many months on; a day past the month's end is clamped to its last.
 *
 * @example 2026-01-31 + 1 is 2026-02-28.
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  assert(year >= 0 && year <= 9999, `a year that four digits cannot hold: ${year}`);
  const month = `${String(year).padStart(4, "0")}-${String(index - year * 12 + 1).padStart(2, "0")}`;
  const day = Math.min(dayOfMonth(date), daysInMonth(`${month}-01` as CivilDate));
  return `${month}-${String(day).padStart(2, "0")}` as CivilDate;
}

/** @example 2026-04-07 is 7. */
export function dayOfMonth(date: CivilDate): number {
  return Number(date.slice(8, 10));
}

/** Days of the month that the day lies in. @example 2028-02-10 is 29. */
export function daysInMonth(date: CivilDate): number {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
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
