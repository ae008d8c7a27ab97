import { civilDate, parseInstant, startOfDay } from "@tollwright/calendar";
import { PricePlan } from "@tollwright/rate-card";
import { describe, expect, it } from "vitest";
import { type ChannelInterval, channelUse } from "./bursts/channel-use.ts";
import { dueCharges } from "./due-charges.ts";
import { trunkAccount, TRUNK_ZONE as zone } from "./testing/trunk-account.ts";

function plan(id: string, measure: string, pricePerChannel = "9.00", occupied = {}): PricePlan {
  const product = {
    kind: "channels",
    id: "trunk",
    name: "SIP channel",
    serviceClass: "voip",
    portion: "mixed",
    pricePerChannelMonth: "18.00",
    proration: "calendarDay",
    burst: { measure, pricePerChannel, ...occupied },
  };
  return PricePlan.parse({ id, description: "SIP trunking.", currency: "USD", products: [product] });
}

/** So many calls at once. */
const calls = (count: number, from: string, until: string): readonly ChannelInterval[] =>
  Array.from({ length: count }, () => ({ from: parseInstant(from)!, until: parseInstant(until)! }));

function bursts(input: {
  readonly month?: readonly [from: string, until: string];
  readonly committed?: Parameters<typeof trunkAccount>[0];
  readonly plans: readonly PricePlan[];
  /** From which day each plan is assigned. */
  readonly starts?: readonly string[];
  readonly calls: readonly ChannelInterval[];
  /** Where they are told apart from the others. */
  readonly answered?: readonly ChannelInterval[];
}) {
  const [from = "", until = ""] = input.month ?? ["2026-04-01", "2026-05-01"];
  const assigned = input.plans.map(({ id }, index) => ({
    plan: id,
    from: input.starts?.[index] ?? "2025-01-01",
    until: input.starts?.[index + 1] ?? null,
  }));
  const period = { from: civilDate(from), until: civilDate(until) };
  const whole = { from: startOfDay(period.from, zone), until: startOfDay(period.until, zone) };
  const use = channelUse({ intervals: input.calls, ...whole });
  const answeredUse = channelUse({ intervals: input.answered ?? [], ...whole });
  const { charges, problems } = dueCharges({
    account: trunkAccount(input.committed ?? [["2025-01-01", 20]], assigned),
    plans: input.plans,
    period,
    usage: [],
    peaks: [{ account: "acme", trunkGroup: "main", use, answeredUse }],
  });
  expect(problems).toEqual([]);
  const lines = charges.filter(({ key }) => key.includes("/burst"));
  return {
    lines: lines.map(
      (line) =>
        `${line.from.slice(5)}..${line.until.slice(5)} ${line.quantity} × ${line.unitPrice} = ${line.amount}`,
    ),
    explanation: (lines.length === 0 ? charges : lines).at(-1)?.explanation ?? [],
    description: lines[0]?.description,
  };
}

describe("bursts of a plan, from the calls", () => {
  // 24 calls from 31 March 23:59:30 to 1 April 00:00:30 in Chicago, 20 committed.
  const overMidnight = calls(24, "2026-04-01T04:59:30Z", "2026-04-01T05:00:30Z");
  it.each([
    [["2026-03-01", "2026-04-01"], "03-01..04-01 4 × 9.00 = 36.00", "first at 2026-03-31 23:59:30"],
    [["2026-04-01", "2026-05-01"], "04-01..05-01 4 × 9.00 = 36.00", "first at 2026-04-01 00:00:00"],
  ] as const)("24 channels over midnight of 31 March burst in both months: %s", (month, line, moment) => {
    const { lines, explanation } = bursts({ month, plans: [plan("sip", "peak")], calls: overMidnight });
    expect(lines).toEqual([line]);
    expect(explanation).toEqual([
      `at most 24 channels in use at one time, ${moment} (America/Chicago), when 20 were committed: 24 - 20 = 4`,
      "4 channels × 9.00 = 36.00",
    ]);
  });

  it("hung up before midnight they burst in March alone", () => {
    const until = "2026-04-01T05:00:00.999Z";
    const { lines, explanation } = bursts({
      plans: [plan("sip", "peak")],
      calls: calls(24, "2026-04-01T04:59:30Z", until),
    });
    expect(lines).toEqual([]);
    expect(explanation.at(-1)).toBe("no channel was in use in the period: no burst");
  });

  it("by channel-day each day above the committed ones is billed", () => {
    const month = ["2026-03-01", "2026-04-01"] as const;
    const busy = [...overMidnight, ...calls(23, "2026-03-10T15:00:00Z", "2026-03-10T15:01:00Z")];
    const found = bursts({ month, plans: [plan("sip", "perChannelDay", "1.50")], calls: busy });
    expect(found).toEqual({
      lines: ["03-01..04-01 7 × 1.50 = 10.50"],
      description: "SIP channel, burst channel-days above committed channels",
      explanation: [
        "2026-03-10: at most 23 channels in use at one time, 20 committed: 23 - 20 = 3",
        "2026-03-31: at most 24 channels in use at one time, 20 committed: 24 - 20 = 4",
        "7 channel-days × 1.50 = 10.50",
      ],
    });
  });

  it("by channel-day a change of commitment makes a line of each", () => {
    const busy = [
      ...calls(24, "2026-04-10T15:00:00Z", "2026-04-10T15:01:00Z"),
      ...calls(24, "2026-04-20T15:00:00Z", "2026-04-20T15:01:00Z"),
    ];
    const committed = [
      ["2025-01-01", 20],
      ["2026-04-16", 22],
    ] as const;
    const { lines } = bursts({ committed, plans: [plan("sip", "perChannelDay")], calls: busy });
    expect(lines).toEqual(["04-01..04-16 4 × 9.00 = 36.00", "04-16..05-01 2 × 9.00 = 18.00"]);
  });

  it("by channel-day without a day above", () => {
    const few = calls(20, "2026-04-10T15:00:00Z", "2026-04-10T15:01:00Z");
    const { lines, explanation } = bursts({ plans: [plan("sip", "perChannelDay")], calls: few });
    expect(lines).toEqual([]);
    expect(explanation.at(-1)).toBe(
      "at most 20 channels in use at one time, first at 2026-04-10 10:00:00 (America/Chicago), on no day above the committed ones: no burst",
    );
  });

  // April has 8,640 five-minute slots; the rank is 8,208, so 432 slots (36 hours) do not count.
  it.each([
    ["36 hours do not count", "2026-04-11T17:00:00Z", [], "is 0, when 20 were committed: no burst"],
    [
      "a second more does",
      "2026-04-11T17:00:01Z",
      ["04-01..05-01 4 × 9.00 = 36.00"],
      "is 24, first in the slot of 2026-04-10 00:00:00 (America/Chicago), when 20 were committed: 24 - 20 = 4",
    ],
  ])("by the 95th percentile %s", (_, until, expected, end) => {
    const { lines, explanation } = bursts({
      plans: [plan("sip", "p95FiveMinutes")],
      calls: calls(24, "2026-04-10T05:00:00Z", until),
    });
    expect(lines).toEqual(expected);
    const about = "of the maxima of 8640 five-minute slots, in ascending order, that of rank 8208 (95 %)";
    expect(explanation.find((sentence) => sentence.startsWith("of the maxima"))).toBe(`${about} ${end}`);
  });

  it("a plan of half the month is measured on its own days, by its own measure", () => {
    const busy = [
      ...calls(24, "2026-04-10T15:00:00Z", "2026-04-10T15:01:00Z"),
      ...calls(26, "2026-04-20T15:00:00Z", "2026-04-20T15:01:00Z"),
    ];
    const plans = [plan("sip", "peak"), plan("sip2", "perChannelDay", "1.00")];
    const { lines } = bursts({ plans, starts: ["2025-01-01", "2026-04-16"], calls: busy });
    expect(lines).toEqual(["04-01..04-16 4 × 9.00 = 36.00", "04-16..05-01 6 × 1.00 = 6.00"]);
  });

  it("a plan may count answered time only", () => {
    const rung = calls(24, "2026-04-10T15:00:00Z", "2026-04-10T15:01:00Z");
    const plans = [plan("sip", "peak", "9.00", { occupiedFrom: "answer" })];
    expect(bursts({ plans, calls: rung, answered: rung.slice(0, 21) }).lines).toEqual([
      "04-01..05-01 1 × 9.00 = 9.00",
    ]);
    expect(bursts({ plans, calls: rung }).lines).toEqual([]);
  });

  it("what a quote expects is taken as measured, whatever the measure", () => {
    const { charges } = dueCharges({
      account: trunkAccount([["2025-01-01", 20]], [{ plan: "sip", from: "2025-01-01" }]),
      plans: [plan("sip", "p95FiveMinutes")],
      period: { from: civilDate("2026-04-01"), until: civilDate("2026-05-01") },
      usage: [],
      peaks: [
        { account: "acme", trunkGroup: "main", measured: 24, at: parseInstant("2026-04-01T17:00:00Z") },
      ],
    });
    expect(charges.at(-1)).toMatchObject({ quantity: "4", amount: "36.00" });
    expect(charges.at(-1)?.explanation[0]).toBe(
      "the 95th percentile of five-minute maxima is taken to be 24, when 20 were committed: 24 - 20 = 4",
    );
  });
});
