import { parseInstant } from "@tollwright/calendar";
import { exact, sum, toText } from "@tollwright/money";
import { hasPeriods, type PeriodTariff, Tariff } from "@tollwright/rate-card";
import { describe, expect, it } from "vitest";
import { compileTariff } from "./compile-tariff.ts";
import { chargeTariff, priceTariff } from "./price-tariff.ts";

function tariffOf(given: object): PeriodTariff {
  const tariff = Tariff.parse(given);
  if (!hasPeriods(tariff)) throw new Error("no periods");
  return tariff;
}

/** A Tuesday, 09:03:10 in Chicago. */
const TUESDAY = "2026-04-07T14:03:10Z";

function priced(seconds: string | number, given: object, answeredAt: string | null = TUESDAY) {
  const at = answeredAt === null ? null : parseInstant(answeredAt);
  const tariff = tariffOf(given);
  const full = priceTariff({ seconds, answeredAt: at, tariff });
  const bare = chargeTariff({ seconds, answeredAt: at, tariff: compileTariff(tariff) });
  if (!full.ok) {
    expect(bare).toEqual(full);
    return {
      billed: full.problems[0]?.code ?? "",
      charge: full.problems[0]?.path ?? "",
      parts: [],
      explanation: [],
    };
  }
  const { billedSeconds, unrounded, charge, parts, explanation } = full.value;
  expect(bare).toEqual({ ok: true, value: { billedSeconds, unrounded, charge } });
  expect(toText(sum(parts.map(({ amount }) => exact(amount))))).toBe(unrounded);
  return { billed: billedSeconds, charge, parts, explanation };
}

/** 0.06 a minute to second 60, then 0.03: a tenth of a cent and half of one a second. */
const TWO = [
  { rate: "0.06", incrementSeconds: 30 },
  { fromSecond: 60, rate: "0.03", incrementSeconds: 6 },
];
const always = (slots: object[], more: object = {}) => ({ periods: [{ slots, ...more }] });

describe("slots", () => {
  it.each<[seconds: string | number, tariff: object, billed: string, charge: string, why: string]>([
    [
      72,
      always([
        { rate: "0.05", incrementSeconds: 30 },
        { fromSecond: 30, rate: "0.02", incrementSeconds: 6 },
      ]),
      "72",
      "0.039000",
      "0.025 + 7 × 0.002",
    ],
    [1, always(TWO), "30", "0.030000", "a begun increment counts whole"],
    [30, always(TWO), "30", "0.030000", "exactly one"],
    ["30.000000001", always(TWO), "60", "0.060000", "a begun one more"],
    [60, always(TWO), "60", "0.060000", "the next slot is not begun"],
    [61, always(TWO), "66", "0.063000", "and now it is"],
    [3600, always(TWO), "3600", "1.830000", "590 × 6 s at 0.003"],
    // Defaults.
    [
      7,
      always([{ rate: "0.60" }]),
      "7",
      "0.070000",
      "increments of a second, units of a minute, from second 0",
    ],
    [7, { incrementSeconds: 6, ...always([{ rate: "0.60" }]) }, "12", "0.120000", "the tariff's increment"],
    [10, always([{ rate: "0.001", unitSeconds: 1 }]), "10", "0.010000", "a rate by the second"],
    [10, always([{ rate: "1", unitSeconds: 7, incrementSeconds: 1 }]), "10", "1.428571", "10/7"],
    ["1.25", always([{ rate: "0.6", incrementSeconds: "0.1" }]), "1.3", "0.013000", "tenths of a second"],
    // In any order.
    [61, always([...TWO].reverse()), "66", "0.063000", "slots count by their second, not as listed"],
    // Overrun.
    [
      70,
      always([
        { rate: "0.06", incrementSeconds: 45 },
        { fromSecond: 60, rate: "0.03" },
      ]),
      "90",
      "0.090000",
      "swallow: the second increment runs to 90",
    ],
    [
      95,
      always([
        { rate: "0.06", incrementSeconds: 45 },
        { fromSecond: 60, rate: "0.03" },
      ]),
      "95",
      "0.092500",
      "5 s are left for the second slot",
    ],
    [
      70,
      {
        slotOverrun: "restart",
        ...always([
          { rate: "0.06", incrementSeconds: 45 },
          { fromSecond: 60, rate: "0.03" },
        ]),
      },
      "100",
      "0.095000",
      "restart: 90 s, and 10 s of the second slot",
    ],
    [
      70,
      {
        slotOverrun: "swallow",
        ...always([
          { rate: "0.06", incrementSeconds: 45 },
          { fromSecond: 60, rate: "0.03" },
        ]),
      },
      "90",
      "0.090000",
      "the default, said aloud",
    ],
    [
      60,
      {
        slotOverrun: "restart",
        ...always([
          { rate: "0.06", incrementSeconds: 45 },
          { fromSecond: 60, rate: "0.03" },
        ]),
      },
      "90",
      "0.090000",
      "restart: the second slot is not begun",
    ],
    [
      100,
      always([
        { rate: "0.06", incrementSeconds: 60 },
        { fromSecond: 10, rate: "9" },
        { fromSecond: 30, rate: "0.03" },
      ]),
      "100",
      "0.080000",
      "a slot that is swallowed whole",
    ],
    [
      10,
      {
        slotOverrun: "restart",
        ...always([
          { rate: "0.06", incrementSeconds: 60 },
          { fromSecond: 5, rate: "0.06", incrementSeconds: 30 },
        ]),
      },
      "90",
      "0.090000",
      "each slot bills its own whole increments",
    ],
    // Entry fees.
    [
      60,
      always([
        { rate: "0.06", entryFee: "0.01" },
        { fromSecond: 60, rate: "0.03", entryFee: "0.02" },
      ]),
      "60",
      "0.070000",
      "of the slot that is begun",
    ],
    [
      61,
      always([
        { rate: "0.06", entryFee: "0.01" },
        { fromSecond: 60, rate: "0.03", entryFee: "0.02" },
      ]),
      "61",
      "0.090500",
      "of both",
    ],
    [
      70,
      always([
        { rate: "0.06", incrementSeconds: 45 },
        { fromSecond: 60, rate: "0.03", entryFee: "5" },
      ]),
      "90",
      "0.090000",
      "not of one that is swallowed",
    ],
    [
      70,
      {
        slotOverrun: "restart",
        ...always([
          { rate: "0.06", incrementSeconds: 45 },
          { fromSecond: 60, rate: "0.03", entryFee: "5" },
        ]),
      },
      "100",
      "5.095000",
      "of one that restarts",
    ],
    // Order of the steps.
    [10, { minimumSeconds: 61, ...always(TWO) }, "66", "0.063000", "priced as a call of 61 s"],
    [
      91,
      { freeSeconds: 30, connectFee: "0.01", ...always(TWO) },
      "66",
      "0.073000",
      "as a call of 61 s, and the fee",
    ],
    [
      10,
      { minimumSeconds: 40, freeSeconds: 30, ...always(TWO) },
      "30",
      "0.030000",
      "the minimum comes first",
    ],
    [
      30,
      { freeSeconds: 30, ...always([{ rate: "0.06", entryFee: "1" }], { connectFee: "0.01" }) },
      "0",
      "0.010000",
      "nothing is left: the connect fee, and no slot is entered",
    ],
    [
      60,
      { surchargePercent: "0.5", ...always([{ rate: "0.06", entryFee: "0.03" }], { connectFee: "0.01" }) },
      "60",
      "0.150000",
      "on slots, entry fee and connect fee: 0.10 × 1.5",
    ],
    [60, { surchargePercent: "1/3", ...always(TWO) }, "60", "0.080000", "a fraction"],
    [
      60,
      { surchargePercent: "0.5", minimumCharge: "0.10", ...always(TWO) },
      "60",
      "0.100000",
      "0.09 is raised after it",
    ],
    [
      60,
      { minimumCharge: "2", maximumCharge: "1", ...always(TWO) },
      "60",
      "1.000000",
      "the maximum comes last",
    ],
    [61, { rounding: { mode: "up", places: 2 }, ...always(TWO) }, "66", "0.07", "one rounding, at the end"],
    [
      1,
      { rounding: { mode: "none" }, ...always([{ rate: "1" }]) },
      "1",
      "0.01666666666666666667",
      "never ends: 20 places",
    ],
    // What a period states is its own.
    [
      60,
      {
        connectFee: "9",
        minimumCharge: "8",
        maximumCharge: "10",
        surchargePercent: "7",
        rounding: { mode: "halfUp", places: 0 },
        ...always(TWO, {
          connectFee: "0.04",
          minimumCharge: "0.12",
          maximumCharge: "0.13",
          surchargePercent: "0",
          rounding: { mode: "halfUp", places: 3 },
        }),
      },
      "60",
      "0.120",
      "all of them its own",
    ],
    [
      60,
      { connectFee: "0.04", minimumCharge: "0.12", surchargePercent: "0.5", ...always(TWO) },
      "60",
      "0.150000",
      "all of them the tariff's",
    ],
    // Zero seconds.
    [
      0,
      { minimumSeconds: 60, connectFee: "1", minimumCharge: "1", ...always(TWO) },
      "0",
      "0.000000",
      "free before all",
    ],
    [
      0,
      { zeroSeconds: "increment", freeSeconds: 600, ...always(TWO, { connectFee: "0.01" }) },
      "30",
      "0.040000",
      "one increment, whatever is free",
    ],
    [
      0,
      { zeroSeconds: "increment", minimumSeconds: 61, ...always(TWO) },
      "66",
      "0.063000",
      "then the minimum",
    ],
    ["0.0", { zeroSeconds: "free", ...always(TWO) }, "0", "0.000000", "zero in any writing"],
  ])("%s s by %j: %s s, %s (%s)", (seconds, tariff, billed, charge) => {
    expect(priced(seconds, tariff, null)).toMatchObject({ billed, charge });
    expect(priced(seconds, tariff)).toMatchObject({ billed, charge });
  });
});

const slot = (rate: string, incrementSeconds = 1) => [{ rate, incrementSeconds }];
const CHICAGO = "America/Chicago";

/** 0.60 a minute by day in Chicago, 0.06 else. */
const DAY = {
  zone: CHICAGO,
  periods: [
    {
      name: "day",
      weight: 10,
      when: { weekdays: [1, 2, 3, 4, 5], fromTime: "08:00", untilTime: "20:00" },
      slots: slot("0.60"),
    },
    { name: "rest", slots: slot("0.06") },
  ],
};

describe("which period is in force", () => {
  const named = (periods: object[]) => ({ periods });
  it.each<[at: string, tariff: object, charge: string, why: string]>([
    ["2026-04-07T12:59:59Z", DAY, "0.060000", "the last second before 08:00 on a Tuesday in Chicago"],
    ["2026-04-07T13:00:00Z", DAY, "0.600000", "08:00 there"],
    ["2026-04-08T00:59:59.999Z", DAY, "0.600000", "19:59:59.999 there"],
    ["2026-04-08T01:00:00Z", DAY, "0.060000", "20:00 there"],
    ["2026-04-11T15:00:00Z", DAY, "0.060000", "a Saturday"],
    [
      "2026-04-11T02:00:00+14:00",
      DAY,
      "0.060000",
      "07:00 on Friday in Chicago, whatever zone the instant is written in",
    ],
    ["2026-01-06T13:30:00Z", DAY, "0.060000", "07:30 in winter"],
    ["2026-01-06T14:00:00Z", DAY, "0.600000", "08:00 in winter"],
    // Each condition by itself; UTC where no zone is named.
    [
      "2026-04-05T23:59:59Z",
      named([{ when: { weekdays: [7] }, slots: slot("1") }]),
      "1.000000",
      "Sunday is 7",
    ],
    [
      "2026-04-06T00:00:00Z",
      named([{ when: { weekdays: [7] }, slots: slot("1") }]),
      "NO_RATE",
      "Monday in UTC",
    ],
    ["2026-04-30T23:59:59Z", named([{ when: { months: [4] }, slots: slot("1") }]), "1.000000", "April"],
    ["2026-05-01T00:00:00Z", named([{ when: { months: [4] }, slots: slot("1") }]), "NO_RATE", "May"],
    [
      "2026-04-01T00:00:00Z",
      named([{ when: { monthDays: [1, 31] }, slots: slot("1") }]),
      "1.000000",
      "the first",
    ],
    [
      "2026-04-30T00:00:00Z",
      named([{ when: { monthDays: [1, 31] }, slots: slot("1") }]),
      "NO_RATE",
      "the 30th is not the 31st",
    ],
    [
      "2026-12-25T05:59:59Z",
      named([{ when: { dates: ["2026-12-25"], zone: CHICAGO }, slots: slot("1") }]),
      "NO_RATE",
      "still the 24th in Chicago",
    ],
    [
      "2026-12-25T06:00:00Z",
      named([{ when: { dates: ["2026-12-25"], zone: CHICAGO }, slots: slot("1") }]),
      "1.000000",
      "Christmas there",
    ],
    [
      "2026-12-26T05:59:59Z",
      named([{ when: { dates: ["2026-12-25"], zone: CHICAGO }, slots: slot("1") }]),
      "1.000000",
      "to its last second",
    ],
    [
      "2026-04-07T14:00:00Z",
      named([{ when: { weekdays: [2], months: [5] }, slots: slot("1") }]),
      "NO_RATE",
      "all that is stated must fit",
    ],
    [
      "2026-04-07T23:00:00Z",
      named([{ when: { fromTime: "22:00" }, slots: slot("1") }]),
      "1.000000",
      "until midnight where absent",
    ],
    [
      "2026-04-07T23:59:59Z",
      named([{ when: { fromTime: "22:00", untilTime: "00:00" }, slots: slot("1") }]),
      "1.000000",
      "00:00 is the day's end",
    ],
    [
      "2026-04-08T00:00:00Z",
      named([{ when: { fromTime: "22:00", untilTime: "24:00" }, slots: slot("1") }]),
      "NO_RATE",
      "and does not belong to it",
    ],
    [
      "2026-04-07T05:59:59Z",
      named([{ when: { untilTime: "06:00" }, slots: slot("1") }]),
      "1.000000",
      "from midnight where absent",
    ],
    [
      "2026-04-07T06:00:29Z",
      named([{ when: { untilTime: "06:00:30" }, slots: slot("1") }]),
      "1.000000",
      "to the second",
    ],
    [
      "2026-04-07T06:00:00Z",
      named([{ when: {}, slots: slot("1") }]),
      "1.000000",
      "that states nothing is always",
    ],
    // Weight, then the latest fromTime, then the first listed.
    [
      "2026-04-07T14:00:00Z",
      named([
        { weight: 1, slots: slot("1") },
        { weight: 2, slots: slot("2") },
      ]),
      "2.000000",
      "the highest weight",
    ],
    [
      "2026-04-07T14:00:00Z",
      named([{ slots: slot("1") }, { weight: -1, slots: slot("2") }]),
      "1.000000",
      "a weight left out is 0",
    ],
    [
      "2026-04-07T14:00:00Z",
      named([
        { when: { fromTime: "08:00" }, slots: slot("1") },
        { when: { fromTime: "12:00" }, slots: slot("2") },
        { slots: slot("3") },
      ]),
      "2.000000",
      "a tie: the latest fromTime",
    ],
    [
      "2026-04-07T11:00:00Z",
      named([
        { when: { fromTime: "08:00" }, slots: slot("1") },
        { when: { fromTime: "12:00" }, slots: slot("2") },
        { slots: slot("3") },
      ]),
      "1.000000",
      "of those that match",
    ],
    [
      "2026-04-07T11:00:00Z",
      named([
        { when: { fromTime: "10:00" }, slots: slot("1") },
        { weight: 1, when: { fromTime: "08:00" }, slots: slot("2") },
      ]),
      "2.000000",
      "weight first",
    ],
    [
      "2026-04-07T11:00:00Z",
      named([{ slots: slot("1") }, { slots: slot("2") }]),
      "1.000000",
      "else the first listed",
    ],
    // Clocks that are changed: 02:00 to 03:00 on 2026-03-08, 02:00 to 01:00 on 2026-11-01.
    [
      "2026-03-08T08:00:00Z",
      { zone: CHICAGO, periods: [{ when: { fromTime: "02:30", untilTime: "03:30" }, slots: slot("1") }] },
      "1.000000",
      "03:00, right after 01:59:59: what began at 02:30 is on",
    ],
    [
      "2026-03-08T07:59:59Z",
      { zone: CHICAGO, periods: [{ when: { fromTime: "02:30", untilTime: "03:30" }, slots: slot("1") }] },
      "NO_RATE",
      "01:59:59",
    ],
    [
      "2026-11-01T06:15:00Z",
      { zone: CHICAGO, periods: [{ when: { fromTime: "01:00", untilTime: "01:30" }, slots: slot("1") }] },
      "1.000000",
      "01:15 for the first time",
    ],
    [
      "2026-11-01T07:15:00Z",
      { zone: CHICAGO, periods: [{ when: { fromTime: "01:00", untilTime: "01:30" }, slots: slot("1") }] },
      "1.000000",
      "and for the second",
    ],
  ])("at %s by %j: %s (%s)", (at, tariff, charge) => {
    const got = priced(60, tariff, at);
    expect(got.billed === "NO_RATE" ? got.billed : got.charge).toBe(charge);
  });

  it("a call of zero seconds is free even where no period is", () => {
    const tariff = { periods: [{ when: { weekdays: [7] }, slots: slot("1") }] };
    expect(priced(0, tariff)).toMatchObject({ billed: "0", charge: "0.000000" });
    expect(priced(0, { zeroSeconds: "increment", ...tariff })).toMatchObject({ billed: "NO_RATE" });
  });
});

const SPLIT = { timeOfDay: "split", ...DAY };

describe("the time of day in a call", () => {
  it.each<
    [seconds: string | number, at: string, tariff: object, billed: string, charge: string, why: string]
  >([
    [120, "2026-04-08T00:59:00Z", DAY, "120", "1.200000", "atAnswer: by day, to its end"],
    [
      120,
      "2026-04-08T00:59:00Z",
      { ...DAY, timeOfDay: "atAnswer" },
      "120",
      "1.200000",
      "the default, said aloud",
    ],
    [120, "2026-04-08T00:59:00Z", SPLIT, "120", "0.660000", "split: a minute of each"],
    [60, "2026-04-08T00:59:00Z", SPLIT, "60", "0.600000", "ends as the day does"],
    [
      "1.5",
      "2026-04-08T00:59:59Z",
      {
        ...SPLIT,
        incrementSeconds: "0.5",
        periods: [{ ...DAY.periods[0], slots: [{ rate: "0.60" }] }, { slots: [{ rate: "0.06" }] }],
      },
      "1.5",
      "0.010500",
      "half a second of the rest",
    ],
    [2, "2026-04-08T00:59:59.250Z", SPLIT, "2", "0.011000", "the increment of second 0 is begun by day"],
    // Increments over the change.
    [
      120,
      "2026-04-08T00:59:30Z",
      { ...SPLIT, periods: [{ ...DAY.periods[0], slots: slot("0.60", 60) }, { slots: slot("0.06", 60) }] },
      "120",
      "0.660000",
      "swallow: the minute that was begun by day",
    ],
    [
      120,
      "2026-04-08T00:59:30Z",
      {
        ...SPLIT,
        slotOverrun: "restart",
        periods: [{ ...DAY.periods[0], slots: slot("0.60", 60) }, { slots: slot("0.06", 60) }],
      },
      "180",
      "0.720000",
      "restart: 30 s are a minute, 90 s are two",
    ],
    // Slot offsets go on counting from the call's start.
    [
      180,
      "2026-04-08T00:59:00Z",
      {
        ...SPLIT,
        periods: [
          { ...DAY.periods[0], slots: slot("0.60") },
          { slots: [{ rate: "0.06" }, { fromSecond: 120, rate: "0.03" }] },
        ],
      },
      "180",
      "0.690000",
      "0.60 + 0.06 + 0.03",
    ],
    [
      180,
      "2026-04-08T00:58:00Z",
      {
        ...SPLIT,
        periods: [
          { ...DAY.periods[0], slots: slot("0.60") },
          {
            slots: [
              { rate: "9", entryFee: "9" },
              { fromSecond: 60, rate: "0.03" },
            ],
          },
        ],
      },
      "180",
      "1.230000",
      "the first slot of the rest is over before the rest begins",
    ],
    // Fees and limits are those of the period at the answer.
    [
      120,
      "2026-04-08T00:59:00Z",
      {
        ...SPLIT,
        periods: [
          {
            ...DAY.periods[0],
            connectFee: "0.10",
            surchargePercent: "1",
            rounding: { mode: "halfUp", places: 2 },
          },
          { slots: slot("0.06"), connectFee: "5", minimumCharge: "7", surchargePercent: "9" },
        ],
      },
      "120",
      "1.52",
      "(0.66 + 0.10) × 2",
    ],
    [
      120,
      "2026-04-08T00:59:00Z",
      {
        ...SPLIT,
        periods: [
          { ...DAY.periods[0], maximumCharge: "0.5" },
          { slots: slot("0.06"), minimumCharge: "7" },
        ],
      },
      "120",
      "0.500000",
      "its maximum",
    ],
    // Free and minimum seconds first: the rest is priced from the answer.
    [
      120,
      "2026-04-08T00:59:00Z",
      { ...SPLIT, freeSeconds: 60 },
      "60",
      "0.600000",
      "a call of 60 s from the answer",
    ],
    [10, "2026-04-08T00:59:00Z", { ...SPLIT, minimumSeconds: 90 }, "90", "0.630000", "a call of 90 s"],
    // Entry fees once a slot and call.
    [
      180,
      "2026-04-07T14:00:00Z",
      {
        timeOfDay: "split",
        periods: [
          {
            weight: 1,
            when: { fromTime: "14:01", untilTime: "14:02" },
            slots: [{ rate: "0.60", entryFee: "0.1" }],
          },
          { slots: [{ rate: "0.06", entryFee: "0.01" }] },
        ],
      },
      "180",
      "0.830000",
      "0.72, and 0.11 for three parts in two slots",
    ],
    // Over days, weeks, and nights on which clocks are changed.
    [
      259_200,
      "2026-04-10T13:00:00Z",
      SPLIT,
      "259200",
      "648.000000",
      "Friday 08:00 to Monday 08:00: 720 minutes by day, 432.00, and 3600 of the rest, 216.00",
    ],
    [
      7200,
      "2026-03-08T07:30:00Z",
      {
        timeOfDay: "split",
        zone: CHICAGO,
        periods: [
          { weight: 1, when: { fromTime: "02:00", untilTime: "04:00" }, slots: slot("0.60") },
          { slots: slot("0.06") },
        ],
      },
      "7200",
      "39.600000",
      "01:30 to 02:00, then 03:00 to 04:00, then half an hour: 60 minutes of what should have been 120",
    ],
    [
      10_800,
      "2026-11-01T05:30:00Z",
      {
        timeOfDay: "split",
        zone: CHICAGO,
        periods: [
          { weight: 1, when: { fromTime: "01:00", untilTime: "01:45" }, slots: slot("0.60") },
          { slots: slot("0.06") },
        ],
      },
      "10800",
      "59.400000",
      "00:30 to 02:30: 01:00 to 01:45 comes twice",
    ],
    [
      120,
      "2026-04-07T23:59:00Z",
      {
        timeOfDay: "split",
        slotOverrun: "restart",
        periods: [{ when: { weekdays: [2, 3] }, slots: slot("0.60", 45) }],
      },
      "135",
      "1.350000",
      "midnight changes no period, so nothing restarts",
    ],
    [
      120,
      "2026-04-07T23:59:00Z",
      { timeOfDay: "split", periods: [{ when: { weekdays: [2] }, slots: slot("0.60") }] },
      "NO_RATE",
      "call.answeredAt",
      "no period after midnight",
    ],
    [
      120,
      "2026-04-07T23:59:00Z",
      { timeOfDay: "split", periods: [{ when: { weekdays: [2] }, slots: slot("0.60", 120) }] },
      "120",
      "1.200000",
      "swallowed by an increment that was begun before",
    ],
    [
      31_622_400,
      "2026-04-07T00:00:00Z",
      SPLIT,
      "31622400",
      "133488.000000",
      "366 days: 262 weekdays of 12 hours are 188,640 minutes, 113,184.00; the other 338,400 are 20,304.00",
    ],
    [31_622_401, "2026-04-07T00:00:00Z", SPLIT, "INVALID_DOCUMENT", "call.seconds", "and no more"],
  ])("%s s from %s by %j: %s s, %s (%s)", (seconds, at, tariff, billed, charge) => {
    expect(priced(seconds, tariff, at)).toMatchObject({ billed, charge });
  });
});

it("shows every slot and group of increments", () => {
  const tariff = {
    zone: CHICAGO,
    timeOfDay: "split",
    minimumSeconds: 100,
    freeSeconds: 10,
    surchargePercent: "0.5",
    minimumCharge: "0.9",
    periods: [
      {
        name: "day",
        weight: 10,
        connectFee: "0.01",
        when: { untilTime: "20:00" },
        slots: [{ rate: "0.05", incrementSeconds: 30, entryFee: "0.001" }],
      },
      {
        slots: [
          { rate: "0.02", incrementSeconds: 6, entryFee: "0.002" },
          { fromSecond: 72, rate: "0.01", unitSeconds: 30, incrementSeconds: 6 },
        ],
      },
    ],
  };
  const { parts, explanation } = priced(85, tariff, "2026-04-08T00:59:30Z");
  expect(parts).toEqual([
    {
      what: "increments",
      period: 0,
      slot: 0,
      fromSecond: "0",
      increments: "1",
      incrementSeconds: "30",
      rate: "0.05",
      unitSeconds: "60",
      seconds: "30",
      amount: "0.025",
    },
    { what: "entryFee", period: 0, slot: 0, seconds: null, amount: "0.001" },
    {
      what: "increments",
      period: 1,
      slot: 0,
      fromSecond: "30",
      increments: "7",
      incrementSeconds: "6",
      rate: "0.02",
      unitSeconds: "60",
      seconds: "42",
      amount: "0.014",
    },
    { what: "entryFee", period: 1, slot: 0, seconds: null, amount: "0.002" },
    {
      what: "increments",
      period: 1,
      slot: 1,
      fromSecond: "72",
      increments: "3",
      incrementSeconds: "6",
      rate: "0.01",
      unitSeconds: "30",
      seconds: "18",
      amount: "0.006",
    },
    { what: "connectFee", seconds: null, amount: "0.01" },
    { what: "surcharge", seconds: null, amount: "0.029" },
    { what: "raisedToMinimum", seconds: null, amount: "0.813" },
  ]);
  expect(explanation).toEqual([
    "85 s count as the minimum of 100 s.",
    "10 s are free: 90 s are left.",
    "Answered 2026-04-07 19:59:30 in America/Chicago: period day is in force, weight 10.",
    "From 0 s, day, slot 0: 1 × 30 s are 30 s; 30/60 × 0.05 = 0.025.",
    "Slot 0 of day is entered: a fee of 0.001.",
    "From 30 s, periods[1], slot 0: 7 × 6 s are 42 s; 42/60 × 0.02 = 0.014.",
    "Slot 0 of periods[1] is entered: a fee of 0.002.",
    "From 72 s, periods[1], slot 1: 3 × 6 s are 18 s; 18/30 × 0.01 = 0.006.",
    "90 s are billed: 0.048.",
    "With the connect fee of 0.01: 0.058.",
    "A surcharge of 0.5 on all of it is 0.029: 0.087.",
    "Raised to the minimum charge of 0.9.",
    "0.9 rounded halfUp to 6 places: 0.900000.",
  ]);
  expect(priced(60, { maximumCharge: "0.1", ...always(slot("1")) }, null).explanation).toEqual([
    "Period periods[0] is in force, weight 0.",
    "From 0 s, periods[0], slot 0: 60 × 1 s are 60 s; 60/60 × 1 = 1.",
    "60 s are billed: 1.",
    "Lowered to the maximum charge of 0.1.",
    "0.1 rounded halfUp to 6 places: 0.100000.",
  ]);
});
