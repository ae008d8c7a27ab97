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
