import { fromDayNumber } from "@tollwright/calendar";
import type { TariffPeriod } from "../plan/tariff.ts";
import { startSecond, type When } from "../plan/tariff-when.ts";

/** Periods with their position, those that win first: by weight, ties by the latest `fromTime`, then as listed. */
export function byPrecedence(
  periods: readonly TariffPeriod[],
): readonly { readonly index: number; readonly period: TariffPeriod }[] {
  return periods
    .map((period, index) => ({ index, period }))
    .sort(
      ({ period: left }, { period: right }) =>
        (right.weight ?? 0) - (left.weight ?? 0) ||
        startSecond(right.when?.fromTime) - startSecond(left.when?.fromTime),
    );
}

/** Whether the days of a `when` have this one, whatever the time. @param day Days since 1970-01-01, in the zone of the `when`. */
export function matchesDay({ weekdays, months, monthDays, dates }: When, day: number): boolean {
  if (weekdays != null && !weekdays.includes(weekdayOf(day))) return false;
  if (months == null && monthDays == null && dates == null) return true;
  const date = fromDayNumber(day);
  return (
    (months == null || months.includes(Number(date.slice(5, 7)))) &&
    (monthDays == null || monthDays.includes(Number(date.slice(8)))) &&
    (dates == null || dates.includes(date))
  );
}

/** 1 is Monday. 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
