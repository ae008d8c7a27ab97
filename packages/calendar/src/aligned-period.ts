import { addDays, addMonths, type CivilDate, dayOfMonth, daysInMonth, type Period } from "./civil-date.ts";

/**
 * The full periods of so many months that all begin on one day of the month, one after another; number 0 is the one that
 * `from` lies in. Each is counted from the same anchor, so that a day past a month's end is its last day there and comes
 * back in the next longer month. The anchor is the bill day of the month of `from`: where `from` lies before it, the first
 * period ends there; on it or after it, the first period begins there.
 *
 * @param billDay 1 to 31; the day of `from` itself makes anniversaries.
 * @example from 2026-01-31, day 31, one month: 31 January to 28 February, 28 February to 31 March, 31 March to 30 April.
 *   From 2026-01-10, day 1, three months: 1 January to 1 April; day 15: 15 October to 15 January.
 */
export function alignedPeriod(input: {
  readonly from: CivilDate;
  readonly billDay: number;
  readonly months: number;
  readonly index: number;
}): Period {
  const { from, billDay, months, index } = input;
  const inMonth = monthDay(from, 0, billDay);
  const start = (inMonth <= from ? 0 : -months) + index * months;
  return { from: monthDay(from, start, billDay), until: monthDay(from, start + months, billDay) };
}

/** That day of the month so many months on; past the month's end, its last day. */
function monthDay(date: CivilDate, months: number, day: number): CivilDate {
  const month = addMonths(addDays(date, 1 - dayOfMonth(date)), months);
  return addDays(month, Math.min(day, daysInMonth(month)) - 1);
}
