import { expect, it } from "vitest";
import { CHICAGO, priced, slot } from "../testing/priced.ts";

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
  expect(priced(60, { maximumCharge: "0.1", periods: [{ slots: slot("1") }] }, null).explanation).toEqual([
    "Period periods[0] is in force, weight 0.",
    "From 0 s, periods[0], slot 0: 60 × 1 s are 60 s; 60/60 × 1 = 1.",
    "60 s are billed: 1.",
    "Lowered to the maximum charge of 0.1.",
    "0.1 rounded halfUp to 6 places: 0.100000.",
  ]);
});
