import { describe, expect, it } from "vitest";
import { CHICAGO, priced, slot } from "../testing/priced.ts";

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
