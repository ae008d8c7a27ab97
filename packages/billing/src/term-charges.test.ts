import { addDays, addMonths, civilDate, monthPeriod } from "@tollwright/calendar";
import { PricePlan } from "@tollwright/rate-card";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodDifference } from "./difference/period-difference.ts";
import { standingLines } from "./difference/standing-lines.ts";
import { dueCharges } from "./due-charges.ts";
import { accountOf, advanceIn, dueIn, linesOf, planOf, voip } from "./testing/billed-lines.ts";

const support = {
  ...{ ...voip, kind: "recurring", id: "support", name: "Support", unit: "subscription" },
  ...{ term: { months: 12, price: "120.00" }, proration: "calendarDay" },
};
const held = (from: string, until: string | null = null) => ({
  subscriptions: [{ id: "s1", product: "support", location: "hq", quantity: 2, from, until }],
});

const yearly = { ...support, timing: "advance" };
const quarterly = { ...support, term: { months: 3, price: "30.00", from: "2026-01-01" } };

describe("prices of a term", () => {
  it.each<
    [
      what: string,
      product: object,
      inventory: Record<string, unknown>,
      month: string,
      lines: readonly string[],
    ]
  >([
    // By the year in advance, from each thing's own first day.
    ["the year begins", yearly, held("2026-04-10"), "2026-04", ["support 04-10..04-10 2 × 120.00 = 240.00"]],
    ["a month within it", yearly, held("2026-04-10"), "2026-05", []],
    ["the last month of it", yearly, held("2026-04-10"), "2027-03", []],
    ["the next year", yearly, held("2026-04-10"), "2027-04", ["support 04-10..04-10 2 × 120.00 = 240.00"]],
    // 10 April until 9 June are 60 of 365 days: 240 × 60/365 = 39.452…
    [
      "a year that is known to end early",
      yearly,
      held("2026-04-10", "2026-06-09"),
      "2026-04",
      ["support 04-10..06-09 2 × 120.00 × 60/365 = 39.45"],
    ],
    ["which was all of it", yearly, held("2026-04-10", "2026-06-09"), "2026-06", []],
    // By the year in arrears: when it ends.
    ["the year ends", support, held("2025-04-10"), "2026-04", ["support 04-10..04-10 2 × 120.00 = 240.00"]],
    [
      "the day before is another month",
      support,
      held("2025-04-01"),
      "2026-03",
      ["support 04-01..04-01 2 × 120.00 = 240.00"],
    ],
    ["and nothing in the month after", support, held("2025-04-01"), "2026-04", []],
    // By calendar quarters in arrears: 30.00 × 2 × 21/90 from 11 March.
    [
      "a quarter that began within it",
      quarterly,
      held("2026-03-11"),
      "2026-03",
      ["support 03-11..04-01 2 × 30.00 × 21/90 = 14.00"],
    ],
    ["a whole quarter", quarterly, held("2026-03-11"), "2026-06", ["support 04-01..07-01 2 × 30.00 = 60.00"]],
    ["its second month", quarterly, held("2026-03-11"), "2026-05", []],
    // 1 April until 16 May are 45 of 91 days: 60 × 45/91 = 29.670…
    [
      "an end within it",
      quarterly,
      held("2026-03-11", "2026-05-16"),
      "2026-05",
      ["support 04-01..05-16 2 × 30.00 × 45/91 = 29.67"],
    ],
    [
      "quarters by thirty days a month",
      { ...quarterly, proration: "thirty360" },
      held("2026-03-11"),
      "2026-03",
      ["support 03-11..04-01 2 × 30.00 × 20/90 = 13.33"],
    ],
    [
      "not prorated",
      { ...quarterly, proration: "none" },
      held("2026-03-11"),
      "2026-03",
      ["support 03-11..04-01 2 × 30.00 = 60.00"],
    ],
    // The 31st is clamped and does not drift.
    [
      "from a 31st",
      { ...yearly, term: { months: 3, price: "30.00" } },
      held("2026-01-31"),
      "2026-04",
      ["support 04-30..07-31 2 × 30.00 = 60.00"],
    ],
  ])("%s", (_, product, inventory, month, lines) => {
    expect(linesOf(dueIn({ products: [product], inventory, month }))).toEqual(lines);
  });

  it("in advance it is on the invoice before, with the same key", () => {
    const inventory = held("2025-05-10");
    const [early] = advanceIn({ products: [yearly], inventory, month: "2026-05" }).charges;
    const [line] = dueIn({ products: [yearly], inventory, month: "2026-05" }).charges;
    expect(early).toEqual(line);
    expect(line?.explanation).toEqual([
      "billed by terms of 12 months: 2026-05-10 until 2027-05-10",
      "2 subscriptions × 120.00 = 240.00",
    ]);
    expect(advanceIn({ products: [support], inventory, month: "2026-05" }).charges).toEqual([]);
  });

  it("a plan that ends bills its part of the term", () => {
    const plans = [
      { plan: "sip", from: "2025-01-01", until: "2026-05-01" },
      { plan: "other", from: "2026-05-01" },
    ];
    const other = planOf([{ ...support, term: undefined, pricePerMonth: "10.00" }], "other");
    const due = (month: string) =>
      linesOf(
        dueCharges({
          account: accountOf({ ...held("2025-01-01"), plans }),
          plans: [planOf([quarterly]), other],
          period: monthPeriod(month),
          usage: [],
          peaks: [],
        }),
      );
    // April is 30 of the 91 days of its quarter.
    expect([due("2026-04"), due("2026-05")]).toEqual([
      ["support 04-01..05-01 2 × 30.00 × 30/91 = 19.78"],
      ["support 05-01..06-01 2 × 10.00 = 20.00"],
    ]);
  });

  it.each([
    ["a price by the month beside it", { pricePerMonth: "1.00" }],
    ["numbers, which are counted for fees each month", { unit: "telephoneNumber" }],
    ["thirtieths of a month", { proration: "fixed30" }],
    ["a term of one month", { term: { months: 1, price: "1.00" } }],
    ["changes of a price by the month", { priceChanges: [{ from: "2026-05-01", price: "2.00" }] }],
  ])("refuses %s", (_, changes) => {
    const products = [{ ...support, ...changes }];
    const plan = { id: "sip", description: "A plan.", currency: "USD", products };
    expect(PricePlan.safeParse(plan).success).toBe(false);
  });

  it("every day of a service is billed in one term, whatever the term and its days", () => {
    const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays(civilDate("2026-01-01"), days));
    const terms = fc.record({
      months: fc.integer({ min: 2, max: 13 }),
      from: fc.constantFrom(null, "2025-12-31", "2026-02-15", "2030-01-01"),
      timing: fc.constantFrom("advance", "arrears"),
    });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), terms, (from, days, { timing, ...term }) => {
        const until = addDays(from, days);
        const product = { ...support, timing, term: { ...term, price: "30.00" } };
        const months = Array.from({ length: 32 }, (_, index) => addMonths(civilDate("2026-01-01"), index));
        const lines = months.flatMap(
          (month) =>
            dueIn({ products: [product], inventory: held(from, until), month: month.slice(0, 7) }).charges,
        );
        const inOrder = lines.toSorted((left, right) => (left.from < right.from ? -1 : 1));
        expect([inOrder[0]?.from, inOrder.at(-1)?.until]).toEqual([from, until]);
        for (const [index, line] of inOrder.slice(1).entries()) expect(line.from).toBe(inOrder[index]?.until);
      }),
      { numRuns: 60 },
    );
  });

  it("an end that is told later gives back the rest of the term (books 12)", () => {
    const due = (until: string | null) =>
      dueIn({ products: [yearly], inventory: held("2026-01-10", until), month: "2026-01" }).charges;
    const standing = standingLines(due(null).map((charge) => ({ invoice: "1", charge })));
    const difference = periodDifference({ period: "2026-01", standing, due: due("2026-05-20") });
    // 10 January until 20 May are 130 of 365 days: 240 × 130/365 = 85.479…
    expect(difference.map(({ amount }) => amount).toSorted()).toEqual(["-240.00", "85.48"]);
  });
});
