import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { AlertRule } from "@tollwright/rate-card";
import type { Rating } from "@tollwright/rating";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertLevel, measuredValue } from "./alert-level.ts";
import type { CompiledAlertRule } from "./alert-rules.ts";
import { type AlertUsage, alertUsage, type PricedCall } from "./alert-usage.ts";

const at = (text: string): Instant => Date.parse(`2026-04-07T${text}Z`) as Instant;

function rule(facts: Partial<AlertRule> = {}, watched: readonly string[] | null = null): CompiledAlertRule {
  const plain = { id: "r", description: "A rule.", accounts: "all", measure: "minutes", threshold: "100" };
  return { ...AlertRule.parse({ ...plain, ...facts }), watched: watched === null ? null : new Set(watched) };
}

type Facts = { from: string; until?: string; answered?: boolean; seconds?: number; charge?: string };

function priced(
  { from, until = from, answered = true, seconds = 60, charge = "0.06" }: Facts,
  rating: Partial<Rating> = {},
): PricedCall {
  const startedAt = at(from);
  const call = {
    startedAt,
    releasedAt: at(until),
    answered,
    billableMilliseconds: answered ? seconds * 1000 : 0,
  };
  const plain = {
    side: "customer:origin",
    account: "acme",
    ratedAt: startedAt,
    charge,
    toE164: "16035550100",
    callClass: "interstate",
  };
  return {
    call: { keyDay: "2026-04-07" as CivilDate, ...call } as Call,
    ratings: [{ ...plain, ...rating } as Rating],
  };
}

function sums(of: CompiledAlertRule, ...calls: readonly PricedCall[]): readonly string[] {
  return alertUsage([of], calls).map(
    (usage) =>
      `${usage.account} ${new Date(usage.hour).toISOString().slice(11, 16)} ${usage.calls} ${usage.milliseconds} ${usage.charge}`,
  );
}

describe("sums of an hour", () => {
  it("are by account and UTC hour of the answer, both ends of the hour", () => {
    const calls = [
      priced({ from: "14:00:00" }),
      priced({ from: "14:59:59", charge: "0.005" }),
      priced({ from: "15:00:00" }),
    ];
    expect(sums(rule(), ...calls)).toEqual(["acme 14:00 2 120000 0.065", "acme 15:00 1 60000 0.06"]);
  });

  it.each<readonly [string, Partial<AlertRule>, Partial<Rating>, Partial<Facts>, boolean]>([
    ["an unanswered call does not count", {}, {}, { answered: false }, false],
    ["what a vendor charges does not", {}, { side: "vendor:upstream", account: "" }, {}, false],
    ["unless attempts do", { count: "all" }, {}, { answered: false }, true],
    [
      "a class that is named",
      { destinations: { classes: ["international"] } },
      { callClass: "international" },
      {},
      true,
    ],
    [
      "a class that is not",
      { destinations: { classes: ["international"] } },
      { callClass: "local" },
      {},
      false,
    ],
    [
      "a prefix that fits",
      { destinations: { prefixes: ["1876", "252"] } },
      { toE164: "18765550100" },
      {},
      true,
    ],
    [
      "a prefix that nearly fits",
      { destinations: { prefixes: ["1876"] } },
      { toE164: "18755550100" },
      {},
      false,
    ],
    ["no number", { destinations: { prefixes: ["1876"] } }, { toE164: null }, {}, false],
    ["one of the two is enough", { destinations: { classes: ["premium"], prefixes: ["1"] } }, {}, {}, true],
  ])("%s", (_, of, rating, facts, counts) => {
    expect(sums(rule(of), priced({ from: "14:00:00", ...facts }, rating))).toHaveLength(counts ? 1 : 0);
  });

  it("are of the accounts that the rule watches; a call of two accounts counts for both", () => {
    const call = priced({ from: "14:00:00" });
    const both = { ...call, ratings: [...call.ratings, { ...call.ratings[0], account: "zebra" } as Rating] };
    expect(sums(rule(), both)).toHaveLength(2);
    expect(sums(rule({}, ["zebra"]), both)).toEqual(["zebra 14:00 1 60000 0.06"]);
  });
});

describe("a level is reached", () => {
  const usage = (facts: Partial<AlertUsage>): AlertUsage => ({
    ...{ rule: "r", account: "acme", hour: at("14:00:00"), calls: 0, milliseconds: 0, charge: "0" },
    ...{ busyFrom: [], busyUntil: [] },
    ...facts,
  });

  it.each<readonly [AlertRule["measure"], string, Partial<AlertUsage>, number | null, string]>([
    ["minutes", "100", { milliseconds: 5_999_999 }, null, "just below"],
    ["minutes", "100", { milliseconds: 6_000_000 }, 0, "exactly"],
    ["minutes", "100", { milliseconds: 11_999_999 }, 0, "just below twice"],
    ["minutes", "100", { milliseconds: 12_000_000 }, 1, "twice"],
    ["minutes", "100", { milliseconds: 24_000_000 }, 2, "four times"],
    ["charge", "50.00", { charge: "49.999999" }, null, "less than a cent below"],
    ["charge", "50.00", { charge: "50" }, 0, "to the cent"],
    ["calls", "3", { calls: 2 }, null, "one call below"],
    ["calls", "3", { calls: 3 }, 0, "exactly"],
    ["calls", "1", { calls: 5_000_000 }, 10, "never told more than ten times again"],
    ["concurrentCalls", "2", { busyFrom: [0, 60], busyUntil: [60, 90] }, null, "one after the other"],
    ["concurrentCalls", "2", { busyFrom: [0, 59], busyUntil: [60, 90] }, 0, "in the same second"],
  ])("%s of %s: %o is level %s, %s", (measure, threshold, facts, level) => {
    expect(alertLevel({ measure, threshold }, usage(facts))?.level ?? null).toBe(level);
  });

  it("a call over the hour takes its channel in each of them", () => {
    const of = rule({ measure: "concurrentCalls", threshold: "2", count: "all" });
    const long = priced({ from: "14:59:30", until: "16:00:10", answered: false });
    const busy = alertUsage([of], [long]).map(({ busyFrom, busyUntil }) => [busyFrom[0], busyUntil[0]]);
    expect(busy).toEqual([
      [3570, 3600],
      [0, 3600],
      [0, 10],
    ]);
    expect(alertUsage([of], [priced({ from: "15:00:00" })])).toEqual([]); // a channel taken for no time at all
  });
});

it("sums of batches are the sums of all calls, however they are cut", () => {
  const second = fc.integer({ min: 0, max: 10_000 });
  const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);
  const call = fc.record({
    start: second,
    length: fc.integer({ min: 0, max: 9_000 }),
    measure: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 12 }), fc.nat(12), (calls, cut) => {
      const made = calls.map(({ start, length }) =>
        priced({ from: clock(start), until: clock(start + length), seconds: length }),
      );
      for (const measure of ["minutes", "concurrentCalls"] as const) {
        const of = rule({ measure, threshold: "1" });
        const values = (parts: readonly (readonly PricedCall[])[]): readonly string[] => {
          const merged = new Map<number, AlertUsage>();
          for (const usage of parts.flatMap((part) => alertUsage([of], part))) {
            const known = merged.get(usage.hour);
            merged.set(usage.hour, known === undefined ? usage : joined(known, usage));
          }
          return [...merged].map(([hour, usage]) => `${hour} ${measuredValue(of, usage)}`).sort();
        };
        expect(values([made.slice(0, cut), made.slice(cut)])).toEqual(values([made]));
      }
    }),
    { numRuns: 60 },
  );
});

/** As the database adds them. */
function joined(left: AlertUsage, right: AlertUsage): AlertUsage {
  return {
    ...left,
    calls: left.calls + right.calls,
    milliseconds: left.milliseconds + right.milliseconds,
    busyFrom: [...left.busyFrom, ...right.busyFrom],
    busyUntil: [...left.busyUntil, ...right.busyUntil],
  };
}

describe("a rule is refused", () => {
  it.each<readonly [string, object]>([
    ["charge without a currency", { measure: "charge" }],
    ["minutes with a currency", { currency: "USD" }],
    ["a threshold of nothing", { threshold: "0.00" }],
    ["destinations that name none", { destinations: {} }],
    ["a prefix with a plus", { destinations: { prefixes: ["+1876"] } }],
    ["no accounts", { accounts: [] }],
  ])("%s", (_, facts) => {
    const plain = { id: "r", description: "A rule.", accounts: "all", measure: "minutes", threshold: "100" };
    expect(AlertRule.safeParse({ ...plain, ...facts }).success).toBe(false);
    expect(AlertRule.safeParse(plain).success).toBe(true);
  });
});
