import { exact, sum, toText } from "@tollwright/money";
import { describe, expect, it } from "vitest";
import { resultOf } from "./ask-for-tests.ts";

/** A last day that belongs to the service, as many write it, is the day before `until`. */
const through = (lastDay: string): string =>
  new Date(Date.parse(`${lastDay}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

type Share = { readonly share: string; readonly amount: string; readonly days: number };

function prorated(from: string, until: string, mode: string, more: object = {}): Share {
  const service = { from, until };
  const rounding = { mode: "halfUp", places: 9 };
  return resultOf("prorate", { amount: "1", service, period: service, mode, rounding, ...more }) as Share;
}

describe("BillRun, library/Tests/Monthsdifftest.php: months from a first to a last day, each day by its own month", () => {
  it.each([
    ["2019-02-11", "2019-02-12", "0.071428571"],
    ["2017-11-01", "2018-11-01", "12.033333333"],
    ["2017-11-01", "2017-11-01", "0.033333333"],
    ["2019-03-01", "2019-03-28", "0.903225806"],
    ["2019-03-01", "2019-03-10", "0.322580645"],
    ["2019-01-01", "2019-12-31", "12.000000000"],
    ["2019-01-01", "2119-01-01", "1200.032258065"],
    ["2018-12-31", "2019-01-01", "0.064516129"],
    ["2019-01-31", "2019-02-01", "0.067972350"],
    ["2019-02-01", "2020-02-29", "13.000000000"],
    ["2019-02-01", "2020-02-28", "12.965517241"],
    ["2020-07-01", "2020-07-30", "0.967741935"],
    ["2020-06-01", "2020-07-30", "1.967741935"],
    ["2019-03-01", "2019-03-31", "1.000000000"],
    ["2019-03-01", "2019-03-30", "0.967741935"],
    ["2019-03-01", "2019-04-01", "1.033333333"],
    ["2019-03-01", "2019-03-01", "0.032258065"],
  ])("%s to %s: %s months", (from, lastDay, months) => {
    expect(prorated(from, through(lastDay), "calendarMonths").amount).toBe(months);
  });
});

describe("Kill Bill, TestInvoiceDateUtilsWithFixedProration: thirty days a month, of the period from one bill day to the next", () => {
  it.each([
    ["2023-05-23", "2023-06-15", "2023-05-15", "0.733333333"],
    ["2023-06-23", "2023-07-15", "2023-06-15", "0.733333333"],
    ["2023-02-23", "2023-03-15", "2023-02-15", "0.733333333"],
    ["2024-02-23", "2024-03-15", "2024-02-15", "0.733333333"],
    ["2023-05-15", "2023-05-23", "2023-05-15", "0.266666667"],
    ["2023-06-15", "2023-06-23", "2023-06-15", "0.266666667"],
  ])("%s to %s, bill day 15: %s", (from, until, billDay, share) => {
    const month = Number(billDay.slice(5, 7)) + 1;
    const period = { from: billDay, until: `${billDay.slice(0, 5)}${String(month).padStart(2, "0")}-15` };
    expect(prorated(from, until, "thirty360", { period }).amount).toBe(share);
  });

  it.each([
    ["2023-05-23", "2023-06-15", 8, "0.741935484"],
    ["2023-06-23", "2023-07-15", 8, "0.733333333"],
    ["2023-02-23", "2023-03-15", 8, "0.714285714"],
    ["2024-02-23", "2024-03-15", 8, "0.724137931"],
  ])("without fixed days, %s to %s, which begins %i days late: %s", (from, until, late, share) => {
    const start = new Date(Date.parse(`${from}T00:00:00Z`) - late * 86_400_000).toISOString().slice(0, 10);
    expect(prorated(from, until, "calendarDay", { period: { from: start, until } }).amount).toBe(share);
  });
});

describe("Oracle Subscription Management, Partial Period Billing", () => {
  /** Full periods and the parts of stubs, added up. */
  const months = (request: object): string => {
    const { periods } = resultOf("periods-due", { targetDate: "2030-01-01", months: 1, ...request }) as {
      periods: readonly { readonly share: string }[];
    };
    return toText(sum(periods.map(({ share }) => exact(share)))).slice(0, 6);
  };
  const service = { serviceFrom: "2019-01-15", serviceUntil: through("2019-04-10"), timing: "advance" };

  it("15 January to 10 April 2019, from the day it began: two months and 27/31", () => {
    expect(months({ ...service, alignment: "anniversary" })).toBe("2.8709");
  });

  it("by calendar months: 17/31, two, 10/30", () => {
    expect(months({ ...service, alignment: "billDay", billDay: 1 })).toBe("2.8817");
    expect(prorated("2019-01-15", through("2019-04-10"), "calendarMonths").amount).toBe("2.881720430");
  });

  it("Salesforce, monthly proration: 28 March 2025 to 4 February 2026 by day 5 is 8/31 and ten months", () => {
    const request = { serviceFrom: "2025-03-28", serviceUntil: through("2026-02-04"), timing: "advance" };
    expect(months({ ...request, alignment: "billDay", billDay: 5 })).toBe("10.258");
  });
});

describe("tariffs and companies, a month of a recurring price", () => {
  const month = (name: string) => ({ from: `${name}-01`, until: through(lastDays[name] ?? "") });
  const lastDays: Readonly<Record<string, string>> = {
    "2026-02": "2026-02-28",
    "2026-04": "2026-04-30",
    "2026-05": "2026-05-31",
    "2016-04": "2016-04-30",
    "2021-01": "2021-01-31",
  };
  const CENTS = { mode: "halfUp", places: 2 };

  it.each([
    [
      "1/30 of the month for each day (interstate price list 3.9.4), 12 days",
      "2026-05",
      "2026-05-20",
      "30.00",
      "fixed30",
      "12.00",
    ],
    ["the same, of February's 9 days", "2026-02", "2026-02-20", "30.00", "fixed30", "9.00"],
    ["the same, all of February", "2026-02", "2026-02-01", "30.00", "fixed30", "30.00"],
    [
      "a number of units a month, half of April (Rogers)",
      "2026-04",
      "2026-04-16",
      "100",
      "calendarDay",
      "50.00",
    ],
    ["eleven days of April (Utility Telecom)", "2016-04", "2016-04-20", "30.00", "calendarDay", "11.00"],
    ["9/31 of 100 (Zuora)", "2021-01", "2021-01-23", "100", "calendarDay", "29.03"],
  ])("%s", (_, name, from, amount, mode, expected) => {
    const request = { amount, service: { from }, period: month(name), mode, rounding: CENTS };
    expect(resultOf("prorate", request)).toMatchObject({ amount: expected });
  });
});

describe("change of plan", () => {
  const of = (oldAmount: string, newAmount: string, on: string, from: string, until: string, more = {}) =>
    resultOf("change-plan", {
      ...{ oldAmount, newAmount, on, period: { from, until }, mode: "calendarDay" },
      ...{ rounding: { mode: "halfUp", places: 2 }, ...more },
    });

  it.each([
    ["Stripe: 10 to 20 half-way", "10", "20", "2026-04-16", "-5.00", "10.00", "5.00"],
    ["Autumn: 20 to 50 half-way", "20", "50", "2026-04-16", "-10.00", "25.00", "15.00"],
    ["Samsung: 30 to 60 on 16 September of 30 days", "30", "60", "2026-04-16", "-15.00", "30.00", "15.00"],
  ])("%s", (_, before, after, on, credit, charge, net) => {
    expect(of(before, after, on, "2026-04-01", "2026-05-01")).toMatchObject({ credit, charge, net });
  });

  it.each([
    [
      "testBlockUnblock: 29.95 from 27 April 2019, ended on 3 May",
      "29.95",
      "0",
      "2019-05-03",
      "2019-04-27",
      "2019-05-27",
      "-23.96",
      "0.00",
    ],
    [
      "testAnnualWithBlocking1: 100 a year, 25 days from 14 January 2014",
      "100",
      "100",
      "2014-12-07",
      "2014-01-01",
      "2015-01-01",
      "-6.85",
      "6.85",
    ],
  ])("Kill Bill, TestSubscriptionItemTree.%s", (_, before, after, on, from, until, credit, charge) => {
    expect(of(before, after, on, from, until)).toMatchObject({ credit, charge });
  });
});
