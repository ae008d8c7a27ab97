import type { CivilDate } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateCall } from "./rate-call.ts";
import { exampleCall, exampleRules } from "./testing/example-rules.ts";

const rules = exampleRules();

type Facts = Parameters<typeof exampleCall>[0];

/** `side account class charge` of each rating, or the problem's code. */
function rated(facts: Facts): string {
  const { ratings, problem } = rateCall(exampleCall(facts), rules);
  if (problem !== null) return problem.code;
  return ratings
    .map(({ side, account, callClass, outcome, reason, charge }) =>
      [side.slice("customer:".length), account, callClass, outcome === "free" ? reason : charge].join(" "),
    )
    .join(" + ");
}

const inbound = { direction: "inbound", trunkIn: "carrier-1", trunkOut: null } as const;
const onNet = { direction: "onNet", trunkOut: null } as const;

describe("who pays for which class, 61 s", () => {
  it.each<readonly [string, Facts, string]>([
    // 61 s by 6/6 are 66 s: 66/60 × 0.0110 = 0.0121. Deck row 603; row 603555 begins on the 10th.
    ["to another state", {}, "origin acme interstate 0.012100"],
    // 66/60 × 0.0200 = 0.0220
    ["within the state, another exchange", { to: "13125560100" }, "origin acme intrastate 0.022000"],
    // 61 s by 30/6 are 66 s: 66/60 × 0.0050 + 0.01 = 0.0155
    ["within the local calling area", { to: "17735550100" }, "origin acme local 0.015500"],
    // Neither number names a state: the dearer of 0.0110 and 0.0210. 66/60 × 0.0210 = 0.0231
    ["from a withheld number", { from: "anonymous" }, "origin acme indeterminate 0.023100"],
    ["from a toll-free number", { from: "18005550177" }, "origin acme indeterminate 0.023100"],
    // One local calling area over a state line is interstate: 66/60 × 0.0140 = 0.0154
    [
      "over a state line within a local area",
      { from: "18165550100", to: "19135550100" },
      "origin acme interstate 0.015400",
    ],
    // 61 s by 1/1: 61/60 × 0.0300 = 0.0305
    ["to the United Kingdom", { to: "011442079460123" }, "origin acme international 0.0305"],
    // 61 s by 30/6 are 66 s: 66/60 × 0.1200 = 0.1320
    ["to Jamaica, by its own row", { to: "18765550100" }, "origin acme international 0.1320"],
    // 66/60 × 0.0040 = 0.0044
    ["to Canada", { to: "14165550100" }, "origin acme international 0.0044"],
    ["to the Bahamas, which row 1 must not price", { to: "12425550100" }, "NO_RATE"],
    ["to Germany, which no row prices", { to: "+4930123456" }, "NO_RATE"],
    ["to Cuba, which the deck blocks", { to: "01153712345" }, "ROUTE_BLOCKED"],
    ["to a state without a row", { to: "12125550100" }, "NO_RATE"],
    ["to 911", { to: "911" }, "origin acme emergency EMERGENCY"],
    ["to 933", { to: "933" }, "origin acme emergency EMERGENCY"],
    ["to 411", { to: "411" }, "origin acme directoryAssistance 1.25"],
    ["to 603-555-1212", { to: "16035551212" }, "origin acme directoryAssistance 1.25"],
    ["to 211", { to: "211" }, "origin acme n11 1.25"],
    ["to a toll-free number of somebody", { to: "18005550177" }, "origin acme tollFreeOutbound FREE_BY_PLAN"],
    ["to a premium number: never free, never zero", { to: "19005550100" }, "NO_PRODUCT"],
    ["to the operator", { to: "0" }, "NO_PRODUCT"],
    ["to 988", { to: "988" }, "NO_PRODUCT"],
    ["to what is no number", { to: "123" }, "INVALID_NUMBER"],
    ["to an area code that is none", { to: "15555550100" }, "INVALID_NUMBER"],
    // 66/60 × 0.0010 = 0.0011
    [
      "in from the public network",
      { ...inbound, from: "12125550100", to: "13125550101" },
      "destination acme inbound 0.001100",
    ],
    // 66/60 × 0.0200 = 0.0220
    [
      "in to a toll-free number",
      { ...inbound, from: "12125550100", to: "18005550100" },
      "destination best tollFree 0.022000",
    ],
    [
      "in to a toll-free number from the state where it rings, by a plan that does not name the class",
      { ...inbound, from: "16035550199", to: "18005550100" },
      "destination best tollFreeIntrastate 0.022000",
    ],
    [
      "in to a toll-free number from a withheld number",
      { ...inbound, from: "anonymous", to: "18005550100" },
      "destination best tollFree 0.022000",
    ],
    [
      "in, showing a number of ours: who called is not us",
      { ...inbound, from: "13125550100", to: "16035550100" },
      "destination best inbound 0.001100",
    ],
    [
      "on our own network",
      { ...onNet, to: "16035550100" },
      "origin acme onNet FREE_BY_PLAN + destination best onNet FREE_BY_PLAN",
    ],
    [
      "on our own network to a toll-free number: two payers",
      { ...onNet, to: "18005550100" },
      "origin acme tollFreeOutbound FREE_BY_PLAN + destination best tollFree 0.022000",
    ],
    [
      "on our own network by extensions",
      { ...onNet, to: "4711", trunkOut: "best-1" },
      "origin acme onNet FREE_BY_PLAN + destination best onNet FREE_BY_PLAN",
    ],
    ["of nobody", { from: "12125550100", trunkIn: null }, "NO_OWNER"],
    ["in to a number of nobody", { ...inbound, from: "12125550100", to: "12125550101" }, "NO_OWNER"],
    ["of a source that is not in force", { source: "lax" }, "NO_OWNER"],
  ])("%s", (_what, facts, expected) => {
    expect(rated(facts)).toBe(expected);
  });
});

describe("unanswered", () => {
  it.each<readonly [string, Facts, string]>([
    ["a call of ours", {}, "origin acme unanswered UNANSWERED"],
    [
      "on our own network: both sides are kept",
      { ...onNet, to: "16035550100" },
      "origin acme unanswered UNANSWERED + destination best unanswered UNANSWERED",
    ],
    ["to what no plan sells, or is no number", { to: "123" }, "origin acme unanswered UNANSWERED"],
    ["of nobody: free, and on nobody's bill", { from: "12125550100", trunkIn: null }, ""],
  ])("%s", (_what, facts, expected) => {
    const call = { ...facts, answeredAt: null, billableMilliseconds: 0 };
    expect(rated(call)).toBe(expected);
    expect(rateCall(exampleCall(call), rules).bucket).toBe("free");
  });
});

describe("seconds", () => {
  it.each([
    // to, milliseconds, billed seconds, charge
    ["16035550199", 0, 6, "0.001500"], // answered at 0 s is one increment: 6/60 × 0.0110 = 0.0011, raised to the minimum
    ["16035550199", 400, 6, "0.001500"],
    ["16035550199", 6_000, 6, "0.001500"],
    ["16035550199", 6_001, 12, "0.002200"], // a started second counts whole, and begins an increment
    ["16035550199", 12_000, 12, "0.002200"],
    ["011442079460123", 61_400, 62, "0.0310"], // 62/60 × 0.0300
    ["17735550100", 1_000, 30, "0.012500"], // 30/60 × 0.0050 + 0.01
    ["17735550100", 31_000, 36, "0.013000"], // 36/60 × 0.0050 + 0.01
    ["18005550177", 61_400, 62, "0"], // free: the seconds of the call
    ["411", 61_400, 62, "1.25"],
  ] as const)("%s for %i ms bills %i s, %s", (to, billableMilliseconds, billedSeconds, charge) => {
    const { ratings } = rateCall(exampleCall({ to, billableMilliseconds }), rules);
    expect(ratings).toMatchObject([{ billedSeconds, charge }]);
  });

  it("0 s is free where the terms say so", () => {
    const call = exampleCall({ ...inbound, to: "13125550101", billableMilliseconds: 0 });
    const { bucket, ratings } = rateCall(call, rules);
    expect(bucket).toBe("free");
    expect(ratings).toMatchObject([
      { outcome: "free", reason: "ZERO_SECONDS", billedSeconds: 0, product: "inbound" },
    ]);
  });
});

describe("the instant that counts", () => {
  const row = (facts: Facts) => rateCall(exampleCall(facts), rules).ratings[0]?.prefix ?? rated(facts);

  it.each([
    // Row 603555 begins on 2026-04-10 in the deck's zone, New York: 04:00Z.
    ["2026-04-10T03:59:59Z", "1603"],
    ["2026-04-10T04:00:00Z", "1603555"],
  ])("a deck's day is a day of its zone: answered at %s goes by %s", (answeredAt, prefix) => {
    expect(row({ answeredAt })).toBe(prefix);
  });

  it.each([
    // cole's plan ends on 2026-04-10 in his zone, Chicago: 05:00Z.
    ["2026-04-10T04:59:59Z", "1603555"],
    ["2026-04-10T05:00:00Z", "NO_PLAN"],
  ])("a plan's day is a day of the account's zone: answered at %s gives %s", (answeredAt, expected) => {
    expect(row({ trunkIn: "cole-1", from: "12125550100", answeredAt })).toBe(expected);
  });

  it.each([
    // best's number is given up on 2026-04-20 in New York.
    ["2026-04-20T03:59:59Z", "destination best inbound 0.001100"],
    ["2026-04-20T04:00:00Z", "NO_OWNER"],
  ])("a number's day is a day of its owner's zone: answered at %s gives %s", (answeredAt, expected) => {
    expect(rated({ ...inbound, from: "12125550100", to: "16035550100", answeredAt })).toBe(expected);
  });

  it.each([
    ["acme-1", "2026-04-10T04:00:00.000Z", "1603555"], // by the answer
    ["east-1", "2026-04-10T03:59:50.000Z", "1603"], // by the start
    ["ford-1", "2026-04-10T04:01:01.000Z", "1603555"], // by the end
  ])("the legal entity of %s says that %s counts", (trunkIn, instant, prefix) => {
    const call = exampleCall({
      trunkIn,
      startedAt: "2026-04-10T03:59:50Z",
      answeredAt: "2026-04-10T04:00:00Z",
      releasedAt: "2026-04-10T04:01:01Z",
    });
    const [rating] = rateCall(call, rules).ratings;
    expect([new Date(rating!.ratedAt).toISOString(), rating!.prefix]).toEqual([instant, prefix]);
  });

  it("an unanswered call goes by its start", () => {
    const call = exampleCall({ answeredAt: null, releasedAt: "2026-04-07T14:01:00Z" });
    expect(rateCall(call, rules).ratings[0]?.ratedAt).toBe(call.startedAt);
  });
});

describe("peak and off-peak prices of a deck", () => {
  const nights = exampleRules({
    "decks/az/deck.yaml": `id: az
description: The world by day and by night.
kind: azInternational
currency: USD
effectiveFrom: 2026-01-01
zone: America/Chicago
rows: az.csv
columns: { prefix: Code, ratePerMinute: Peak, offPeak: Night }
offPeak: { when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }, { untilTime: "07:00" }] }
defaults: { initialSeconds: 60, incrementSeconds: 60 }
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 4 }
`,
    "decks/az/az.csv": "Code,Peak,Night\n44,0.0300,0.0200\n4420,0.0250,\n",
  });

  // 61 s by 60/60 are two minutes.
  it.each<[to: string, answeredAt: string, charge: string, terms: string]>([
    ["01144161555010", "2026-04-07T23:59:59Z", "0.0600", "60/60, halfUp 4, minimum 0"],
    ["01144161555010", "2026-04-08T00:00:00Z", "0.0400", "60/60, halfUp 4, minimum 0, off-peak"],
    ["01144161555010", "2026-04-11T15:00:00Z", "0.0400", "60/60, halfUp 4, minimum 0, off-peak"],
    // A row without a price for the night has one price.
    ["01144207555010", "2026-04-08T00:00:00Z", "0.0500", "60/60, halfUp 4, minimum 0"],
  ])("%s answered at %s costs %s", (to, answeredAt, charge, terms) => {
    const { ratings } = rateCall(exampleCall({ to, startedAt: answeredAt, answeredAt }), nights);
    expect(ratings.map((rating) => [rating.charge, rating.terms])).toEqual([[charge, terms]]);
  });
});

describe("peak and off-peak prices by jurisdiction", () => {
  const nights = exampleRules({
    "decks/us/deck.yaml": `id: us
description: The United States by day and by night.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: 2026-01-01
zone: America/Chicago
rows: us.csv
columns: { prefix: P, interstate: A, offPeakInterstate: B, intrastate: C, offPeakIntrastate: D }
offPeak: { when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }, { untilTime: "07:00" }] }
defaults: { initialSeconds: 60, incrementSeconds: 60 }
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 4 }
`,
    "decks/us/us.csv": "P,A,B,C,D\n1,0.0300,0.0200,0.0500,\n1312,0.0300,0.0200,0.0500,0.0100\n",
  });
  const day = "2026-04-07T14:00:00Z";
  const night = "2026-04-08T02:00:00Z";

  // From Chicago; 61 s by 60/60 are two minutes.
  it.each<[to: string, answeredAt: string, charge: string, terms: string]>([
    ["16035550199", day, "0.0600", "60/60, halfUp 4, minimum 0"],
    ["16035550199", night, "0.0400", "60/60, halfUp 4, minimum 0, off-peak"],
    ["13127770177", day, "0.1000", "60/60, halfUp 4, minimum 0"],
    ["13127770177", night, "0.0200", "60/60, halfUp 4, minimum 0, off-peak"],
    // Of this row only the interstate price has another at night.
    ["17737770177", night, "0.1000", "60/60, halfUp 4, minimum 0"],
  ])("%s answered at %s costs %s", (to, answeredAt, charge, terms) => {
    const { ratings } = rateCall(exampleCall({ to, startedAt: answeredAt, answeredAt }), nights);
    expect(ratings.map((rating) => [rating.charge, rating.terms])).toEqual([[charge, terms]]);
  });
});

describe("whose it is", () => {
  it.each<readonly [string, Facts, string | undefined]>([
    ["trunk before number", { trunkIn: "best-1" }, "best: trunk best-1"],
    ["account code before number", { trunkIn: null, accountHint: "best" }, "best: accountCode best"],
    ["trunk before account code", { accountHint: "best" }, "acme: trunk acme-1"],
    [
      "number, where nothing else is known",
      { trunkIn: "unknown", accountHint: "x" },
      "acme: number 13125550100",
    ],
    [
      "number first, where the source says so",
      { source: "by-number", trunkIn: "best-1" },
      "acme: number 13125550100",
    ],
    [
      "a code that the source does not ask for",
      { source: "by-number", trunkIn: null, from: "12125550100", accountHint: "77" },
      undefined,
    ],
    [
      "of an inbound call the account code names who received it",
      { ...inbound, from: "12125550100", to: "4711", accountHint: "77" },
      "acme: accountCode 77",
    ],
    [
      "the number that pays, on the day on which the source began to say so",
      { source: "by-charge", trunkIn: "best-1", chargeNumber: "3125550100" },
      "acme: number 13125550100",
    ],
    [
      "and not on the day before: no trunk of this source is known",
      {
        source: "by-charge",
        trunkIn: "best-1",
        chargeNumber: "3125550100",
        keyDay: "2026-04-06" as CivilDate,
        startedAt: "2026-04-06T14:00:00Z",
        answeredAt: "2026-04-06T14:00:05Z",
      },
      undefined,
    ],
    [
      "nobody, where nobody of ours has the number that pays",
      { source: "by-charge", trunkIn: "best-1", chargeNumber: "12125550100" },
      undefined,
    ],
    [
      "the number that pays is the caller's: it names nobody who received the call",
      { ...inbound, source: "by-charge", chargeNumber: "13125550100", to: "12125550100" },
      undefined,
    ],
  ])("%s", (_what, facts, expected) => {
    const rating = rateCall(exampleCall(facts), rules).ratings[0];
    expect(rating === undefined ? undefined : `${rating.account}: ${rating.attributedBy}`).toBe(expected);
  });

  it.each([
    ["9-1-603-555-0199", "16035550199"], // access digits and all
    ["5550177", "13125550177"], // seven digits at home
  ])("acme's telephones dial %s for %s", (to, e164) => {
    expect(rateCall(exampleCall({ to }), rules).ratings[0]?.toE164).toBe(e164);
  });

  it("other telephones do not", () => {
    expect(rated({ trunkIn: "best-1", to: "5550177" })).toBe("INVALID_NUMBER");
  });
});

describe("toll-free by the caller's exchange", () => {
  it.each([
    // dean's location is in Illinois. 66/60 × 0.0110 = 0.0121; 66/60 × 0.0200 = 0.0220
    ["16035560100", "0.012100", "1603", "tollFree"],
    ["13125560100", "0.022000", "1312", "tollFreeIntrastate"],
  ])("from %s: %s by row %s, %s", (from, charge, prefix, callClass) => {
    const call = exampleCall({ ...inbound, from, to: "18005550101" });
    expect(rateCall(call, rules).ratings).toMatchObject([{ account: "dean", callClass, charge, prefix }]);
  });

  it("a withheld caller has no exchange, so no price", () => {
    expect(rated({ ...inbound, from: "anonymous", to: "18005550101" })).toBe("NO_RATE");
  });
});

it("a rating carries all that is needed to redo it", () => {
  expect(rateCall(exampleCall(), rules)).toMatchObject({
    bucket: "rated",
    problem: null,
    ratings: [
      {
        side: "customer:origin",
        location: "main",
        fromE164: "13125550100",
        toE164: "16035550199",
        plan: "full",
        product: "us",
        ratePerMinute: "0.0110",
        connectFee: "0",
        prefix: "1603",
        destination: "New Hampshire",
        deck: "us",
        deckRow: 4,
        deckVersion: expect.stringMatching(/^[0-9a-f]{64}$/),
        terms: "6/6, halfUp 6, minimum 0.0015",
      },
    ],
  });
});

it("a suspended call has no side at all, and says where its record stands", () => {
  // dean's plan sells no on-net calls, though best's side could be priced.
  const call = exampleCall({ ...onNet, trunkIn: "dean-1", from: "12125550100", to: "16035550100" });
  expect(rateCall(call, rules)).toEqual({
    callKey: call.callKey,
    keyDay: call.keyDay,
    bucket: "suspendedAtRating",
    ratings: [],
    problem: {
      code: "NO_PRODUCT",
      message: "plan bare sells nothing for class onNet",
      line: 12,
      wayOut: expect.stringContaining("usage product"),
    },
  });
});

describe("properties", () => {
  const facts = fc.record({
    from: fc.constantFrom("13125550100", "16035550100", "anonymous", "12125550100"),
    to: fc.constantFrom(
      "16035550100",
      "18005550100",
      "17735550100",
      "011442079460123",
      "911",
      "411",
      "123",
      "19005550100",
    ),
    direction: fc.constantFrom("inbound", "outbound", "onNet", "unknown"),
    trunkIn: fc.constantFrom(null, "acme-1", "best-1", "carrier-1"),
    trunkOut: fc.constantFrom(null, "best-1", "carrier-1"),
    billableMilliseconds: fc.integer({ min: 0, max: 7_200_000 }),
    answeredAt: fc.constantFrom(null, "2026-04-07T14:00:05Z", "2026-04-10T04:00:00Z"),
  }) as fc.Arbitrary<NonNullable<Facts>>;

  it("a call costs the same alone, again, and after any others", () => {
    const fresh = exampleRules();
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), (calls) => {
        const inOrder = calls.map((call) => rateCall(exampleCall(call), rules));
        const backwards = calls.toReversed().map((call) => rateCall(exampleCall(call), fresh));
        expect(backwards.toReversed()).toEqual(inOrder);
      }),
    );
  });

  it("every call ends in one bucket: rated, free, or suspended with a reason", () => {
    fc.assert(
      fc.property(facts, (call) => {
        const { bucket, ratings, problem } = rateCall(exampleCall(call), rules);
        expect(problem !== null).toBe(bucket === "suspendedAtRating");
        if (problem !== null) expect(ratings).toEqual([]);
        expect(ratings.some(({ outcome }) => outcome === "rated")).toBe(bucket === "rated");
        for (const { outcome, charge, reason } of ratings) {
          expect(outcome === "free" ? Number(charge) === 0 && reason !== "" : reason === "").toBe(true);
        }
      }),
    );
  });
});
