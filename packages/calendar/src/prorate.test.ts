import { add, compare, one, sum, toText, zero } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, civilDate, fromDayNumber, monthPeriod, type Period } from "./civil-date.ts";
import { ProrationMode, periodDays, prorate } from "./prorate.ts";

const range = (from: string, until: string): Period => ({ from: civilDate(from), until: civilDate(until) });
const YEAR = range("2026-01-01", "2027-01-01");

describe("prorate", () => {
  it.each([
    // service from, until, period, mode, days, of, share
    ["2026-03-10", null, "2026-03", "calendarDay", 22, 31, "22/31"],
    ["2026-03-01", null, "2026-03", "calendarDay", 31, 31, "31/31"], // whole
    ["2026-03-31", null, "2026-03", "calendarDay", 1, 31, "1/31"], // the last day
    ["2026-02-10", "2026-03-01", "2026-03", "calendarDay", 0, 31, "0/31"], // ended as the month began
    ["2026-04-01", null, "2026-03", "calendarDay", 0, 31, "0/31"], // begins as it ends
    ["2026-02-01", null, "2026-02", "fixed30", 30, 30, "30/30"], // February, fully covered, is 1
    ["2026-02-02", null, "2026-02", "fixed30", 27, 30, "27/30"],
    ["2026-03-02", null, "2026-03", "fixed30", 30, 30, "30/30"], // 30 of 31 days are a month already
    ["2026-03-03", null, "2026-03", "fixed30", 29, 30, "29/30"],
    ["2026-05-01", null, "2026-03", "fixed30", 0, 30, "0/30"],
    ["2026-03-10", null, "2026-03", "thirty360", 21, 30, "21/30"], // 4×30+1 − (3×30+10)
    ["2026-03-31", null, "2026-03", "thirty360", 1, 30, "1/30"], // the 31st counts as the 30th
    ["2026-03-30", null, "2026-03", "thirty360", 1, 30, "1/30"],
    ["2026-02-15", null, "2026-02", "thirty360", 16, 30, "16/30"], // February has thirty days too
    ["2026-02-28", null, "2026-02", "thirty360", 3, 30, "3/30"],
    ["2026-03-10", null, "2026-03", "calendarMonths", 22, 31, "22/31"],
    ["2026-03-01", null, "2026-03", "calendarMonths", 31, 31, "31/31"],
    ["2026-04-01", null, "2026-03", "calendarMonths", 0, 31, "0/1"],
    ["2026-03-10", null, "2026-03", "none", 22, 31, "1/1"],
    ["2026-04-01", null, "2026-03", "none", 0, 31, "0/1"],
  ] as const)("from %s until %s in %s by %s: %i of %i, %s", (from, until, month, mode, days, of, share) => {
    const service = { from: civilDate(from), until: until === null ? null : civilDate(until) };
    const got = prorate(service, monthPeriod(month), mode);
    expect([got.days, got.periodDays, got.shareText]).toEqual([days, of, share]);
  });

  it.each([
    ["2026-03-10", "2026-04-11", "970/930"], // 22/31 + 10/30 = 660/930 + 310/930
    ["2026-03-10", "2026-05-01", "53/31"], // 22/31 + 30/30
    ["2026-03-01", "2026-05-01", "2/1"], // two whole months
    ["2026-03-10", "2026-05-11", "63/31"], // 22/31 + 1 + 10/31
    ["2026-01-31", "2026-03-02", "33/31"], // 1/31 + 1 + 1/31
    ["2026-02-15", "2026-03-01", "14/28"], // to the month's end is one month
    ["2026-02-15", "2026-03-02", "462/868"], // 14/28 + 1/31 = 434/868 + 28/868
    ["2025-11-20", "2026-01-11", "10/31"], // only what lies in the period
    ["2026-01-01", "2027-01-01", "12/1"],
  ])("calendar months of %s until %s in 2026: %s", (from, until, share) => {
    expect(prorate(range(from, until), YEAR, "calendarMonths").shareText).toBe(share);
  });

  it("calendar months reach the last month that four digits can write", () => {
    const ages = range("0001-01-01", "9999-12-31");
    // 9998 years of 12 months, 11 months, and 30 of 31 days of December 9999.
    expect(prorate(ages, ages, "calendarMonths").shareText).toBe(`${(9998 * 12 + 11) * 31 + 30}/31`);
  });

  it("a period without days is a bug of the caller", () => {
    const empty = range("2026-03-01", "2026-03-01");
    expect(() => prorate(YEAR, empty, "calendarDay")).toThrow("a period without days");
    expect(periodDays(range("2026-03-30", "2026-03-31"), "thirty360")).toBe(0);
    expect(() => prorate(YEAR, range("2026-03-30", "2026-03-31"), "thirty360")).toThrow("thirty360");
  });

  const days = fc.integer({ min: 19_000, max: 22_000 });
  const periods = fc
    .tuple(days, fc.integer({ min: 3, max: 800 }))
    .map(([from, length]) => ({ from: fromDayNumber(from), until: fromDayNumber(from + length) }));

  it("splitting a service loses nothing: calendar days and months of both parts add up to the whole", () => {
    const property = fc.property(periods, fc.integer({ min: 0, max: 800 }), (period, at) => {
      const cut = addDays(period.from, Math.min(at, periodDays(period, "calendarDay")));
      const parts = [
        { from: period.from, until: cut },
        { from: cut, until: period.until },
      ];
      for (const mode of ["calendarDay", "calendarMonths", "thirty360"] as const) {
        const whole = prorate(period, period, mode).share;
        expect(toText(sum(parts.map((part) => prorate(part, period, mode).share)))).toBe(toText(whole));
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("calendar months, day by day, as the rule reads", () => {
    const property = fc.property(periods, (period) => {
      let slow = zero;
      for (let date = period.from; date < period.until; date = addDays(date, 1)) {
        const month = monthPeriod(date.slice(0, 7));
        slow = add(slow, prorate(range(date, addDays(date, 1)), month, "calendarDay").share);
      }
      expect(toText(prorate(period, period, "calendarMonths").share)).toBe(toText(slow));
    });
    fc.assert(property, { numRuns: 60 });
  });

  it("no share is negative, and by every mode but calendar months none is above one", () => {
    const property = fc.property(
      periods,
      periods,
      fc.constantFrom(...ProrationMode.options),
      (service, period, mode) => {
        const { share } = prorate(service, period, mode);
        expect(compare(share, zero)).toBeGreaterThanOrEqual(0);
        if (mode !== "calendarMonths") expect(compare(share, one)).toBeLessThanOrEqual(0);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
