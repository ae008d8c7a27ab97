import { civilDate } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { dueCharges } from "./due-charges.ts";
import { accountOf, linesOf, planOf, voip } from "./testing/billed-lines.ts";
import { orderedUsage } from "./usage/ordered-usage.ts";

const number = {
  ...voip,
  kind: "recurring",
  name: "Number",
  unit: "telephoneNumber",
  proration: "calendarDay",
};
const products = [
  { ...number, id: "did", pricePerMonth: "31.00" },
  { ...number, id: "did30", pricePerMonth: "30.00", proration: "fixed30" },
  { ...number, id: "whole", pricePerMonth: "5.00", proration: "none" },
  { ...number, id: "many", prices: { kind: "graduated", tiers: [{ unitPrice: "3.10" }] } },
  {
    ...voip,
    kind: "channels",
    id: "trunk",
    name: "Channel",
    pricePerChannelMonth: "62.00",
    proration: "calendarDay",
    burst: null,
  },
  {
    ...voip,
    kind: "commitment",
    id: "min",
    name: "Minimum",
    proration: "calendarDay",
    minimumPerMonth: "310.00",
    products: null,
  },
  {
    kind: "pool",
    id: "included",
    name: "Included minutes",
    proration: "calendarDay",
    scope: "account",
    unit: "minutes",
    included: "310",
    products: ["calls"],
  },
  {
    ...voip,
    kind: "usage",
    id: "calls",
    name: "Calls",
    classes: ["local"],
    price: { kind: "flat", rate: { ratePerMinute: "0.03" } },
  },
];

const held = (product: string, index: number) => ({
  ...{ number: `1312555010${index}`, location: "hq", product, from: "2026-01-01" },
});
const account = accountOf({
  telephoneNumbers: ["did", "did30", "whole", "many"].map(held),
  trunkGroups: [
    {
      ...{ id: "tg1", location: "hq", names: [{ source: "pbx", name: "acme" }], product: "trunk" },
      channels: [{ committed: 1, from: "2026-01-01" }],
      from: "2026-01-01",
    },
  ],
  commitments: [{ id: "c", product: "min", from: "2026-01-01" }],
});
const plans = [planOf(products)];

it.each([
  [
    "1-15 April, bill day 1 becomes 15: 14 days of 15 March - 15 April",
    ["2026-04-01", "2026-04-15"],
    [
      "did 04-01..04-15 1 × 31.00 × 14/31 = 14.00 numbers 1",
      "did30 04-01..04-15 1 × 30.00 × 14/30 = 14.00 numbers 1",
      "whole 04-01..04-15 1 × 5.00 = 5.00 numbers 1",
      "many 04-01..04-15 1 × 14/31 = 1.40 numbers 1",
      "trunk 04-01..04-15 1 × 62.00 × 14/31 = 28.00 channels 1",
      // 310.00 × 14/31 = 140.00, of which 62.40 are charged
      "min 04-01..04-15 1 = 77.60",
    ],
    "140",
  ],
  [
    "15 March - 1 May, bill day 15 becomes 1: 17 days of March, and April; what is counted, is so once",
    ["2026-03-15", "2026-05-01"],
    [
      "did 03-15..04-01 1 × 31.00 × 17/31 = 17.00",
      "did 04-01..05-01 1 × 31.00 = 31.00 numbers 1",
      "did30 03-15..04-01 1 × 30.00 × 17/30 = 17.00",
      "did30 04-01..05-01 1 × 30.00 = 30.00 numbers 1",
      "whole 03-15..04-01 1 × 5.00 = 5.00",
      "whole 04-01..05-01 1 × 5.00 = 5.00 numbers 1",
      "many 03-15..04-01 1 × 17/31 = 1.70",
      "many 04-01..05-01 1 = 3.10 numbers 1",
      "trunk 03-15..04-01 1 × 62.00 × 17/31 = 34.00",
      "trunk 04-01..05-01 1 × 62.00 = 62.00 channels 1",
      // 310.00 × 17/31 + 310.00 = 480.00, of which 205.80 are charged
      "min 03-15..05-01 1 = 274.20",
    ],
    "480",
  ],
])("%s", (_, [from = "", until = ""], lines, included) => {
  const period = { from: civilDate(from), until: civilDate(until) };
  expect(linesOf(dueCharges({ account, plans, period, usage: [], peaks: [] }))).toEqual(lines);
  const pools = orderedUsage({ account, plans, period })?.start([], null).close().pools;
  expect(pools).toMatchObject([{ included }]);
});
