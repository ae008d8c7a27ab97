import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignedPeriod } from "./aligned-period.ts";
import { addDays, civilDate, daysBetween } from "./civil-date.ts";
import { monthsOfPeriod } from "./months-of-period.ts";

const text = (from: string, until: string): string =>
  monthsOfPeriod({ from: civilDate(from), until: civilDate(until) })
    .map(({ days, whole }) => `${days.from}..${days.until} of ${whole.from}..${whole.until}`)
    .join(", ");

describe("the months of a billing period", () => {
  it.each([
    ["2026-04-01", "2026-05-01", "2026-04-01..2026-05-01 of 2026-04-01..2026-05-01", "a calendar month"],
    ["2026-03-15", "2026-04-15", "2026-03-15..2026-04-15 of 2026-03-15..2026-04-15", "bill day 15"],
    ["2026-01-31", "2026-02-28", "2026-01-31..2026-02-28 of 2026-01-31..2026-02-28", "bill day 31, clamped"],
    ["2026-02-28", "2026-03-30", "2026-02-28..2026-03-30 of 2026-02-28..2026-03-30", "bill day 30, clamped"],
    ["2026-04-01", "2026-04-15", "2026-04-01..2026-04-15 of 2026-03-15..2026-04-15", "1 became 15: short"],
    ["2026-03-20", "2026-04-01", "2026-03-20..2026-04-01 of 2026-03-01..2026-04-01", "20 became 1: short"],
    [
      "2026-04-15",
      "2026-06-01",
      "2026-04-15..2026-05-01 of 2026-04-01..2026-05-01, 2026-05-01..2026-06-01 of 2026-05-01..2026-06-01",
      "15 became 1: long",
    ],
  ])("%s until %s: %s (%s)", (from, until, expected) => {
    expect(text(from, until)).toBe(expected);
  });

  it("whatever the bill day, a period on it is one month; any other is all of its days once", () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(civilDate("2024-01-01"), days));
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 75 }),
        (from, billDay, length) => {
          const whole = alignedPeriod({ from, billDay, months: 1, index: 0 });
          expect(monthsOfPeriod(whole)).toEqual([{ days: whole, whole }]);
          const months = monthsOfPeriod({ from, until: addDays(from, length) });
          expect(months[0]?.days.from).toBe(from);
          expect(months.reduce((total, { days }) => total + daysBetween(days.from, days.until), 0)).toBe(
            length,
          );
        },
      ),
    );
  });
});
