import { exact, multiply, roundedText } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

const april = { from: "2026-04-01", until: "2026-05-01" };
const bundle = {
  kind: "pool",
  id: "bundle",
  name: "Included minutes",
  included: "10",
  proration: "calendarDay",
};
const SIX_PLACES = { mode: "halfUp", places: 6 } as const;
/** At 0.0005 a second. */
const chargeOf = (billedSeconds: number): string =>
  roundedText(multiply(exact(BigInt(billedSeconds)), exact("0.0005")), SIX_PLACES);
const call = (callKey: string, answeredAt: string, billedSeconds: number, more: object = {}) => ({
  ...{ callKey, answeredAt, product: "ld", billedSeconds, charge: chargeOf(billedSeconds) },
  ...more,
});
const calls = [
  call("b", "2026-04-10T09:00:00Z", 540),
  call("c", "2026-04-10T09:00:00Z", 90),
  call("a", "2026-04-09T09:00:00-05:00", 30),
];

describe("calc usage", () => {
  it("draws on pools in the order of the answers, then of the keys", () => {
    // 600 s: a takes 30, b 540, c the last 30 of its 90: 60 s remain at 0.0005.
    expect(resultOf("usage", { period: april, pools: [bundle], calls })).toEqual({
      calls: [
        { callKey: "a", billedCharge: "0.000000", drawnSeconds: 30, draws: [drawn(30)], tier: null },
        { callKey: "b", billedCharge: "0.000000", drawnSeconds: 540, draws: [drawn(540)], tier: null },
        { callKey: "c", billedCharge: "0.030000", drawnSeconds: 30, draws: [drawn(30)], tier: null },
      ],
      pools: [
        {
          ...{ pool: "bundle", holder: null, name: "Included minutes", unit: "minutes" },
          ...{
            included: "10",
            carriedOver: "0",
            used: "10",
            left: "0",
            carriedOn: "0",
            expired: "0",
            beyondFairUse: "0",
          },
        },
      ],
      carried: [],
      total: "0.03",
    });
  });

  it("says so in sentences", () => {
    const { explanation } = answerOf("usage", {
      period: april,
      pools: [bundle],
      calls: [call("x", "2026-04-10T09:00:00Z", 900)],
    });
    expect(explanation).toEqual([
      "x: The pool bundle covers 600 of its 900 billed seconds.",
      "x: Billed 0.150000, the list price is 0.450000.",
      "The billed charges add up to 0.15.",
    ]);
  });

  it("what is carried goes into the next period's request", () => {
    const rolling = { ...bundle, rollover: { months: 1 } };
    const { carried } = resultOf("usage", { period: april, pools: [rolling], calls: [calls[0]] }) as {
      carried: unknown;
    };
    expect(carried).toEqual([{ pool: "bundle", holder: null, lots: [{ units: "60", until: "2026-06-01" }] }]);
    const may = { from: "2026-05-01", until: "2026-06-01" };
    expect(
      resultOf("usage", {
        period: may,
        pools: [rolling],
        carried,
        calls: [call("m", "2026-05-02T00:00:00Z", 660)],
      }),
    ).toMatchObject({ total: "0" });
  });

  it("tiers, trunk groups, locations and partial months are there too", () => {
    const tiers = {
      model: {
        kind: "volume",
        tiers: [
          { upTo: "10", unitPrice: "0.04" },
          { upTo: null, unitPrice: "0.03" },
        ],
      },
    };
    expect(resultOf("usage", { period: april, products: [{ id: "ld", tiers }], calls })).toMatchObject({
      total: "0.33",
    });
    const trunk = { ...bundle, scope: "trunkGroup" };
    const service = { from: "2026-04-16", until: "2026-05-01" };
    const on = ["t1", "t2", "t1"].map((trunkGroup, index) => ({ ...calls[index], trunkGroup }));
    // 5 minutes each. t1: a's 30 s, then 270 of b's; c has 90 on t2.
    expect(resultOf("usage", { period: april, service, pools: [trunk], calls: on })).toMatchObject({
      calls: [{ drawnSeconds: 30 }, { drawnSeconds: 270 }, { drawnSeconds: 90 }],
    });
  });

  it("a charge written with fewer places is rounded to six all the same", () => {
    const one = { ...call("x", "2026-04-10T09:00:00Z", 900), charge: "0.5" };
    expect(resultOf("usage", { period: april, pools: [bundle], calls: [one] })).toMatchObject({
      total: "0.166667",
    });
  });

  it("with neither pools nor tiers every call is billed at its list price", () => {
    expect(resultOf("usage", { period: april, calls })).toMatchObject({ total: "0.33", pools: [] });
  });

  it("the order in which the calls are given changes nothing", () => {
    const inOrder = resultOf("usage", { period: april, pools: [bundle], calls });
    fc.assert(
      fc.property(fc.shuffledSubarray(calls, { minLength: calls.length }), (shuffled) => {
        expect(resultOf("usage", { period: april, pools: [bundle], calls: shuffled })).toEqual(inOrder);
      }),
    );
  });

  it.each([
    ["a key that stands twice", { calls: [calls[0], calls[0]] }, "ID_TWICE calls[1].callKey"],
    [
      "a period without days",
      { period: { from: "2026-05-01", until: "2026-05-01" }, calls: [] },
      "DATES_REVERSED period",
    ],
    [
      "an answer without a zone",
      { calls: [call("a", "2026-04-09 09:00:00", 1)] },
      "INVALID_DOCUMENT calls[0].answeredAt",
    ],
    [
      "a period after which nothing can expire",
      { period: { from: "9999-11-01", until: "9999-12-01" }, calls: [] },
      "INVALID_DOCUMENT period.until",
    ],
    ["an unknown field", { calls: [], pool: [] }, "UNKNOWN_FIELD pool"],
    ["a pool that is none", { calls: [], pools: [7] }, "INVALID_DOCUMENT pools[0]"],
  ])("refuses %s", (_, facts, expected) => {
    expect(problemsOf("usage", { period: april, ...facts })).toEqual([expected]);
  });
});

function drawn(units: number) {
  return { pool: "bundle", holder: null, units, unit: "minutes", price: null };
}
