import { describe, expect, it } from "vitest";
import { priced } from "../testing/priced.ts";

/** Prices of other engines, whose sources and tests say what a call costs; where they round more than once, ours is rounded once. */
describe("CGRateS (engine/calldesc_test.go, its rates in engine/loader_csv_test.go)", () => {
  const workdays = { weekdays: [1, 2, 3, 4, 5] };
  const weekend = { when: { weekdays: [6, 7] }, slots: [{ rate: "0.5", unitSeconds: 1 }] };
  /** Two of one weight: from 18:00 on the later one is in force. */
  const evening = {
    timeOfDay: "split",
    periods: [
      { weight: 10, when: workdays, connectFee: "1", slots: [{ rate: "1", unitSeconds: 1 }] },
      { weight: 10, when: { ...workdays, fromTime: "18:00" }, slots: [{ rate: "0.5", unitSeconds: 1 }] },
      { weight: 10, ...weekend },
    ],
  };
  /** A minute whole, then each second. */
  const landline = {
    periods: [
      {
        slots: [
          { rate: "1", unitSeconds: 1, incrementSeconds: 60 },
          { fromSecond: 60, rate: "1", unitSeconds: 1, incrementSeconds: 1 },
        ],
      },
    ],
  };

  it.each([
    [
      "TestGetCost: half an hour by day with its fee, half an hour in the evening",
      evening,
      "2012-02-02T17:30:00Z",
      3600,
      "2701.000000",
    ],
    ["TestGetCostZero", evening, "2012-02-02T17:30:00Z", 0, "0.000000"],
    [
      "TestLessThanAMinute: in the evening, without the fee of the day",
      evening,
      "2012-02-08T23:50:00Z",
      30,
      "15.000000",
    ],
    ["TestUniquePrice", evening, "2012-02-08T22:50:00Z", 3621, "1810.500000"],
    ["TestMinutesCost", evening, "2012-02-08T22:50:00Z", 110, "55.000000"],
    ["TestGetCostRateGroups", landline, "2013-10-07T14:50:00Z", 132, "132.000000"],
    ["TestGetCostTimespans", landline, "2013-10-08T09:23:02Z", 85, "85.000000"],
  ])("%s", (_, tariff, answeredAt, seconds, charge) => {
    expect(priced(seconds, tariff, answeredAt).charge).toBe(charge);
  });

  it("TestCalldescHolliday: the first of May outweighs the weekday that it is", () => {
    const cheap = {
      name: "holiday",
      weight: 20,
      when: { months: [5], monthDays: [1] },
      slots: [{ rate: "1" }],
    };
    const tariff = { periods: [{ weight: 10, when: workdays, slots: [{ rate: "9" }] }, cheap] };
    expect(priced(60, tariff, "2015-05-01T13:30:00Z").charge).toBe("1.000000");
    expect(priced(60, tariff, "2015-05-04T13:30:00Z").charge).toBe("9.000000");
  });

  it("RT_20CNT of its tutorial (data/tariffplans/tutorial/Rates.csv), 85 s: 0.4, 0.2, and 25 s at 0.1 a minute", () => {
    const slots = [
      { rate: "0.2", incrementSeconds: 60 },
      { fromSecond: 60, rate: "0.1", incrementSeconds: 1 },
    ];
    expect(priced(85, { periods: [{ connectFee: "0.4", slots }] }).charge).toBe("0.641667");
  });
});

/** Three cycles, each with its own blocks and an entry charge; what is begun in a cycle is billed whole in it. */
describe("A2Billing (common/lib/Class.RateEngine.php, rate_engine_calculcost: progressive rate)", () => {
  const tariff = {
    slotOverrun: "restart",
    periods: [
      {
        connectFee: "0.05",
        slots: [
          { rate: "0.06", incrementSeconds: 45, entryFee: "0.01" },
          { fromSecond: 60, rate: "0.03", incrementSeconds: 60, entryFee: "0.02" },
          { fromSecond: 180, rate: "0.01", incrementSeconds: 10 },
        ],
      },
    ],
  };

  it.each([
    [20, "45", "0.105000", "0.05 + 0.01 + 45 s at 0.06"],
    [60, "90", "0.150000", "60 s are two blocks of 45 s"],
    [61, "150", "0.200000", "and one second a block of 60 s, with its entry charge"],
    [200, "230", "0.233333", "90 s at 0.06, 120 s at 0.03, 20 s at 0.01"],
  ])("%i s: %s s, %s (%s)", (seconds, billed, charge) => {
    expect(priced(seconds, tariff)).toMatchObject({ billed, charge });
  });
});

describe("CGRateS (engine/timespans_test.go, engine/rateinterval_test.go)", () => {
  const groups = (...slots: object[]) => ({ periods: [{ slots }] });
  const second = (fromSecond: number, rate: string, incrementSeconds = 1) => ({
    fromSecond,
    rate,
    unitSeconds: 1,
    incrementSeconds,
  });
  /** Another period begins at 14:30; an increment begun before it eats into it. */
  const halfPast = (incrementSeconds: number) => ({
    timeOfDay: "split",
    periods: [
      { when: { untilTime: "14:30" }, slots: [{ rate: "1", unitSeconds: 1, incrementSeconds }] },
      { when: { fromTime: "14:30" }, slots: [{ rate: "3", unitSeconds: 1, incrementSeconds: 1 }] },
    ],
  });

  it.each([
    ["TestTimespanGetCost: by the second", groups(second(0, "1")), "17:45:00", 600, "600", "600.000000"],
    ["TestTimespanGetCost: by the minute", groups({ rate: "1" }), "17:45:00", 600, "600", "10.000000"],
    ["TestRateIntervalCost", groups({ rate: "0.1" }), "17:45:00", 60, "60", "0.100000"],
    [
      "TestTimespanSplitGroupedRates",
      groups(second(0, "2"), second(900, "1")),
      "17:30:00",
      1800,
      "1800",
      "2700.000000",
    ],
    [
      "TestTimespanSplitGroupedRatesIncrements",
      groups(second(0, "2"), second(30, "1", 60)),
      "17:30:00",
      60,
      "90",
      "120.000000",
    ],
    [
      "TestTimespanSplitMultipleGroup",
      groups(second(0, "2"), second(60, "1"), second(180, "1")),
      "17:00:00",
      240,
      "240",
      "300.000000",
    ],
    ["TestTimespanExpandingPastEnd", halfPast(60), "14:29:30", 45, "60", "60.000000"],
    ["TestTimespanExpandingPastEndMultipleEqual", halfPast(60), "14:29:30", 60, "60", "60.000000"],
    ["TestTimespanExpandingRoundingPastEnd", halfPast(15), "14:29:40", 40, "40", "60.000000"],
    ["TestTimespanExpandingBeforeEnd", halfPast(45), "14:29:30", 60, "60", "90.000000"],
  ])("%s", (_, tariff, at, seconds, billed, charge) => {
    expect(priced(seconds, tariff, `2013-09-10T${at}Z`)).toMatchObject({ billed, charge });
  });
});

describe("examples in documents", () => {
  const initial = (rate: string, first: number, next: number, more: object = {}) => ({
    periods: [
      {
        slots: [
          { rate, incrementSeconds: first },
          { fromSecond: first, rate, incrementSeconds: next },
        ],
        ...more,
      },
    ],
  });
  it.each([
    ["MagnusBilling wiki, price calculation: 0.05, 30/6, 45 s", initial("0.05", 30, 6), 45, "48", "0.040000"],
    ["6/6 explained: 5 s", initial("0.60", 6, 6), 5, "6", "0.060000"],
    ["6/6 explained: 8 s", initial("0.60", 6, 6), 8, "12", "0.120000"],
    ["CM: 30.1 s are 31 s", initial("0.60", 1, 1), "30.1", "31", "0.310000"],
    [
      "call_bill: 15 s at 0.015, then 6 s steps at 0.017",
      {
        periods: [
          {
            slots: [
              { rate: "0.015", incrementSeconds: 15 },
              { fromSecond: 15, rate: "0.017", incrementSeconds: 6 },
            ],
          },
        ],
      },
      60,
      "63",
      "0.017350",
    ],
    [
      "call_bill: five minutes free, ten at 0.017, then 0.02",
      {
        periods: [
          {
            slots: [
              { rate: "0", incrementSeconds: 300 },
              { fromSecond: 300, rate: "0.017", incrementSeconds: 6 },
              { fromSecond: 900, rate: "0.02", incrementSeconds: 60 },
            ],
          },
        ],
      },
      961,
      "1020",
      "0.210000",
    ],
    [
      "BT price list, calls to mobiles with a cap: set-up 0.08, 0.10 a minute up to 0.25",
      initial("0.10", 60, 60, { connectFee: "0.08", maximumCharge: "0.33" }),
      600,
      "600",
      "0.330000",
    ],
    [
      "BT price list: a minimum call charge of 3 pence",
      initial("0.0677", 6, 6, { minimumCharge: "0.03" }),
      18,
      "18",
      "0.030000",
    ],
  ])("%s", (_, tariff, seconds, billed, charge) => {
    expect(priced(seconds, tariff)).toMatchObject({ billed, charge });
  });
});
