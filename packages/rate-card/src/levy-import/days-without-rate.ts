import { addDays, CivilDate } from "@tollwright/calendar";
import type { SstRate } from "./read-sst-rates.ts";

/**
 * The rates, and nothing for the days on which a local jurisdiction of the file has none: a file has all that is levied in its
 * quarter. What ends later than the quarter begins is left open, for the next file may have what follows.
 *
 * @param name Of the file. @example `MNR2026Q2FEB18`: a rate that ended on 2026-03-31 is 0 from 2026-04-01 on
 */
export function withDaysWithoutRate(rates: readonly SstRate[], name: string): readonly SstRate[] {
  const quarter = firstDayOf(name);
  const byCode = Map.groupBy(rates, ({ code }) => code);
  return rates.flatMap((rate) => {
    if (rate.lastDay === null || rate.jurisdiction.level === "state") return [rate];
    const from = addDays(rate.lastDay, 1);
    const later = (byCode.get(rate.code) ?? []).filter((other) => other.from > rate.from);
    const [next] = later.toSorted((left, right) => (left.from < right.from ? -1 : 1));
    const isOver = next === undefined ? quarter !== null && from <= quarter : from < next.from;
    if (!isOver) return [rate];
    const lastDay = next === undefined ? null : addDays(next.from, -1);
    return [rate, { ...rate, intrastate: "0", interstate: "0", from, lastDay }];
  });
}

/** The first day of a rate file's quarter; null: its name does not tell. */
export function firstDayOf(name: string): CivilDate | null {
  const [, year, quarter] = /^[A-Z]{2}R(\d{4})Q([1-4])/i.exec(name) ?? [];
  return year === undefined
    ? null
    : CivilDate.parse(`${year}-${String(Number(quarter) * 3 - 2).padStart(2, "0")}-01`);
}
