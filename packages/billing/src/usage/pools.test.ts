import { civilDate } from "@tollwright/calendar";
import { compare, exact, sum, toText } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountWith, allocated, callOf, planWith } from "../testing/usage-month.ts";
import { fairUseProblems } from "./ordered-usage.ts";
import type { UsageCall } from "./usage-call.ts";

const tenMinutes = { id: "bundle", included: "10" };
const billed = (result: ReturnType<typeof allocated>) => result.calls.map((call) => call.billedCharge);
const drawn = (result: ReturnType<typeof allocated>) => result.calls.map((call) => call.drawnSeconds);

describe("a pool of minutes", () => {
  // 10 minutes are 600 s; a minute costs 0.03, a second 0.0005.
  it.each([
    ["all inside", [300, 299], ["0.000000", "0.000000"], [300, 299]],
    ["exactly used up", [300, 300], ["0.000000", "0.000000"], [300, 300]],
    ["one second over", [300, 301], ["0.000000", "0.000500"], [300, 300]],
    [
      "the call that crosses is split: 30 of 90 s remain to pay",
      [540, 90],
      ["0.000000", "0.015000"],
      [540, 60],
    ],
    ["after it everything is paid", [600, 60, 60], ["0.000000", "0.030000", "0.030000"], [600, 0, 0]],
    ["one call larger than the pool", [720], ["0.060000"], [600]],
  ])("%s", (_, seconds, charges, covered) => {
    const result = allocated({
      plans: [planWith([tenMinutes])],
      calls: seconds.map((billedSeconds) => callOf({ billedSeconds })),
    });
    expect([billed(result), drawn(result)]).toEqual([charges, covered]);
  });

  it("covers connect fees and minimum charges in the same part as the seconds", () => {
    // 600 s left, a call of 1200 s at 0.70 with its connect fee: half of it is covered.
    const result = allocated({
      plans: [planWith([tenMinutes])],
      calls: [callOf({ billedSeconds: 1200, charge: "0.70" })],
    });
    expect(billed(result)).toEqual(["0.35"]);
  });

  it("leaves alone what costs nothing, what is billed by the call, and other products and classes", () => {
    const pool = { ...tenMinutes, products: ["ld"], classes: ["interstate"] };
    const calls = [
      callOf({ charge: "0" }),
      callOf({ billedSeconds: 0, charge: "1.25" }),
      callOf({ product: "local", callClass: "local" }),
      callOf({ callClass: "intrastate" }),
      callOf({ plan: "other" }),
    ];
    const result = allocated({ plans: [planWith([pool])], calls });
    expect(drawn(result)).toEqual([0, 0, 0, 0, 0]);
    expect(billed(result)).toEqual(calls.map(({ charge }) => charge));
    expect(result.pools).toMatchObject([{ used: "0", left: "10" }]);
  });

  it("excludes classes and far ends by their first digits", () => {
    const pool = { ...tenMinutes, except: { classes: ["intrastate"], prefixes: ["1712", "44"] } };
    const calls = [
      { farEnd: "17125550100" },
      { farEnd: "442075550100" },
      { callClass: "intrastate" },
      { farEnd: "17135550100" },
      { farEnd: null },
    ];
    const result = allocated({
      plans: [planWith([pool])],
      calls: calls.map((facts) => callOf(facts as Partial<UsageCall>)),
    });
    expect(drawn(result)).toEqual([0, 0, 0, 60, 60]);
  });

  it.each([
    ["account", ["hq", "branch", "hq"], [360, 240, 0]],
    ["location", ["hq", "branch", "hq"], [360, 360, 240]],
  ])("scope %s", (scope, locations, covered) => {
    const calls = locations.map((location) => callOf({ location, billedSeconds: 360 }));
    expect(drawn(allocated({ plans: [planWith([{ ...tenMinutes, scope }])], calls }))).toEqual(covered);
  });

  it("of a trunk group is drawn by the calls on that group", () => {
    const channels = [{ committed: 4, from: "2025-01-01" }];
    const group = (id: string) => ({
      id,
      location: "hq",
      names: [{ source: "s", name: id }],
      product: "c",
      channels,
      from: "2025-01-01",
    });
    const account = accountWith({ trunkGroups: [group("east"), group("west")] });
    const calls = ["east", "west", "east", null].map((trunkGroup) =>
      callOf({ trunkGroup, billedSeconds: 360 }),
    );
    const result = allocated({ account, plans: [planWith([{ ...tenMinutes, scope: "trunkGroup" }])], calls });
    expect(drawn(result)).toEqual([360, 360, 240, 0]);
    expect(result.pools.map(({ holder, used, left }) => [holder, used, left])).toEqual([
      ["east", "10", "0"],
      ["west", "6", "4"],
    ]);
  });

  it.each([
    ["as the plan lists them", 0, 0, { first: 600, second: 60 }],
    ["the lower number first", 2, 1, { first: 540, second: 120 }],
  ])("several pools are drawn %s", (_, first, second, expected) => {
    const pools = [
      { ...tenMinutes, id: "first", drawOrder: first },
      { id: "second", included: "2", drawOrder: second },
    ];
    const result = allocated({ plans: [planWith(pools)], calls: [callOf({ billedSeconds: 660 })] });
    const units = Object.fromEntries(result.calls[0]!.draws.map((draw) => [draw.pool, draw.units]));
    expect(units).toEqual(expected);
    expect(billed(result)).toEqual(["0.000000"]);
  });

  it("of calls takes whole calls, whatever their length", () => {
    const pool = { id: "three", unit: "calls", included: "3" };
    const result = allocated({
      plans: [planWith([pool])],
      calls: [callOf(), callOf({ billedSeconds: 0, charge: "1.25" }), callOf(), callOf()],
    });
    expect(billed(result)).toEqual(["0.000000", "0.00", "0.000000", "0.030000"]);
    expect(result.pools).toMatchObject([{ unit: "calls", included: "3", used: "3", left: "0" }]);
  });
});

describe("a partial month", () => {
  // April has 30 days, so the 16th to the 30th are half of it.
  it.each([
    ["calendarDay", "5"],
    ["fixed30", "5"],
    ["none", "10"],
  ])("a plan from the 16th, by %s", (proration, included) => {
    const account = accountWith({ plans: [{ plan: "sip", from: "2026-04-16" }] });
    const { pools } = allocated({ account, plans: [planWith([{ ...tenMinutes, proration }])], calls: [] });
    expect(pools).toMatchObject([{ included, left: included, expired: included }]);
  });

  it("is rounded half-up to a whole second: 10 minutes × 22/31 are 425.8 s", () => {
    const account = accountWith({ plans: [{ plan: "sip", from: "2026-03-10" }] });
    const calls = [callOf({ billedSeconds: 500 })];
    expect(drawn(allocated({ account, month: "2026-03", plans: [planWith([tenMinutes])], calls }))).toEqual([
      426,
    ]);
  });

  it("a change of plan: each has its own share, for its own calls; minutes that roll over go along", () => {
    const account = accountWith({
      plans: [
        { plan: "sip", from: "2025-01-01", until: "2026-04-16" },
        { plan: "sip2", from: "2026-04-16" },
      ],
    });
    const rollover = { months: 1 };
    const calls = [callOf({ billedSeconds: 180 }), callOf({ plan: "sip2", billedSeconds: 900 })];
    const run = (pool: object) =>
      allocated({ account, plans: [planWith([pool]), planWith([pool], undefined, "sip2")], calls });
    // 300 s in each half; 120 s of the first are left.
    expect(drawn(run(tenMinutes))).toEqual([180, 300]);
    expect(run(tenMinutes).pools).toMatchObject([{ included: "10", used: "8", expired: "2" }]);
    expect(drawn(run({ ...tenMinutes, rollover }))).toEqual([180, 420]);
  });
});

describe("rollover", () => {
  const rolling = { ...tenMinutes, rollover: { months: 2 } };
  const lot = (units: string, until: string) => [
    { pool: "bundle", holder: null, lots: [{ units, until: civilDate(until) }] },
  ];

  it("carries on what is unused, for so many months", () => {
    const april = allocated({ plans: [planWith([rolling])], calls: [callOf({ billedSeconds: 360 })] });
    expect(april.carried).toEqual(lot("240", "2026-07-01"));
    expect(april.pools).toMatchObject([{ used: "6", left: "4", carriedOn: "4", expired: "0" }]);
    const may = allocated({
      plans: [planWith([rolling])],
      calls: [],
      month: "2026-05",
      carried: april.carried,
    });
    expect(may.pools).toMatchObject([{ included: "10", carriedOver: "4", left: "14", carriedOn: "14" }]);
    const june = allocated({
      plans: [planWith([rolling])],
      calls: [],
      month: "2026-06",
      carried: may.carried,
    });
    expect(june.pools).toMatchObject([{ carriedOver: "14", left: "24", carriedOn: "20", expired: "4" }]);
  });

  it.each([
    ["carriedOver", [{ units: "540", until: "2026-07-01" }]],
    [
      "current",
      [
        { units: "240", until: "2026-06-01" },
        { units: "300", until: "2026-07-01" },
      ],
    ],
  ])("%s is drawn first", (first, lots) => {
    const pool = { ...tenMinutes, rollover: { months: 2, first } };
    // 240 s carried over, 600 s of April, 300 s used.
    const result = allocated({
      plans: [planWith([pool])],
      calls: [callOf({ billedSeconds: 300 })],
      carried: lot("240", "2026-06-01"),
    });
    expect(result.carried[0]?.lots).toEqual(lots);
  });

  it("a lot is usable in a period that begins before its last day, and gone in the next", () => {
    const calls = [callOf({ billedSeconds: 660 })];
    const plans = [planWith([rolling])];
    expect(drawn(allocated({ plans, calls, carried: lot("60", "2026-04-02") }))).toEqual([660]);
    expect(drawn(allocated({ plans, calls, carried: lot("60", "2026-04-01") }))).toEqual([600]);
  });

  it("at most the maximum is carried on; the first to expire go", () => {
    const pool = { ...tenMinutes, rollover: { months: 2, maximum: "12" } };
    const result = allocated({ plans: [planWith([pool])], calls: [], carried: lot("240", "2026-06-01") });
    expect(result.carried[0]?.lots).toEqual([
      { units: "120", until: "2026-06-01" },
      { units: "600", until: "2026-07-01" },
    ]);
    expect(result.pools).toMatchObject([{ left: "14", carriedOn: "12", expired: "2" }]);
  });

  it("an opening balance enters in the period of its first day", () => {
    const account = accountWith({
      poolBalances: [{ pool: "bundle", units: "3", from: "2026-04-20", until: "2026-06-01" }],
    });
    const run = (month: string) =>
      allocated({ account, month, plans: [planWith([tenMinutes])], calls: [callOf({ billedSeconds: 900 })] });
    expect(["2026-03", "2026-04", "2026-05"].map((month) => drawn(run(month)))).toEqual([
      [600],
      [780],
      [600],
    ]);
    expect(run("2026-04").pools).toMatchObject([{ included: "10", carriedOver: "3", used: "13" }]);
  });

  it("nothing is carried on without rollover", () => {
    expect(allocated({ plans: [planWith([tenMinutes])], calls: [] }).carried).toEqual([]);
  });
});

describe("unlimited, with a fair-use limit of 10 minutes", () => {
  const unlimited = (beyond: object) => ({
    id: "all",
    included: "unlimited",
    fairUse: { limit: "10", beyond },
  });
  const calls = [callOf({ billedSeconds: 540 }), callOf({ billedSeconds: 120 }), callOf()];
  const run = (beyond: object) => allocated({ plans: [planWith([unlimited(beyond)])], calls });

  it("without a limit covers everything", () => {
    const result = allocated({ plans: [planWith([{ id: "all", included: "unlimited" }])], calls });
    expect(drawn(result)).toEqual([540, 120, 60]);
    expect(result.pools).toMatchObject([{ included: null, used: "12", left: null, expired: "0" }]);
  });

  it.each([
    ["the list price", { kind: "listPrice" }, ["0.000000", "0.030000", "0.030000"], [540, 60, 0]],
    [
      "a price of its own",
      { kind: "unitPrice", price: "0.01" },
      ["0.000000", "0.010000", "0.010000"],
      [540, 60, 0],
    ],
    ["a person's decision", { kind: "review" }, ["0.000000", "0.000000", "0.000000"], [540, 120, 60]],
  ])("beyond it: %s", (_, beyond, charges, covered) => {
    expect([billed(run(beyond)), drawn(run(beyond))]).toEqual([charges, covered]);
  });

  it("what waits for a decision is a problem with its minutes; nothing else is one", () => {
    expect(fairUseProblems(run({ kind: "review" }).pools)).toMatchObject([
      {
        code: "FAIR_USE_EXCEEDED",
        message:
          "account acme: 12 minutes of all are used, 2 beyond its fair-use limit; they are billed as included",
      },
    ]);
    expect(fairUseProblems(run({ kind: "listPrice" }).pools)).toEqual([]);
  });
});

describe("whatever the calls", () => {
  const anyCall = fc.record({
    billedSeconds: fc.integer({ min: 0, max: 4000 }),
    location: fc.constantFrom("hq", "branch"),
    callClass: fc.constantFrom<UsageCall["callClass"]>("interstate", "intrastate"),
  });
  const pools = [
    { id: "site", included: "30", scope: "location" },
    { id: "rolling", included: "20", rollover: { months: 1 }, classes: ["interstate"] },
  ];

  it("a pool is never overdrawn, its statement balances, and the calls add up to the lines", () => {
    fc.assert(
      fc.property(
        fc.array(anyCall, { maxLength: 60 }),
        fc.integer({ min: 0, max: 3000 }),
        (facts, opening) => {
          const calls = facts.map((fact) => callOf(fact));
          const carried = [
            {
              pool: "rolling",
              holder: null,
              lots: [{ units: String(opening), until: civilDate("2026-05-01") }],
            },
          ];
          const result = allocated({ plans: [planWith(pools)], calls, carried });
          for (const { included, carriedOver, used, left, carriedOn, expired } of result.pools) {
            expect(compare(exact(left!), exact("0"))).toBeGreaterThanOrEqual(0);
            // Each figure is shown to four places of a minute.
            const gap = Number(included) + Number(carriedOver) - Number(used) - Number(left);
            expect(Math.abs(gap)).toBeLessThan(0.001);
            expect(Math.abs(Number(left) - Number(carriedOn) - Number(expired))).toBeLessThan(0.001);
          }
          const drawnSeconds = drawn(result).reduce((total, seconds) => total + seconds, 0);
          expect(drawnSeconds).toBeLessThanOrEqual(30 * 60 * 2 + 20 * 60 + opening);
          result.calls.forEach((call, index) => {
            expect(call.drawnSeconds).toBeLessThanOrEqual(calls[index]!.billedSeconds);
            expect(call.billedCharge.startsWith("-")).toBe(false);
          });
          const lines = result.lines.map((line) => exact(line.allocated?.charge ?? line.charge));
          expect(toText(sum(lines))).toBe(toText(sum(billed(result).map((text) => exact(text)))));
        },
      ),
      { numRuns: 100 },
    );
  });
});
