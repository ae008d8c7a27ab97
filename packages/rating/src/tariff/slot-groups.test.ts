import { describe, expect, it } from "vitest";
import { priced } from "../testing/priced.ts";

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
      {
        zeroSeconds: "increment",
        slotOverrun: "restart",
        ...always([
          { rate: "0.06", incrementSeconds: 30 },
          { fromSecond: 20, rate: "0.60", incrementSeconds: 6 },
        ]),
      },
      "30",
      "0.030000",
      "one increment, though the next slot begins within it",
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
