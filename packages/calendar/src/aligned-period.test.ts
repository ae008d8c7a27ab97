import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignedPeriod } from "./aligned-period.ts";
import { addDays, civilDate, daysBetween } from "./civil-date.ts";

const text = (from: string, billDay: number, months: number, index: number): string => {
  const period = alignedPeriod({ from: civilDate(from), billDay, months, index });
  return `${period.from} ${period.until}`;
};

describe("periods that begin on one day of the month", () => {
  it.each<[string, number, number, number, string, string]>([
    ["2026-01-10", 1, 1, 0, "2026-01-01 2026-02-01", "the one around it"],
    ["2026-01-10", 1, 1, 1, "2026-02-01 2026-03-01", "the next"],
    ["2026-01-10", 10, 1, 0, "2026-01-10 2026-02-10", "on the bill day a full one begins"],
    ["2026-01-10", 11, 1, 0, "2025-12-11 2026-01-11", "the day before"],
    ["2026-01-31", 31, 1, 1, "2026-02-28 2026-03-31", "clamped, and back"],
    ["2026-01-10", 1, 3, 0, "2026-01-01 2026-04-01", "three months from the bill day just past"],
    ["2026-01-10", 10, 3, 0, "2026-01-10 2026-04-10", "three months from the bill day"],
    ["2026-01-10", 11, 3, 0, "2025-10-11 2026-01-11", "three months to the bill day ahead"],
    ["2026-01-10", 1, 3, -1, "2025-10-01 2026-01-01", "the one before"],
    ["2028-02-29", 29, 12, 1, "2029-02-28 2030-02-28", "29 February, years"],
    ["2028-02-29", 29, 12, 4, "2032-02-29 2033-02-28", "and back"],
  ])("%s, day %s, %s months, number %s: %s, %s", (from, billDay, months, index, expected) => {
    expect(text(from, billDay, months, index)).toBe(expected);
  });

  it("follow one another without a gap, and the first holds the day they are counted from", () => {
    const day = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays(civilDate("2024-01-01"), days));
    const billDay = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(day, billDay, fc.integer({ min: 1, max: 13 }), fc.nat(20), (from, on, months, index) => {
        const at = (number: number) => alignedPeriod({ from, billDay: on, months, index: number });
        expect(at(index).until).toBe(at(index + 1).from);
        expect(daysBetween(at(0).from, from)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(from, at(0).until)).toBeGreaterThan(0);
      }),
    );
  });
});
