import { alignedPeriod } from "./aligned-period.ts";
import { dayOfMonth, overlap, type Period } from "./civil-date.ts";

/** Days of a billing period, and the whole month that their prices are for. */
export type MonthOfPeriod = { readonly days: Period; readonly whole: Period };

/**
 * Cuts a billing period into months. A period from one bill day to the next is one whole month; one between two bill days, where
 * an account moved, is cut backwards from its end, so that only its first days can be a part of a month.
 *
 * @example 1-15 April, as bill day 1 becomes 15: 14 days of 15 March to 15 April. 15 April - 1 June, as 15 becomes 1: 16 days of April, and May.
 */
export function monthsOfPeriod(period: Period): readonly MonthOfPeriod[] {
  if (isWholeMonth(period)) return [{ days: period, whole: period }];
  const months: MonthOfPeriod[] = [];
  for (let index = -1; months[0]?.days.from !== period.from; index -= 1) {
    const whole = monthFrom(period.until, dayOfMonth(period.until), index);
    const days = overlap(whole, period);
    if (days === null) break;
    months.unshift({ days, whole });
  }
  return months;
}

/** Of the two days of the month the later one is the bill day: the other is where a shorter month ends. */
function isWholeMonth({ from, until }: Period): boolean {
  const month = monthFrom(from, Math.max(dayOfMonth(from), dayOfMonth(until)), 0);
  return month.from === from && month.until === until;
}

function monthFrom(from: Period["from"], billDay: number, index: number): Period {
  return alignedPeriod({ from, billDay, months: 1, index });
}
