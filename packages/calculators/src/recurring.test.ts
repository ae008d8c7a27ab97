import { describe, expect, it } from "vitest";
import { problemsOf, resultOf } from "./ask-for-tests.ts";

describe("periods-due", () => {
  const monthly = {
    serviceFrom: "2026-01-10",
    targetDate: "2026-03-15",
    billDay: 1,
    months: 1,
    timing: "advance",
    alignment: "billDay",
  };

  it.each<[string, object, readonly string[]]>([
    [
      "a stub first, then months: due when they begin",
      {},
      ["2026-01-10 2026-02-01 22/31", "2026-02-01 2026-03-01 28/28", "2026-03-01 2026-04-01 31/31"],
    ],
    [
      "in arrears: due when they end",
      { timing: "arrears" },
      ["2026-01-10 2026-02-01 22/31", "2026-02-01 2026-03-01 28/28"],
    ],
    ["the day of it", { timing: "arrears", targetDate: "2026-02-01" }, ["2026-01-10 2026-02-01 22/31"]],
    ["the day before", { timing: "arrears", targetDate: "2026-01-31" }, []],
    ["in advance on the first day", { targetDate: "2026-01-10" }, ["2026-01-10 2026-02-01 22/31"]],
    [
      "a service that begins on the bill day has no stub",
      { billDay: 10 },
      ["2026-01-10 2026-02-10 31/31", "2026-02-10 2026-03-10 28/28", "2026-03-10 2026-04-10 31/31"],
    ],
    [
      "the bill day still ahead in the month",
      { billDay: 15, targetDate: "2026-01-20" },
      ["2026-01-10 2026-01-15 5/31", "2026-01-15 2026-02-15 31/31"],
    ],
    [
      "a bill day past the month's end is its last, and does not drift",
      { serviceFrom: "2026-01-31", billDay: 31, targetDate: "2026-03-31" },
      ["2026-01-31 2026-02-28 28/28", "2026-02-28 2026-03-31 31/31", "2026-03-31 2026-04-30 30/30"],
    ],
    [
      "an anniversary past the month's end neither",
      { serviceFrom: "2026-01-31", alignment: "anniversary", billDay: null },
      ["2026-01-31 2026-02-28 28/28", "2026-02-28 2026-03-31 31/31"],
    ],
    [
      "a service that ends has a stub last",
      { serviceUntil: "2026-02-11" },
      ["2026-01-10 2026-02-01 22/31", "2026-02-01 2026-02-11 10/28"],
    ],
    ["both stubs in one", { serviceUntil: "2026-01-20" }, ["2026-01-10 2026-01-20 10/31"]],
    [
      "quarters: the stub's full period begins on the bill day of its month",
      { months: 3, targetDate: "2026-05-01" },
      ["2026-01-10 2026-04-01 81/90", "2026-04-01 2026-07-01 91/91"],
    ],
    [
      "or ends on it, where it is still ahead",
      { months: 3, billDay: 15, targetDate: "2026-02-01" },
      ["2026-01-10 2026-01-15 5/92", "2026-01-15 2026-04-15 90/90"],
    ],
    ["months left out are one", { months: null, targetDate: "2026-01-31" }, ["2026-01-10 2026-02-01 22/31"]],
    ["nothing is due before it begins", { targetDate: "2026-01-09" }, []],
    [
      "the day on which a period ends begins the next: in advance both are due",
      { targetDate: "2026-02-01" },
      ["2026-01-10 2026-02-01 22/31", "2026-02-01 2026-03-01 28/28"],
    ],
    [
      "in arrears the last stub is due when the service ends, not at the end of its full period",
      { timing: "arrears", serviceUntil: "2026-02-11", targetDate: "2026-02-11" },
      ["2026-01-10 2026-02-01 22/31", "2026-02-01 2026-02-11 10/28"],
    ],
    [
      "and not the day before",
      { timing: "arrears", serviceUntil: "2026-02-11", targetDate: "2026-02-10" },
      ["2026-01-10 2026-02-01 22/31"],
    ],
    [
      "a bill day of 31 in a leap February is the 29th: the day before it is a stub",
      { serviceFrom: "2028-02-28", billDay: 31, targetDate: "2028-03-31" },
      ["2028-02-28 2028-02-29 1/29", "2028-02-29 2028-03-31 31/31", "2028-03-31 2028-04-30 30/30"],
    ],
    [
      "29 February comes back every fourth year",
      { serviceFrom: "2028-02-29", alignment: "anniversary", months: 12, targetDate: "2032-02-29" },
      [
        "2028-02-29 2029-02-28 365/365",
        "2029-02-28 2030-02-28 365/365",
        "2030-02-28 2031-02-28 365/365",
        "2031-02-28 2032-02-29 366/366",
        "2032-02-29 2033-02-28 365/365",
      ],
    ],
    [
      "30 November and three months: the last of February, then the 30th again",
      { serviceFrom: "2026-11-30", alignment: "anniversary", months: 3, targetDate: "2027-05-30" },
      ["2026-11-30 2027-02-28 90/90", "2027-02-28 2027-05-30 91/91", "2027-05-30 2027-08-30 92/92"],
    ],
    // Salesforce help, monthly proration examples: cycles from the 5th, service from 28 March 2025: 8 of 31 days.
    [
      "cycles from the 5th, begun on the 28th",
      { serviceFrom: "2025-03-28", serviceUntil: "2026-02-05", billDay: 5, targetDate: "2025-04-05" },
      ["2025-03-28 2025-04-05 8/31", "2025-04-05 2025-05-05 30/30"],
    ],
    ["nor of a service without days", { serviceUntil: "2026-01-10" }, []],
    [
      "a service until the last day that can be written",
      { serviceUntil: "9999-12-31", targetDate: "2026-01-31" },
      ["2026-01-10 2026-02-01 22/31"],
    ],
    [
      "all periods of a service that has ended",
      { serviceUntil: "2026-02-01", targetDate: "9999-12-31" },
      ["2026-01-10 2026-02-01 22/31"],
    ],
  ])("%s", (_, changes, expected) => {
    const { periods } = resultOf("periods-due", { ...monthly, ...changes }) as {
      periods: { from: string; until: string; share: string }[];
    };
    expect(periods.map(({ from, until, share }) => `${from} ${until} ${share}`)).toEqual(expected);
  });

  it.each<[object, readonly string[]]>([
    [{ billDay: null }, ["INVALID_DOCUMENT billDay"]],
    [{ billDay: 32 }, ["INVALID_DOCUMENT billDay"]],
    [{ months: 0 }, ["INVALID_DOCUMENT months"]],
    [{ serviceUntil: "2026-01-09" }, ["DATES_REVERSED serviceUntil"]],
    [{ targetDate: "9999-12-31" }, ["INVALID_DOCUMENT targetDate"]],
    [{ serviceUntil: "9900-01-01", targetDate: "9999-12-31" }, ["INVALID_DOCUMENT targetDate"]],
    [{ serviceFrom: "9900-01-01" }, ["INVALID_DOCUMENT serviceFrom"]],
    [{ timing: "later" }, ["INVALID_DOCUMENT timing"]],
  ])("%j is refused", (changes, problems) => {
    expect(problemsOf("periods-due", { ...monthly, ...changes })).toEqual(problems);
  });
});

describe("change-plan", () => {
  const request = {
    oldAmount: "31.00",
    newAmount: "62.00",
    on: "2026-03-10",
    period: { from: "2026-03-01", until: "2026-04-01" },
    mode: "calendarDay",
    rounding: { mode: "halfUp", places: 2 },
  };

  it.each<[string, object, object]>([
    ["22 of 31 days are left", {}, { share: "22/31", credit: "-22.00", charge: "44.00", net: "22.00" }],
    [
      "to a smaller one",
      { newAmount: "15.50" },
      { share: "22/31", credit: "-22.00", charge: "11.00", net: "-11.00" },
    ],
    [
      "each part is rounded, and net is their sum",
      { oldAmount: "10", newAmount: "20" },
      { share: "22/31", credit: "-7.10", charge: "14.19", net: "7.09" },
    ],
    [
      "on the first day",
      { on: "2026-03-01" },
      { share: "31/31", credit: "-31.00", charge: "62.00", net: "31.00" },
    ],
    [
      "on the last day",
      { on: "2026-03-31" },
      { share: "1/31", credit: "-1.00", charge: "2.00", net: "1.00" },
    ],
    // 3scale admin guide, mid-month upgrades: 200 to 300 in the middle of the month, -100 and 150.
    [
      "from 200 to 300 in the middle of April",
      {
        oldAmount: "200",
        newAmount: "300",
        on: "2026-04-16",
        period: { from: "2026-04-01", until: "2026-05-01" },
      },
      { share: "15/30", credit: "-100.00", charge: "150.00", net: "50.00" },
    ],
    // By thirtieths 30 of 31 days are already the whole.
    [
      "by fixed30 on the second day",
      { on: "2026-03-02", mode: "fixed30" },
      { share: "30/30", credit: "-31.00", charge: "62.00", net: "31.00" },
    ],
    [
      "not prorated at all",
      { mode: "none" },
      { share: "1/1", credit: "-31.00", charge: "62.00", net: "31.00" },
    ],
    ["from nothing", { oldAmount: "0" }, { share: "22/31", credit: "0.00", charge: "44.00", net: "44.00" }],
  ])("%s", (_, changes, result) => {
    expect(resultOf("change-plan", { ...request, ...changes })).toEqual(result);
  });

  it("refuses a day outside the period", () => {
    expect(problemsOf("change-plan", { ...request, on: "2026-04-01" })).toEqual(["DATE_OUT_OF_PERIOD on"]);
    expect(problemsOf("change-plan", { ...request, on: "2026-02-28" })).toEqual(["DATE_OUT_OF_PERIOD on"]);
    const empty = { from: "2026-03-10", until: "2026-03-10" };
    expect(problemsOf("change-plan", { ...request, period: empty })).toEqual(["DATES_REVERSED period"]);
  });
});

describe("credit", () => {
  it.each<[string, string, string | null, amount: string, why: string]>([
    ["10", "30", "5", "10.00", "less than the 25 that are left"],
    ["10", "12", "5", "7.00", "no more than is left"],
    ["10", "12", "12", "0.00", "all was given back"],
    ["10", "12", "15", "0.00", "more than all was"],
    ["-3", "12", null, "0.00", "never below zero"],
    ["1.005", "12", null, "1.01", "half-up to cents"],
  ])("computed %s, charged %s, credited %s: %s, %s", (computed, charged, credited, amount) => {
    expect(resultOf("credit", { computed, charged, credited })).toEqual({ amount });
  });
});

describe("discount", () => {
  const percent = (value: string) => ({ kind: "percent", value });
  const amount = (value: string) => ({ kind: "amount", value });

  it.each<[readonly string[], readonly object[], string, readonly string[]]>([
    [["100.00", "50.00"], [percent("0.10")], "15.00", ["90.00", "45.00"]],
    [["100.00"], [percent("0.10"), percent("0.10")], "19.00", ["81.00"]], // each of what is left
    [["100.00"], [amount("10"), percent("0.10")], "20.00", ["80.00"]], // percents first: 90, then 80
    [["10.00", "10.00", "10.00"], [amount("10")], "10.00", ["6.66", "6.67", "6.67"]], // the spare cent to the first
    [["10.00"], [amount("15")], "10.00", ["0.00"]], // never below zero
    [["10.00"], [percent("1.5")], "10.00", ["0.00"]],
    [["0.05", "0.05"], [percent("0.15")], "0.02", ["0.04", "0.04"]], // 0.015, rounded once
    [["10.00", "0"], [percent("1/3")], "3.33", ["6.67", "0.00"]],
    [["10.00"], [], "0.00", ["10.00"]],
  ])("%j less %j: %s off, %j left", (lines, discounts, discount, left) => {
    expect(resultOf("discount", { lines, discounts, places: 2 })).toMatchObject({ discount, lines: left });
  });

  it.each<[object, readonly string[]]>([
    [{ lines: ["10.005"], discounts: [] }, ["FINER_THAN_PLACES lines[0]"]],
    [{ lines: ["0", "0.00"], discounts: [percent("0.1")] }, ["WEIGHTS_ZERO lines"]],
    [{ lines: [], discounts: [] }, ["WEIGHTS_ZERO lines"]],
    [{ lines: ["-1"], discounts: [] }, ["INVALID_DOCUMENT lines[0]"]],
    [{ lines: ["1"], discounts: [percent("-0.1")] }, ["INVALID_DOCUMENT discounts[0].value"]],
    [{ lines: ["1"], discounts: [{ kind: "months", value: "1" }] }, ["INVALID_DOCUMENT discounts[0].kind"]],
  ])("%j is refused", (request, problems) => {
    expect(problemsOf("discount", request)).toEqual(problems);
  });
});
