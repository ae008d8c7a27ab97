import { civilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { billPeriodOf } from "./bill-period.ts";
import { exampleAccount } from "./testing/example-account.ts";

function period(billDay: number | "anniversary", day: string, periodsOn = 0, from = "2025-01-31"): string {
  const account = exampleAccount({ id: "acme", billDay, plans: [{ plan: "p", from }] });
  const found = billPeriodOf(account, civilDate(day), periodsOn);
  return `${found.from} ${found.until}`;
}

describe("the billing period that a day lies in", () => {
  it.each<[number | "anniversary", string, string, string]>([
    [1, "2026-04-30", "2026-04-01 2026-05-01", "the calendar month"],
    [15, "2026-04-14", "2026-03-15 2026-04-15", "the day before the bill day"],
    [15, "2026-04-15", "2026-04-15 2026-05-15", "the bill day"],
    [31, "2026-02-27", "2026-01-31 2026-02-28", "clamped"],
    [31, "2026-02-28", "2026-02-28 2026-03-31", "and back to the 31st"],
    [30, "2028-02-29", "2028-02-29 2028-03-30", "a leap year"],
    [29, "2028-02-28", "2028-01-29 2028-02-29", "the day before it"],
    ["anniversary", "2026-04-30", "2026-04-30 2026-05-31", "of a plan that began on the 31st"],
    ["anniversary", "2026-04-29", "2026-03-31 2026-04-30", "the day before"],
  ])("bill day %s, %s: %s, %s", (billDay, day, expected) => {
    expect(period(billDay, day)).toBe(expected);
  });

  it("the ones after it are counted from one anchor", () => {
    expect([0, 1, 2, 3].map((on) => period(31, "2026-01-31", on))).toEqual([
      "2026-01-31 2026-02-28",
      "2026-02-28 2026-03-31",
      "2026-03-31 2026-04-30",
      "2026-04-30 2026-05-31",
    ]);
  });
});
