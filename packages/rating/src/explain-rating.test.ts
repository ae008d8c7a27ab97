import { describe, expect, it } from "vitest";
import { explainRating } from "./explain-rating.ts";
import { rateCall } from "./rate-call.ts";
import { exampleCall, exampleRules } from "./testing/example-rules.ts";

const rules = exampleRules();

function explained(facts: Parameters<typeof exampleCall>[0]): readonly string[] {
  return rateCall(exampleCall(facts), rules)
    .ratings.flatMap(explainRating)
    .map((sentence) => sentence.replace(/version [0-9a-f]{8}/, "version V"));
}

const PEAK = `id: full
description: Local calls by the time of day, toll-free ones by the minute.
currency: USD
products:
  - kind: usage
    id: local
    name: Local
    serviceClass: voip
    portion: intrastate
    classes: [local]
    price:
      kind: tariff
      rate:
        zone: America/Chicago
        timeOfDay: split
        periods:
          - { name: day, weight: 10, when: { weekdays: [1, 2, 3, 4, 5], fromTime: "08:00", untilTime: "20:00" }, connectFee: "0.01", slots: [{ rate: "0.05", incrementSeconds: 30 }, { fromSecond: 60, rate: "0.02", incrementSeconds: 6 }] }
          - { name: rest, when: { untilTime: "23:00" }, slots: [{ rate: "0.01", incrementSeconds: 6 }] }
  - { kind: usage, id: toll-free, name: Toll-free, serviceClass: tollFree, portion: mixed, classes: [tollFreeOutbound], price: { kind: tariff, rate: { ratePerMinute: "0.03", initialSeconds: 30, incrementSeconds: 6, freeSeconds: 6 } } }
`;

describe("a tariff", () => {
  const rules = exampleRules({ "plans/full.yaml": PEAK });
  const local = { to: "17735550100", startedAt: "2026-04-08T00:58:00Z", answeredAt: "2026-04-08T00:58:30Z" };

  it.each([
    [
      { ...local, billableMilliseconds: 100_000 },
      [
        "Account acme, location main, placed the call: trunk acme-1.",
        "Class local: both ends are in local calling area chicago.",
        "Plan full, product local.",
        "From 0 s, day: 2 × 30 s at 0.05 for 60 s = 0.05.",
        "From 60 s, day: 5 × 6 s at 0.02 for 60 s = 0.01.",
        "From 90 s, rest: 2 × 6 s at 0.01 for 60 s = 0.002.",
        "102 s billed (connect 0.01; halfUp 6): charged 0.072000.",
      ],
    ],
    [
      { ...local, billableMilliseconds: 0 },
      [
        "Account acme, location main, placed the call: trunk acme-1.",
        "Class local: both ends are in local calling area chicago.",
        "Plan full, product local.",
        "A call of 0 s is free by this tariff.",
      ],
    ],
    [
      { to: "18005559999" },
      [
        "Account acme, location main, placed the call: trunk acme-1.",
        expect.stringContaining("Class tollFreeOutbound"),
        "Plan full, product toll-free.",
        "From 0 s, periods[0]: 1 × 30 s at 0.03 for 60 s = 0.015.",
        "From 30 s, periods[0]: 5 × 6 s at 0.03 for 60 s = 0.015.",
        "60 s billed (free 6 s; halfUp 6): charged 0.030000.",
      ],
    ],
  ])("%j", (facts, sentences) => {
    expect(rateCall(exampleCall(facts), rules).ratings.flatMap(explainRating)).toEqual(sentences);
  });

  it("has no price at a time that no period has: the call is suspended", () => {
    const late = { startedAt: "2026-04-08T03:59:00Z", answeredAt: "2026-04-08T03:59:30Z" };
    const rated = rateCall(exampleCall({ ...local, ...late }), rules);
    expect([rated.bucket, rated.problem?.code, rated.problem?.message]).toEqual([
      "suspendedAtRating",
      "NO_RATE",
      "no period of the tariff of product local has all of the call of 2026-04-08 03:59:30 UTC",
    ]);
  });
});

it.each([
  [
    {},
    [
      "Account acme, location main, placed the call: trunk acme-1.",
      "Class interstate: calling number is in IL, called number in NH.",
      "Plan full, product us.",
      "Deck us, version V, row 4: prefix 1603 (New Hampshire).",
      "66 s billed (the first 6 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0.0015): 66 / 60 × 0.0110 = 0.0121, charged 0.012100.",
    ],
  ],
  [
    { billableMilliseconds: 1000 },
    [
      "Account acme, location main, placed the call: trunk acme-1.",
      "Class interstate: calling number is in IL, called number in NH.",
      "Plan full, product us.",
      "Deck us, version V, row 4: prefix 1603 (New Hampshire).",
      "6 s billed (the first 6 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0.0015): 6 / 60 × 0.0110 = 0.0011, charged 0.001500.",
    ],
  ],
  [
    { to: "17735550100" },
    [
      "Account acme, location main, placed the call: trunk acme-1.",
      "Class local: both ends are in local calling area chicago.",
      "Plan full, product local.",
      "66 s billed (the first 30 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0): 66 / 60 × 0.0050 + 0.01 to connect = 0.0155, charged 0.015500.",
    ],
  ],
  [
    { to: "411" },
    [
      "Account acme, location main, placed the call: trunk acme-1.",
      "Class directoryAssistance: 411 is directory assistance.",
      "Plan full, product codes: 1.25 a call.",
    ],
  ],
  [
    { to: "911" },
    [
      "Account acme, location main, placed the call: trunk acme-1.",
      "Class emergency: 911 is emergency.",
      "Emergency calls are free by rule.",
    ],
  ],
  [
    { answeredAt: null },
    ["Account acme, location main, placed the call: trunk acme-1.", "Nobody answered, so nothing is due."],
  ],
] as const)("%j", (facts, sentences) => {
  expect(explained(facts)).toEqual(sentences);
});
