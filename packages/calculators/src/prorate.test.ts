import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

const MARCH = { from: "2026-03-01", until: "2026-04-01" };
const FEBRUARY = { from: "2026-02-01", until: "2026-03-01" };
const QUARTER = { from: "2026-01-01", until: "2026-04-01" };
const CENTS = { mode: "halfUp", places: 2 };

describe("prorate", () => {
  it.each<
    [string, string, string | null, object, string, object, share: string, amount: string, why: string]
  >([
    // amount, service from, until, period, mode, rounding → share, amount
    ["31.00", "2026-03-10", null, MARCH, "calendarDay", CENTS, "22/31", "22.00", "22 of 31 days"],
    ["10.00", "2026-03-10", null, MARCH, "calendarDay", CENTS, "22/31", "7.10", "7.0967… half-up"],
    [
      "10.00",
      "2026-03-10",
      null,
      MARCH,
      "calendarDay",
      { mode: "down", places: 2 },
      "22/31",
      "7.09",
      "cut off",
    ],
    [
      "10.00",
      "2026-03-10",
      null,
      MARCH,
      "calendarDay",
      { mode: "none" },
      "22/31",
      "7.09677419354838709677",
      "20 places",
    ],
    ["-10.00", "2026-03-10", null, MARCH, "calendarDay", CENTS, "22/31", "-7.10", "a credit mirrors"],
    ["30.00", "2026-02-01", null, FEBRUARY, "fixed30", CENTS, "30/30", "30.00", "February whole is a month"],
    [
      "30.00",
      "2026-02-01",
      "2026-02-28",
      FEBRUARY,
      "fixed30",
      CENTS,
      "27/30",
      "27.00",
      "a day less is 27/30",
    ],
    ["30.00", "2026-03-02", null, MARCH, "fixed30", CENTS, "30/30", "30.00", "30 of 31 days: at most 1"],
    ["30.00", "2026-03-16", "2026-03-31", MARCH, "fixed30", CENTS, "15/30", "15.00", "half"],
    ["30.00", "2026-03-10", null, MARCH, "thirty360", CENTS, "21/30", "21.00", "121 − 100"],
    ["30.00", "2026-03-31", null, MARCH, "thirty360", CENTS, "1/30", "1.00", "the 31st counts as the 30th"],
    [
      "90.00",
      "2026-02-15",
      null,
      QUARTER,
      "thirty360",
      CENTS,
      "46/90",
      "46.00",
      "(4×30+1) − (2×30+15) of 90",
    ],
    [
      "31.00",
      "2026-03-10",
      null,
      MARCH,
      "calendarMonths",
      CENTS,
      "22/31",
      "22.00",
      "one month reads as its days",
    ],
    [
      "28.00",
      "2026-02-15",
      null,
      QUARTER,
      "calendarMonths",
      CENTS,
      "42/28",
      "42.00",
      "14/28 of February and March whole",
    ],
    ["10.00", "2026-01-01", null, QUARTER, "calendarMonths", CENTS, "3/1", "30.00", "three months"],
    ["10.00", "2026-03-10", null, MARCH, "none", CENTS, "1/1", "10.00", "touched is whole"],
    ["10.00", "2026-04-01", null, MARCH, "none", CENTS, "0/1", "0.00", "not touched"],
    [
      "10.00",
      "2026-02-01",
      "2026-03-01",
      MARCH,
      "calendarDay",
      CENTS,
      "0/31",
      "0.00",
      "ended as March began",
    ],
    [
      "10.00",
      "2026-03-15",
      "2026-03-15",
      MARCH,
      "calendarDay",
      CENTS,
      "0/31",
      "0.00",
      "a service without days",
    ],
    [
      "10.00",
      "2025-01-01",
      "2027-01-01",
      MARCH,
      "calendarDay",
      CENTS,
      "31/31",
      "10.00",
      "only the overlap counts",
    ],
  ])(
    "%s from %s until %s in %j by %s, %j: %s, %s (%s)",
    (amount, from, until, period, mode, rounding, share, billed) => {
      const request = { amount, service: { from, until }, period, mode, rounding };
      expect(resultOf("prorate", request)).toMatchObject({ share, amount: billed });
    },
  );

  it("shows days and work; half-up to cents where no rounding is given", () => {
    const request = { amount: "10", service: { from: "2026-03-10" }, period: MARCH, mode: "calendarDay" };
    expect(answerOf("prorate", request)).toEqual({
      result: {
        days: 22,
        periodDays: 31,
        share: "22/31",
        unrounded: "7.09677419354838709677",
        amount: "7.10",
      },
      explanation: [
        "22 of 31 days of 2026-03-01 until 2026-04-01 are covered; by calendarDay the share is 22/31.",
        "10 × 22/31 = 7.09677419354838709677, rounded halfUp to 2 places: 7.10.",
      ],
    });
  });

  const request = (changes: object): object => ({
    amount: "10",
    service: { from: "2026-03-10", until: null },
    period: MARCH,
    mode: "calendarDay",
    ...changes,
  });

  it.each<[string, object, readonly string[]]>([
    ["an empty period", { period: { from: "2026-03-01", until: "2026-03-01" } }, ["DATES_REVERSED period"]],
    ["a reversed period", { period: { from: "2026-04-01", until: "2026-03-01" } }, ["DATES_REVERSED period"]],
    [
      "a service that ends before it starts",
      { service: { from: "2026-03-10", until: "2026-03-09" } },
      ["DATES_REVERSED service"],
    ],
    [
      "a period without days by its mode",
      { period: { from: "2026-03-30", until: "2026-03-31" }, mode: "thirty360" },
      ["DATES_REVERSED period"],
    ],
    ["a day that is none", { service: { from: "2026-02-30" } }, ["INVALID_DOCUMENT service.from"]],
    ["an open period", { period: { from: "2026-03-01", until: null } }, ["INVALID_DOCUMENT period.until"]],
    ["an unknown mode", { mode: "actual365" }, ["INVALID_DOCUMENT mode"]],
    ["an amount as a number", { amount: 10 }, ["INVALID_DOCUMENT amount"]],
    [
      "an unknown field inside",
      { service: { from: "2026-03-10", to: "2026-03-20" } },
      ["UNKNOWN_FIELD service.to"],
    ],
    ["a rounding without places", { rounding: { mode: "halfUp" } }, ["INVALID_DOCUMENT rounding.places"]],
  ])("refuses %s", (_, changes, problems) => {
    expect(problemsOf("prorate", request(changes))).toEqual(problems);
  });
});
