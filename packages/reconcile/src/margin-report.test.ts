import { add, exact, toText, zero } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MarginBy, type MarginSum, marginOf, marginReport, percentText } from "./margin-report.ts";

function sum(facts: Partial<MarginSum>): MarginSum {
  return {
    currency: "USD",
    customer: "acme",
    deck: "us",
    destination: "NH",
    vendor: "upstream",
    sold: 1,
    revenue: "0.0121",
    bought: 1,
    cost: "0.0066",
    unpriced: 0,
    unpricedRevenue: "0",
    ...facts,
  };
}

describe("what is left of what is sold", () => {
  it.each([
    // 0.0121 − 0.0066 = 0.0055; 0.0055/0.0121 = 0.45454…
    ["0.0121", "0.0066", "0.0055", "0.4545", "45.45 %"],
    ["0.0066", "0.0121", "-0.0055", "-0.8333", "-83.33 %"],
    ["0.0066", "0.0066", "0", "0.0000", "0.00 %"],
    ["0.0066", "0", "0.0066", "1.0000", "100.00 %"],
    ["0", "0.0066", "-0.0066", null, "–"],
    ["0", "0", "0", null, "–"],
  ])("%s less %s is %s, %s", (revenue, cost, margin, share, percent) => {
    expect(marginOf(revenue, cost)).toEqual({ margin, share });
    expect(percentText(share)).toBe(percent);
  });
});

const SUMS = [
  sum({}),
  sum({ customer: "best", deck: "us2", revenue: "0.0100", cost: "0.0120" }),
  sum({
    destination: "VT",
    vendor: "other",
    sold: 2,
    revenue: "0.0400",
    bought: 2,
    cost: "0.0100",
    unpriced: 1,
    unpricedRevenue: "0.0200",
  }),
  // On-net: sold, and nobody charges for it.
  sum({ vendor: "", revenue: "0.0010", bought: 0, cost: "0" }),
  // Of no customer's: bought alone.
  sum({ customer: "", deck: "", sold: 0, revenue: "0", cost: "0.0033" }),
  sum({ currency: "CAD", customer: "nord", revenue: "1", cost: "0.5" }),
];

it.each<readonly [MarginBy, readonly (readonly [string, string, string])[]]>([
  // acme: 0.0121 + 0.0400 + 0.0010 − 0.0066 − 0.0100 = 0.0365
  [
    "customer",
    [
      ["CAD", "nord", "0.5"],
      ["USD", "", "-0.0033"],
      ["USD", "best", "-0.002"],
      ["USD", "acme", "0.0365"],
    ],
  ],
  [
    "vendor",
    [
      ["CAD", "upstream", "0.5"],
      ["USD", "upstream", "0.0002"],
      ["USD", "", "0.001"],
      ["USD", "other", "0.03"],
    ],
  ],
  [
    "destination",
    [
      ["CAD", "NH", "0.5"],
      ["USD", "NH", "0.0012"],
      ["USD", "VT", "0.03"],
    ],
  ],
  [
    "deck",
    [
      ["CAD", "us", "0.5"],
      ["USD", "", "-0.0033"],
      ["USD", "us2", "-0.002"],
      ["USD", "us", "0.0365"],
    ],
  ],
])("by %s, the worst first", (by, expected) => {
  const { rows, totals } = marginReport(SUMS, by);
  expect(rows.map(({ currency, name, margin }) => [currency, name, margin])).toEqual(expected);
  expect(totals).toMatchObject([
    { currency: "CAD", revenue: "1", cost: "0.5", margin: "0.5", share: "0.5000" },
    // 0.0631 sold for 0.0319
    {
      currency: "USD",
      sold: 5,
      revenue: "0.0631",
      bought: 5,
      cost: "0.0319",
      margin: "0.0312",
      unpriced: 1,
      unpricedRevenue: "0.02",
    },
  ]);
});

it("adds up exactly: the rows of any question to its totals, and the totals of all questions are the same", () => {
  const cents = fc.integer({ min: 0, max: 99_999_999 }).map((value) => `0.${String(value).padStart(8, "0")}`);
  const anySum = fc.record({
    currency: fc.constantFrom("USD", "CAD"),
    customer: fc.constantFrom("", "a", "b"),
    deck: fc.constantFrom("d", "e"),
    destination: fc.constantFrom("x", "y"),
    vendor: fc.constantFrom("", "v", "w"),
    revenue: cents,
    cost: cents,
  });
  fc.assert(
    fc.property(fc.array(anySum.map(sum)), (sums) => {
      const reports = (["customer", "deck", "destination", "vendor"] as const).map((by) =>
        marginReport(sums, by),
      );
      for (const { rows, totals } of reports) {
        expect(totals).toEqual(reports[0]?.totals);
        for (const total of totals)
          for (const what of ["revenue", "cost", "margin"] as const) {
            const own = rows.filter(({ currency }) => currency === total.currency);
            expect(toText(own.reduce((all, row) => add(all, exact(row[what])), zero))).toBe(total[what]);
          }
      }
    }),
  );
});

it("shows beside it what invoices come to, by customer and in their sum", () => {
  const billed = new Map([
    ["acme", "0.05"],
    ["best", "0.01"],
    ["nobody of these", "9"],
  ]);
  const { rows, totals } = marginReport(SUMS, "customer", billed);
  expect(rows.map(({ name, billed: amount }) => [name, amount])).toEqual([
    ["nord", null],
    ["", null],
    ["best", "0.01"],
    ["acme", "0.05"],
  ]);
  expect(totals.map(({ currency, billed: amount }) => [currency, amount])).toEqual([
    ["CAD", null],
    ["USD", "0.06"],
  ]);
  expect(marginReport(SUMS, "deck", billed).rows.every((row) => row.billed === null)).toBe(true);
});
