import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  CivilDate,
  civilDate,
  contains,
  dayNumber,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  monthPeriod,
  overlap,
} from "./civil-date.ts";

const day = civilDate;
const period = (from: string, until: string) => ({ from: day(from), until: day(until) });

describe("days", () => {
  it.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2028-02-29", true],
    ["2100-02-29", false],
    ["2026-04-31", false],
    ["2026-13-01", false],
    ["2026-4-1", false],
    ["2026-04-01T00:00:00Z", false],
    ["", false],
  ])("%s is a day: %s", (text, isDay) => {
    expect(CivilDate.safeParse(text).success).toBe(isDay);
    if (!isDay) expect(() => civilDate(text)).toThrow("not a day");
  });

  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-01-31", 2, "2026-03-31"], // from the anchor, so it does not drift to the 28th
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-04-30", 12, "2027-04-30"],
    ["2026-04-30", 0, "2026-04-30"],
  ])("%s and %i months is %s", (from, months, until) => {
    expect(addMonths(day(from), months)).toBe(until);
  });

  it("days between, over a leap day and back", () => {
    expect(daysBetween(day("2026-03-10"), day("2026-04-01"))).toBe(22);
    expect(daysBetween(day("2028-02-28"), day("2028-03-01"))).toBe(2);
    expect(daysBetween(day("2026-04-01"), day("2026-03-31"))).toBe(-1);
    expect(daysBetween(day("2026-03-01"), day("2026-04-01"))).toBe(31); // a night of 23 hours changes nothing
  });

  it("a day number and back; adding and taking away", () => {
    const days = fc.integer({ min: -100_000, max: 200_000 });
    const property = fc.property(days, days, (number, more) => {
      const date = fromDayNumber(number);
      expect(dayNumber(date)).toBe(number);
      expect(daysBetween(date, addDays(date, more))).toBe(more);
      const next = addMonths(civilDate(`${date.slice(0, 7)}-01`), 1);
      expect(daysBetween(civilDate(`${date.slice(0, 7)}-01`), next)).toBe(daysInMonth(date));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("the year 10000 has no text that sorts, and is refused", () => {
    expect(() => addMonths(day("9999-12-01"), 1)).toThrow("four digits");
    expect(() => addDays(day("9999-12-31"), 1)).toThrow("four digits");
  });
});

describe("half-open periods", () => {
  it("a month is from its first day until the first of the next", () => {
    expect(monthPeriod("2026-12")).toEqual(period("2026-12-01", "2027-01-01"));
  });

  it.each([
    ["2026-04-10", "2026-04-20", "2026-04-10", "2026-04-20"], // inside
    ["2026-03-10", "2026-06-20", "2026-04-01", "2026-05-01"], // around
    ["2026-03-10", "2026-04-02", "2026-04-01", "2026-04-02"], // the first day only
    ["2026-04-30", null, "2026-04-30", "2026-05-01"], // the last day only, still in force
  ])("%s until %s overlaps April from %s until %s", (from, until, first, last) => {
    const service = { from: day(from), until: until === null ? null : day(until) };
    expect(overlap(service, monthPeriod("2026-04"))).toEqual(period(first, last));
  });

  it.each([
    ["2026-03-01", "2026-04-01"], // ends where April begins
    ["2026-05-01", null], // begins where April ends
    ["2026-04-10", "2026-04-10"], // empty
    ["2026-04-20", "2026-04-10"], // reversed
  ])("%s until %s does not touch April", (from, until) => {
    const service = { from: day(from), until: until === null ? null : day(until) };
    expect(overlap(service, monthPeriod("2026-04"))).toBeNull();
  });

  it("`from` belongs to it, `until` does not", () => {
    const april = monthPeriod("2026-04");
    const inside = ["2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01"].map((date) =>
      contains(april, day(date)),
    );
    expect(inside).toEqual([false, true, true, false]);
    expect(contains({ from: day("2026-04-01"), until: null }, day("2999-01-01"))).toBe(true);
  });
});
