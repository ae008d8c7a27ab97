import {
  addDays,
  daysBetween,
  monthPeriod,
  type Period,
  type ProrationMode,
  prorate,
} from "@tollwright/calendar";
import { add, compare, exact, zero } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanShares } from "./span-share.ts";

const april = monthPeriod("2026-04");
const may = monthPeriod("2026-05");

describe("spanShares", () => {
  // Worked: April has 30 days, May 31. `none` gives all to the last span. `fixed30` in May: the whole is 30/30, the last
  // 16 days are 16/30, so the first 15 days add 14/30.
  it.each([
    ["calendarDay", april, ["04-01", "05-01"], ["1"]],
    ["calendarDay", april, ["04-10", "05-01"], ["21/30"]],
    ["calendarDay", april, ["04-01", "04-16", "05-01"], ["15/30", "15/30"]],
    ["calendarDay", may, ["05-01", "05-16", "06-01"], ["15/31", "16/31"]],
    ["fixed30", may, ["05-01", "06-01"], ["1"]],
    ["fixed30", may, ["05-02", "06-01"], ["1"]],
    ["fixed30", may, ["05-01", "05-16", "06-01"], ["14/30", "16/30"]],
    ["none", april, ["04-01", "04-16", "05-01"], ["0", "1"]],
    ["none", april, ["04-29", "04-30"], ["1"]],
    ["thirty360", may, ["05-01", "05-16", "06-01"], ["15/30", "15/30"]],
  ] as const)("%s over the cuts %s", (mode, period, cuts, shares) => {
    expect(
      spanShares(
        spansOf(
          cuts.map((day) => `2026-${day}`),
          mode,
        ),
        period,
      ),
    ).toEqual(shares);
  });

  it("the shares of the spans add up to the share of the whole, in every mode", () => {
    const modes = ["calendarDay", "fixed30", "thirty360", "calendarMonths", "none"] as const;
    const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 31 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom(...modes),
        fc.integer({ min: 1, max: 12 }),
        offsets,
        (mode, month, days) => {
          const period = monthPeriod(`2026-${String(month).padStart(2, "0")}`);
          const length = daysBetween(period.from, period.until);
          const cuts = [...new Set(days.map((day) => Math.min(day, length)))].sort((a, b) => a - b);
          if (cuts.length < 2) return;
          const spans = spansOf(
            cuts.map((day) => addDays(period.from, day)),
            mode,
          );
          const total = spanShares(spans, period).reduce((sum, share) => add(sum, exact(share)), zero);
          const whole = { from: spans[0]!.from, until: spans.at(-1)!.until };
          expect(compare(total, prorate(whole, period, mode).share)).toBe(0);
        },
      ),
    );
  });
});

function spansOf(
  cuts: readonly string[],
  mode: ProrationMode,
): readonly (Period & { mode: ProrationMode })[] {
  return cuts
    .slice(1)
    .map((until, index) => ({ from: cuts[index], until, mode }) as Period & { mode: ProrationMode });
}
