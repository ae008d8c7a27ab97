import { describe, expect, it } from "vitest";
import { dueIn, linesOf, voip } from "./testing/billed-lines.ts";

describe("port orders by their events", () => {
  const port = {
    ...{ ...voip, kind: "porting", id: "port", name: "Number port-in", freeSupplements: 1 },
    prices: {
      completed: { per: "number", price: "10.00" },
      expedite: { per: "order", price: "50.00" },
      supplement: { per: "order", price: "15.00" },
      reject: { per: "order", price: "20.00" },
      cancelled: { per: "order", price: "5.00" },
      cancelledAfterFoc: { per: "number", price: "25.00" },
    },
  };
  const order = (...events: readonly [kind: string, day: string][]) => ({
    portOrders: [
      {
        ...{ id: "p1", product: "port", location: "hq", numbers: ["13125550100", "13125550101"] },
        events: events.map(([kind, day]) => ({ kind, on: `2026-${day}` })),
      },
    ],
  });

  it.each([
    [
      "an order that goes through",
      order(["loa", "04-01"], ["submitted", "04-02"], ["foc", "04-04"], ["completed", "04-14"]),
      ["port 04-14..04-15 2 × 10.00 = 20.00 ports 2"],
    ],
    [
      "expedited",
      order(["expedite", "04-02"], ["completed", "04-05"]),
      ["port 04-05..04-06 2 × 10.00 = 20.00 ports 2", "port 04-02..04-03 1 × 50.00 = 50.00"],
    ],
    [
      "rejected, supplemented three times of which one is free, on one day too",
      order(["reject", "04-02"], ["supplement", "04-03"], ["supplement", "04-04"], ["supplement", "04-04"]),
      [
        "port 04-02..04-03 1 × 20.00 = 20.00",
        "port 04-04..04-05 1 × 15.00 = 15.00",
        "port 04-04..04-05 1 × 15.00 = 15.00",
      ],
    ],
    ["cancelled before the commitment", order(["cancelled", "04-03"]), ["port 04-03..04-04 1 × 5.00 = 5.00"]],
    [
      "cancelled after it",
      order(["foc", "04-03"], ["cancelled", "04-03"]),
      ["port 04-03..04-04 2 × 25.00 = 50.00"],
    ],
    ["jeopardy has no price and makes no line", order(["jeopardy", "04-03"]), []],
    [
      "each event in the period of its own day",
      order(["expedite", "03-31"], ["supplement", "03-31"], ["supplement", "04-01"], ["completed", "05-01"]),
      ["port 04-01..04-02 1 × 15.00 = 15.00"],
    ],
  ])("%s", (_, inventory, expected) => {
    expect(linesOf(dueIn({ products: [port], inventory }))).toEqual(expected);
  });

  it("says what happened", () => {
    const due = dueIn({ products: [port], inventory: order(["foc", "04-03"], ["cancelled", "04-05"]) });
    expect(due.charges).toMatchObject([
      {
        key: "acme/hq/sip/port/p1/cancelledAfterFoc/2026-04-05..2026-04-06",
        description: "Number port-in, cancelled after firm order commitment",
        explanation: [
          "due once, on 2026-04-05",
          "the firm order commitment is of 2026-04-03",
          "2 ported numbers × 25.00 = 50.00",
        ],
      },
    ]);
  });

  it("an order whose product is not there is told, whatever happened to it", () => {
    const [entry] = order(["cancelled", "04-05"]).portOrders;
    const due = dueIn({ products: [port], inventory: { portOrders: [{ ...entry, product: "gone" }] } });
    expect(due).toMatchObject({ charges: [], problems: [{ code: "PRODUCT_NOT_IN_PLAN" }] });
  });
});

it("numbers that change their rate centre", () => {
  const move = {
    ...voip,
    kind: "oneTime",
    id: "move",
    name: "Rate-centre move",
    unit: "movedNumber",
    price: "12.50",
  };
  const due = dueIn({
    products: [move],
    inventory: {
      rateCentreMoves: [
        {
          ...{ id: "m1", product: "move", location: "hq", numbers: ["13125550100", "13125550101"] },
          ...{ fromRateCentre: "CHICAGO ZONE 1", toRateCentre: "CHICAGO ZONE 3", on: "2026-04-10" },
        },
      ],
    },
  });
  expect(linesOf(due)).toEqual(["move 04-10..04-11 2 × 12.50 = 25.00"]);
  expect(due.charges[0]?.description).toBe("Rate-centre move, CHICAGO ZONE 1 to CHICAGO ZONE 3");
});

describe("late fees", () => {
  const fee = { ...voip, kind: "lateFee", id: "late", name: "Late fee" };
  const overdue = (amount: string, dueOn: string) => ({
    lateFees: [
      { id: "l1", product: "late", on: "2026-04-20", overdue: amount, dueOn, invoice: "TW-2026-000007" },
    ],
  });
  const monthly = { ...fee, share: "0.015", accrual: "perThirtyDays", minimum: "5.00", graceDays: 10 };

  it.each<[string, object, Record<string, unknown>, readonly string[]]>([
    ["1.5 % once", { ...fee, share: "0.015" }, overdue("333.33", "2026-03-01"), ["5.00"]], // 4.99995
    [
      "an amount and a share",
      { ...fee, flat: "3.00", share: "0.01" },
      overdue("200.00", "2026-03-01"),
      ["5.00"],
    ],
    // 11 March to 20 April are 40 days: 900.00 × 0.015 × 40/30
    ["for each 30 days", monthly, overdue("900.00", "2026-03-11"), ["18.00"]],
    ["the minimum", monthly, overdue("100.00", "2026-03-11"), ["5.00"]],
    ["the maximum", { ...monthly, maximum: "12.00" }, overdue("900.00", "2026-03-11"), ["12.00"]],
    ["in the days of grace", monthly, overdue("900.00", "2026-04-10"), []],
    ["one day after them", monthly, overdue("900.00", "2026-04-09"), ["5.00"]], // 4.95
  ])("%s", (_, product, inventory, expected) => {
    const due = dueIn({ products: [product], inventory });
    expect([due.problems, due.charges.map(({ amount }) => amount)]).toEqual([[], expected]);
  });
});

describe("ending a contract before its term", () => {
  const fee = (terms: object, startedMonth = "whole") => ({
    ...{ ...voip, kind: "terminationFee", id: "etf", name: "Early termination", fee: terms, startedMonth },
  });
  const remaining = { kind: "remainingMonths", share: "0.75" };
  const contract = (terminatedOn: string | null, from = "2025-01-01") => ({
    contracts: [{ id: "c1", product: "etf", from, termMonths: 36, monthlyAmount: "400.00", terminatedOn }],
  });

  it.each<[string, object, Record<string, unknown>, readonly string[]]>([
    // 15 months and 14 days are over; 21 are left with the started one
    ["the started month is whole", fee(remaining), contract("2026-04-15"), ["6300.00"]],
    ["or free", fee(remaining, "free"), contract("2026-04-15"), ["6000.00"]],
    // 20 + 16/30 months: 300.00 × 20.5333…
    ["or by day", fee(remaining, "byDay"), contract("2026-04-15"), ["6160.00"]],
    ["on the first day of a month of the contract", fee(remaining), contract("2026-04-01"), ["6300.00"]],
    ["a flat amount", fee({ kind: "flat", amount: "250.00" }), contract("2026-04-15"), ["250.00"]],
    // 360.00 × 21 ÷ 36
    [
      "an amount that melts over the term",
      fee({ kind: "declining", amount: "360.00" }),
      contract("2026-04-15"),
      ["210.00"],
    ],
    // months of the contract begin on the 31st, clamped: 31 March to 30 April is its last but 32
    ["months that begin on the 31st", fee(remaining), contract("2026-04-29", "2025-12-31"), ["9900.00"]],
    ["on the last day of the term", fee(remaining), contract("2026-04-30", "2023-05-01"), ["300.00"]],
    ["on the day of its end", fee(remaining), contract("2026-04-30", "2023-04-30"), []],
    ["in another period", fee(remaining), contract("2026-05-01"), []],
    ["never", fee(remaining), contract(null), []],
  ])("%s", (_, product, inventory, expected) => {
    const due = dueIn({ products: [product], inventory });
    expect([due.problems, due.charges.map(({ amount }) => amount)]).toEqual([[], expected]);
  });

  it("says how", () => {
    const due = dueIn({ products: [fee(remaining)], inventory: contract("2026-04-15") });
    expect(due.charges[0]?.explanation).toEqual([
      "due once, on 2026-04-15",
      "ended on 2026-04-15, its term on 2028-01-01: 21 of 36 months left",
      "400.00 a month × 0.75 × 21 = 6300.00",
      "1 fee × 6300.00 = 6300.00",
    ]);
  });
});
