import { monthPeriod } from "@tollwright/calendar";
import { add, exact, sum, toFixedText } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodDifference } from "./difference/period-difference.ts";
import { type InvoicedLine, standingLines } from "./difference/standing-lines.ts";
import { advanceCharges, dueCharges } from "./due-charges.ts";
import { accountOf, advanceIn, dueIn, linesOf, planOf, voip } from "./testing/billed-lines.ts";

const did = {
  ...{ ...voip, kind: "recurring", id: "did", name: "Number", unit: "telephoneNumber" },
  ...{ pricePerMonth: "3.10", proration: "calendarDay", timing: "advance" },
};
const fax = {
  ...{ ...voip, kind: "recurring", id: "fax", name: "Fax", unit: "subscription" },
  ...{ pricePerMonth: "4.95", proration: "none" },
};
const trunk = {
  ...{ ...voip, kind: "channels", id: "trunk", name: "Channel", pricePerChannelMonth: "18.00" },
  ...{ proration: "calendarDay", timing: "advance", burst: { measure: "peak", pricePerChannel: "9.00" } },
};
const products = [did, fax, trunk];

const number = (from: string, until: string | null = null) => ({
  ...{ number: "13125550100", location: "hq", product: "did", from, until },
});

describe("billing in advance", () => {
  const held = {
    telephoneNumbers: [number("2026-04-10")],
    subscriptions: [{ id: "fax-1", product: "fax", location: "hq", quantity: 1, from: "2026-01-01" }],
    trunkGroups: [
      {
        ...{ id: "tg1", location: "hq", names: [{ source: "pbx", name: "acme" }], product: "trunk" },
        channels: [{ committed: 10, from: "2026-01-01" }],
        from: "2026-01-01",
      },
    ],
  };

  it("the period itself has every line, the period to come those that are billed in advance", () => {
    // 3.10 × 21/30 = 2.17
    expect(linesOf(dueIn({ products, inventory: held }))).toEqual([
      "did 04-10..05-01 1 × 3.10 × 21/30 = 2.17 numbers 1",
      "fax 04-01..05-01 1 × 4.95 = 4.95",
      "trunk 04-01..05-01 10 × 18.00 = 180.00 channels 10",
    ]);
    expect(linesOf(advanceIn({ products, inventory: held }))).toEqual([
      "did 05-01..06-01 1 × 3.10 = 3.10 numbers 1",
      "trunk 05-01..06-01 10 × 18.00 = 180.00 channels 10",
    ]);
  });

  it("says nothing of bursts in a period that has not begun", () => {
    const [, line] = advanceIn({ products, inventory: held }).charges;
    expect(line?.explanation.join(" ")).not.toMatch(/burst/);
  });

  it("a line has the key and the amount that it has once its period is closed", () => {
    const may = dueIn({ products, inventory: held, month: "2026-05" }).charges;
    for (const line of advanceIn({ products, inventory: held }).charges) {
      const closed = may.find(({ key }) => key === line.key);
      expect(closed).toMatchObject({ amount: line.amount, quantity: line.quantity, counts: line.counts });
    }
  });

  it("leaves problems to the period itself", () => {
    const inventory = { telephoneNumbers: [{ ...number("2026-01-01"), product: "gone" }] };
    expect(advanceIn({ products, inventory }).problems).toEqual([]);
    expect(dueIn({ products, inventory }).problems).toMatchObject([{ code: "PRODUCT_NOT_IN_PLAN" }]);
  });
});

const numbers = products.slice(0, 1);

/** Runs of consecutive months over an inventory that is told differently from run to run: what each invoice takes, in all. */
function runs(months: readonly string[], heldAt: (run: number) => readonly object[]): readonly string[] {
  const invoiced = new Map<string, InvoicedLine[]>();
  return months.slice(0, -1).map((month, run) => {
    const account = accountOf({ telephoneNumbers: heldAt(run) });
    const plans = [planOf(numbers)];
    const next = months[run + 1] ?? month;
    const due = [
      {
        month,
        charges: dueCharges({ account, plans, period: monthPeriod(month), usage: [], peaks: [] }).charges,
      },
      { month: next, charges: advanceCharges({ account, plans, period: monthPeriod(next) }).charges },
    ];
    const lines = due.flatMap(({ month: of, charges }) => {
      const before = invoiced.get(of) ?? [];
      const standing = standingLines(before);
      const difference =
        standing.size === 0 ? charges : periodDifference({ period: of, standing, due: charges });
      invoiced.set(of, [...before, ...difference.map((charge) => ({ invoice: `run ${run}`, charge }))]);
      return difference;
    });
    return toFixedText(sum(lines.map(({ amount }) => exact(amount))), 2);
  });
}

describe("changes after a period was billed in advance are its difference", () => {
  const months = ["2026-04", "2026-05", "2026-06", "2026-07"];

  it.each([
    // April 3.10 × 21/30 = 2.17 and May 3.10; then June; then July
    ["nothing changes", [[number("2026-04-10")]], ["5.27", "3.10", "3.10"]],
    // ended on 15 May: 3.10 × 14/31 = 1.40 instead of 3.10, and no June
    [
      "it ends in May",
      [[number("2026-04-10")], [number("2026-04-10", "2026-05-15")]],
      ["5.27", "-1.70", "0.00"],
    ],
    // back-dated end: nothing of May is owed, and June is not billed
    [
      "its end on 1 May is told in May",
      [[number("2026-04-10")], [number("2026-04-10", "2026-05-01")]],
      ["5.27", "-3.10", "0.00"],
    ],
    // it began on 20 May, told in June: May 3.10 × 12/31 = 1.20 is a difference of its own, here in the run of June
    ["nothing until it begins in June", [[], [], [number("2026-06-16")]], ["0.00", "0.00", "4.65"]],
  ])("%s", (_, told, expected) => {
    expect(runs(months, (run) => told[Math.min(run, told.length - 1)] ?? [])).toEqual(expected);
  });

  it("all that is invoiced for the months that are closed is what they come to as known last", () => {
    const day = fc.integer({ min: 1, max: 28 });
    const entry = fc.record({
      from: day,
      fromMonth: fc.integer({ min: 4, max: 6 }),
      days: fc.integer({ min: 1, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 3 }), { minLength: 3, maxLength: 3 }), (told) => {
        const heldAt = (run: number) =>
          (told[run] ?? []).map(({ from, fromMonth }, index) => ({
            ...number(`2026-0${fromMonth}-${String(from).padStart(2, "0")}`),
            number: `1312555010${index}`,
          }));
        const invoices = runs(["2026-05", "2026-05", "2026-05", "2026-05"], heldAt);
        const account = accountOf({ telephoneNumbers: heldAt(2) });
        const due = dueCharges({
          ...{ account, plans: [planOf(numbers)], period: monthPeriod("2026-05"), usage: [], peaks: [] },
        });
        const total = invoices.reduce((all, amount) => add(all, exact(amount)), exact("0"));
        expect(toFixedText(total, 2)).toBe(
          toFixedText(sum(due.charges.map(({ amount }) => exact(amount))), 2),
        );
      }),
      { numRuns: 30 },
    );
  });
});
