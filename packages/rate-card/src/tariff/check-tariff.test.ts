import { expect, it } from "vitest";
import { Tariff } from "../plan/tariff.ts";
import { checkTariff } from "./check-tariff.ts";

const slots = [{ rate: "1" }];
const day = { name: "day", when: { fromTime: "08:00", untilTime: "20:00" }, slots };
const weekdays = { when: { weekdays: [1, 2, 3, 4, 5], fromTime: "08:00", untilTime: "20:00" }, slots };
const fallback = { weight: -1, slots };

it.each<[what: string, tariff: object, found: readonly string[]]>([
  ["a price of a minute", { ratePerMinute: "1" }, []],
  ["one period for all", { periods: [{ slots }] }, []],
  ["a period and a fallback", { periods: [weekdays, fallback] }, []],
  [
    "day and night, written as three",
    { periods: [day, { when: { fromTime: "20:00" }, slots }, { when: { untilTime: "08:00" }, slots }] },
    [],
  ],
  [
    "a holiday over both",
    { periods: [{ weight: 5, when: { dates: ["2026-12-25"] }, slots }, weekdays, fallback] },
    [],
  ],
  // Gaps.
  ["weekdays alone", { periods: [weekdays] }, ["TARIFF_GAP periods 2026-01-01 00:00"]],
  [
    "a minute before midnight",
    { periods: [{ when: { untilTime: "23:59" }, slots }] },
    ["TARIFF_GAP periods 2026-01-01 23:59"],
  ],
  [
    "the 31st",
    { periods: [{ when: { monthDays: Array.from({ length: 30 }, (_, index) => index + 1) }, slots }] },
    ["TARIFF_GAP periods 2026-01-31 00:00"],
  ],
  [
    "February the 29th",
    {
      periods: [
        { when: { months: [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }, slots },
        { when: { months: [2], monthDays: Array.from({ length: 28 }, (_, index) => index + 1) }, slots },
      ],
    },
    ["TARIFF_GAP periods 2028-02-29 00:00"],
  ],
  // Overlaps of equal weight.
  [
    "two for all",
    { periods: [{ slots }, { slots }] },
    ["TARIFF_OVERLAP periods[1] 2026-01-01 00:00", "TARIFF_UNREACHABLE periods[1] "],
  ],
  [
    "an hour of two, which goes to the one that starts later",
    { periods: [day, { when: { fromTime: "19:00" }, slots }, { when: { untilTime: "08:00" }, slots }] },
    [],
  ],
  ["evenings as heavy as all day", { periods: [{ slots }, { when: { fromTime: "18:00" }, slots }] }, []],
  [
    "two that start together",
    { periods: [day, { when: { fromTime: "08:00", untilTime: "09:00" }, slots }, fallback] },
    ["TARIFF_OVERLAP periods[1] 2026-01-01 08:00", "TARIFF_UNREACHABLE periods[1] "],
  ],
  [
    "under a heavier one",
    { periods: [{ weight: 1, slots }, day, { when: { fromTime: "19:00" }, slots }] },
    ["TARIFF_UNREACHABLE periods[1] ", "TARIFF_UNREACHABLE periods[2] "],
  ],
  [
    "a holiday as heavy as the weekday, and with its start",
    { periods: [weekdays, { when: { dates: ["2026-12-25"], fromTime: "08:00" }, slots }, fallback] },
    ["TARIFF_OVERLAP periods[1] 2026-12-25 08:00"],
  ],
  ["another currency", { currency: "CAD", ratePerMinute: "1" }, ["CURRENCY_DIFFERS currency"]],
  ["the same currency", { currency: "USD", ratePerMinute: "1" }, []],
  // What prices nothing.
  [
    "a fallback that is heavier",
    { periods: [weekdays, { weight: 1, slots }] },
    ["TARIFF_UNREACHABLE periods[0] "],
  ],
  [
    "a day that no calendar has",
    { periods: [{ weight: 1, when: { months: [2], monthDays: [30] }, slots }, { slots }] },
    ["TARIFF_UNREACHABLE periods[0] "],
  ],
  [
    "a slot that is jumped over",
    {
      periods: [
        {
          slots: [
            { rate: "1", incrementSeconds: 60 },
            { fromSecond: 30, rate: "1" },
            { fromSecond: 60, rate: "1" },
          ],
        },
      ],
    },
    ["TARIFF_UNREACHABLE periods[0].slots[1] "],
  ],
  [
    "the same, begun at second 59",
    {
      periods: [
        {
          slots: [
            { rate: "1", incrementSeconds: 59 },
            { fromSecond: 30, rate: "1" },
            { fromSecond: 60, rate: "1" },
          ],
        },
      ],
    },
    [],
  ],
  [
    "the same, restarting",
    {
      slotOverrun: "restart",
      periods: [
        {
          slots: [
            { rate: "1", incrementSeconds: 60 },
            { fromSecond: 30, rate: "1" },
            { fromSecond: 60, rate: "1" },
          ],
        },
      ],
    },
    [],
  ],
  // Several zones are not judged by time.
  [
    "two zones",
    {
      periods: [
        { when: { fromTime: "08:00", zone: "America/Chicago" }, slots },
        { when: { fromTime: "08:00" }, slots },
      ],
    },
    [],
  ],
])("%s", (_, given, found) => {
  const tariff = Tariff.parse(given);
  const told = checkTariff(tariff, { path: [], currency: "USD" }).map(({ code, path, message }) => {
    const name = path
      .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
      .join("")
      .slice(1);
    return `${code} ${name} ${/\d{4}-\d\d-\d\d \d\d:\d\d/.exec(message)?.[0] ?? ""}`.trimEnd();
  });
  expect(told).toEqual(found.map((text) => text.trimEnd()));
});
