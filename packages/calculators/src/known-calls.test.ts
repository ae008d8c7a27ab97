import { describe, expect, it } from "vitest";
import { resultOf } from "./ask-for-tests.ts";

/** What other systems say that a call costs, asked as anyone may ask. */
function charge(seconds: number | string, rate: object, answeredAt?: string): unknown {
  const { charge } = resultOf("price-call", { call: { seconds, answeredAt }, rate }) as { charge: string };
  return charge;
}

const minute = (rate: string, fromSecond: number, incrementSeconds = 60) => ({
  ...{ fromSecond, rate, incrementSeconds },
});

describe("OpenRate, AbstractRateCalcTest and AbstractRUMRateCalcTest", () => {
  const tiered = { periods: [{ slots: [minute("1", 0), minute("0.1", 60)] }] };
  const offset = { periods: [{ slots: [minute("1", 0), minute("1", 60, 30)] }] };

  it.each([
    ["one price", { ratePerMinute: "1", incrementSeconds: 60 }, 0, "0.000000"],
    ["one price", { ratePerMinute: "1", incrementSeconds: 60 }, 1, "1.000000"],
    ["one price", { ratePerMinute: "1", incrementSeconds: 60 }, "2.654", "1.000000"],
    ["one price", { ratePerMinute: "1", incrementSeconds: 60 }, 59, "1.000000"],
    ["one price", { ratePerMinute: "1", incrementSeconds: 60 }, 61, "2.000000"],
    ["one price", { ratePerMinute: "1", incrementSeconds: 60 }, 999_999, "16667.000000"],
    ["a fee and a price", { ratePerMinute: "1", incrementSeconds: 60, connectFee: "1" }, 0, "0.000000"],
    ["a fee and a price", { ratePerMinute: "1", incrementSeconds: 60, connectFee: "1" }, 61, "3.000000"],
    [
      "a fee and a price",
      { ratePerMinute: "1", incrementSeconds: 60, connectFee: "1" },
      999_999,
      "16668.000000",
    ],
    ["a first minute and others", tiered, 60, "1.000000"],
    ["a first minute and others", tiered, 61, "1.100000"],
    ["a first minute and others", tiered, 119, "1.100000"],
    ["a first minute and others", tiered, 999_999, "1667.600000"],
    ["another increment after the first minute", offset, 61, "1.500000"],
    ["another increment after the first minute", offset, 90, "1.500000"],
    ["another increment after the first minute", offset, 91, "2.000000"],
    ["without increments", { ratePerMinute: "1" }, 599, "9.983333"],
  ])("%s, %j, %s s: %s", (_, rate, seconds, expected) => {
    expect(charge(seconds, rate)).toBe(expected);
  });

  const atPeak = (rate: string, incrementSeconds: number, connectFee = "0") => ({
    when: { untilTime: "08:00" },
    connectFee,
    slots: [minute(rate, 0, incrementSeconds)],
  });
  const after = (rate: string, incrementSeconds: number) => ({
    when: { fromTime: "08:00" },
    slots: [minute(rate, 0, incrementSeconds)],
  });

  it.each([
    [
      "TieredBeatRounding: the first second pulls in its minute",
      "swallow",
      [atPeak("2", 60), after("1", 30)],
      "2.500000",
    ],
    ["TieredNoBeatRounding: each part is rounded", "restart", [atPeak("2", 60), after("1", 30)], "3.500000"],
  ])("62 s, the first of them before the change of price, %s", (_, slotOverrun, periods, expected) => {
    expect(charge(62, { timeOfDay: "split", slotOverrun, periods }, "2010-01-23T07:59:59Z")).toBe(expected);
  });

  it("by its change of price in 2013", () => {
    const rate = {
      incrementSeconds: 60,
      rows: [
        { prefix: "", from: "2000-01-01", ratePerMinute: "1" },
        { prefix: "", from: "2013-01-01", ratePerMinute: "2" },
      ],
    };
    expect(charge(61, rate, "2012-12-31T23:59:59Z")).toBe("2.000000");
    expect(charge(61, rate, "2013-01-01T00:00:00Z")).toBe("4.000000");
  });
});

describe("Kazoo, calculate_cost: what its rate documents mean", () => {
  const rate = (initialSeconds: number, incrementSeconds: number, more: object = {}) => ({
    ...{ ratePerMinute: "0.60", initialSeconds, incrementSeconds, connectFee: "0.05" },
    ...more,
  });
  it.each([
    [0, rate(60, 60), "0.000000"],
    [1, rate(60, 60), "0.650000"],
    [60, rate(60, 60), "0.650000"],
    [61, rate(60, 60), "1.250000"],
    [29, rate(30, 6), "0.350000"],
    [31, rate(30, 6), "0.410000"],
    [60, rate(30, 6), "0.650000"],
  ])("%i s by %j: %s", (seconds, by, expected) => {
    expect(charge(seconds, by)).toBe(expected);
  });
});

describe("price lists and knowledge bases", () => {
  const of = (
    ratePerMinute: string,
    initialSeconds: number,
    incrementSeconds: number,
    more: object = {},
  ) => ({
    ...{ ratePerMinute, initialSeconds, incrementSeconds, ...more },
  });
  it.each([
    ["VoIP.ms: 27 s at 0.50, 6 s", 27, of("0.50", 6, 6), "0.250000"],
    ["Go360Host: 5 s at 0.01, 60 s", 5, of("0.01", 60, 60), "0.010000"],
    ["Go360Host: 50 s at 0.01, 60 s", 50, of("0.01", 60, 60), "0.010000"],
    ["Go360Host: 5 s at 0.01, 6 s", 5, of("0.01", 6, 6), "0.001000"],
    ["United World Telecom: 12/6, 13 s", 13, of("0.10", 12, 6), "0.030000"],
    ["VaaS: 10 s by 30/6", 10, of("0.60", 30, 6), "0.300000"],
    ["VaaS: 31 s by 30/6", 31, of("0.60", 30, 6), "0.360000"],
    ["VaaS: 10 s to Mexico by 60/60", 10, of("0.60", 60, 60), "0.600000"],
    ["Infochoice: 31 s by half minutes", 31, of("0.60", 30, 30), "0.600000"],
    [
      "a tariff: 0.35 a minute and 0.65 from a payphone",
      61,
      of("0.35", 60, 60, { connectFee: "0.65" }),
      "1.350000",
    ],
  ])("%s", (_, seconds, rate, expected) => {
    expect(charge(seconds, rate)).toBe(expected);
  });
});

describe("46 Labs, the cost of a call rounded up at the fourth place", () => {
  it.each([
    [108, "0.005", "0.0090"],
    [72, "0.003", "0.0036"],
    [18, "0.005", "0.0015"],
    [19, "0.005", "0.0016"],
  ])("%i s at %s: %s", (seconds, ratePerMinute, expected) => {
    expect(charge(seconds, { ratePerMinute, rounding: { mode: "up", places: 4 } })).toBe(expected);
  });
});

describe("ITWissen, billing increment: 83 s", () => {
  it.each([
    [60, 10, "90"],
    [60, 1, "83"],
    [60, 60, "120"],
  ])("%i/%i: %s s", (initialSeconds, incrementSeconds, billedSeconds) => {
    const rate = { ratePerMinute: "1", initialSeconds, incrementSeconds };
    expect(resultOf("price-call", { call: { seconds: 83 }, rate })).toMatchObject({ billedSeconds });
  });
});

describe("Harmarney, tapered and tiered rates of a call", () => {
  const tapered = {
    periods: [{ slots: [minute("0.30", 0, 1), minute("0.20", 60, 1), minute("0.10", 180, 1)] }],
  };
  const flat = (entryFee: string, fromSecond: number) => ({ fromSecond, rate: "0", entryFee });
  const tiered = { periods: [{ slots: [flat("0.10", 0), flat("0.05", 60), flat("0.02", 180)] }] };
  it.each([
    [60, tapered, "0.300000"],
    [61, tapered, "0.303333"],
    [180, tapered, "0.700000"],
    [240, tapered, "0.800000"],
    [60, tiered, "0.100000"],
    [61, tiered, "0.150000"],
    [180, tiered, "0.150000"],
    [181, tiered, "0.170000"],
  ])("%i s by %j: %s", (seconds, rate, expected) => {
    expect(charge(seconds, rate)).toBe(expected);
  });
});

describe("seconds that are free, first intervals, and amounts rounded up, as they are published", () => {
  const by = (ratePerMinute: string, initialSeconds: number, incrementSeconds: number, more = {}) => ({
    ...{ ratePerMinute, initialSeconds, incrementSeconds },
    ...more,
  });
  const sipnode = by("0.15", 60, 30, { connectFee: "0.10", graceSeconds: 2 });
  const mor = by("1", 1, 1, { connectFee: "0.05", graceSeconds: 3 });
  const connexo = by("0.017", 15, 15, { initialRatePerMinute: "0.015" });
  const london = {
    ...by("0.0066", 60, 60, { connectFee: "0.40", minimumCharge: "0.60" }),
    rounding: { mode: "up", places: 1 },
  };

  it.each([
    ["Sipnode, 60/30 at 0.15 and 0.10, shorter than 3 s free", 43, sipnode, "60", "0.250000"],
    ["Sipnode, the same: 0.10 and 0.2250 (their sum is printed as 0.3750)", 61, sipnode, "90", "0.325000"],
    ["Sipnode, the same", 2, sipnode, "0", "0.000000"],
    ["MOR, grace time 3 s: 3 s cost 0", 3, mor, "0", "0.000000"],
    ["MOR, grace time 3 s: 4 s cost all of it", 4, mor, "4", "0.116667"],
    ["MOR, increment 1", 15, by("1", 1, 1), "15", "0.250000"],
    ["MOR, increment 10", 15, by("1", 10, 10), "20", "0.333333"],
    ["MOR, increment 20", 15, by("1", 20, 20), "20", "0.333333"],
    ["MOR, minimal time 10 s", 9, by("1", 10, 1), "10", "0.166667"],
    ["MOR, minimal time 10 s", 11, by("1", 10, 1), "11", "0.183333"],
    [
      "VitalPBX, grace period 10 s: of 15 s 5 are charged",
      15,
      by("1", 1, 1, { freeSeconds: 10 }),
      "5",
      "0.083333",
    ],
    ["VitalPBX, 30/6: 12 s are 30", 12, by("1", 30, 6), "30", "0.500000"],
    ["VitalPBX, 30/6: 39 s are 42", 39, by("1", 30, 6), "42", "0.700000"],
    ["Connexo, 15 s at 0.015, then 15 at 0.017", 45, connexo, "45", "0.012250"],
    ["Connexo, the first unit alone", 15, connexo, "15", "0.003750"],
    ["Transport for London: 0.66p a minute and 40p, at least 60p", 60, london, "60", "0.6"],
    ["Transport for London: 30 minutes, 59.8p", 1800, london, "1800", "0.6"],
    ["Transport for London: 31 minutes, 60.46p up to the next 10p", 1801, london, "1860", "0.7"],
  ])("%s, %i s by %j: %s s, %s", (_, seconds, rate, billedSeconds, charge) => {
    expect(resultOf("price-call", { call: { seconds }, rate })).toMatchObject({ billedSeconds, charge });
  });
});
