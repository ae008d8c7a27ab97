import { civilDate } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDecks, type DeckDelivery } from "./compiled-deck.ts";
import type { RateDeck, RateRow } from "./deck.ts";

type Price = readonly [prefix: string, rate: string, from?: string | undefined, other?: Partial<RateRow>];

function delivery(
  prices: readonly Price[],
  facts: Partial<RateDeck> & { readonly hash?: string } = {},
): DeckDelivery {
  const { hash = "h1", ...rest } = facts;
  const effectiveFrom = rest.effectiveFrom ?? civilDate("2026-01-01");
  const rows = prices.map(
    ([prefix, ratePerMinute, from, other], index): RateRow => ({
      prefix,
      destination: "",
      ratePerMinute,
      interstate: null,
      intrastate: null,
      indeterminate: null,
      offPeak: null,
      offPeakInterstate: null,
      offPeakIntrastate: null,
      offPeakIndeterminate: null,
      offPeakLocal: null,
      local: null,
      initialRatePerMinute: null,
      graceSeconds: 0,
      freeSeconds: 0,
      connectFee: "0",
      initialSeconds: 6,
      incrementSeconds: 6,
      effectiveFrom: from === undefined ? effectiveFrom : civilDate(from),
      effectiveUntil: null,
      blocked: false,
      removed: false,
      row: index + 2,
      ...other,
    }),
  );
  const deck: RateDeck = {
    id: "d",
    description: "",
    kind: "azInternational",
    currency: "USD",
    effectiveFrom,
    delivery: "partial",
    zone: "UTC",
    lookupBy: "dialed",
    minimumCharge: "0",
    zeroSeconds: "increment",
    rounding: { mode: "halfUp", places: 6 },
    ...rest,
    rows,
  };
  return { hash, deck };
}

function compiled(...deliveries: readonly DeckDelivery[]) {
  const result = compileDecks(deliveries);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return (e164: string, day: string, shortestPrefix = 1) =>
    result.value.find(e164, civilDate(day), shortestPrefix)?.row.ratePerMinute ?? null;
}

describe("one delivery", () => {
  const find = compiled(
    delivery([
      ["1", "0.01"],
      ["1312", "0.02"],
      ["1312555", "0.03", "2026-04-10"],
      ["44", "0.04"],
      ["4420", "0.05"],
      ["49", "0.06", "2026-04-10"],
      ["49", "0.07", "2026-04-20"],
    ]),
  );

  it.each([
    // number, day, rate
    ["13125550142", "2026-04-10", "0.03"], // the longest prefix
    ["13125550142", "2026-04-09", "0.02"], // before its first day the shorter one still prices
    ["13125560142", "2026-04-10", "0.02"],
    ["12125550100", "2026-04-10", "0.01"],
    ["442079460123", "2026-04-10", "0.05"],
    ["441079460123", "2026-04-10", "0.04"],
    ["4930123456", "2026-04-09", null], // the day before, of and after each date
    ["4930123456", "2026-04-10", "0.06"],
    ["4930123456", "2026-04-19", "0.06"],
    ["4930123456", "2026-04-20", "0.07"],
    ["390612345", "2026-04-10", null], // nothing fits
    ["2", "2026-04-10", null],
    ["13125", "2026-04-10", "0.02"], // shorter than the prefix that its padding falls into
    ["13125550142", "2025-12-31", null], // before the deck
  ])("%s on %s: %s", (e164, day, rate) => {
    expect(find(e164, day)).toBe(rate);
  });

  it.each([
    ["18765550100", 1, "0.01"],
    ["18765550100", 4, null], // a Caribbean number needs its own area code (reference 4.3, 8)
    ["13125560142", 4, "0.02"],
  ] as const)("%s with prefixes of %i digits or more: %s", (e164, shortest, rate) => {
    expect(find(e164, "2026-04-10", shortest)).toBe(rate);
  });
});

describe("rows that end", () => {
  const find = compiled(
    delivery([
      ["44", "0.01"],
      ["447", "0.05"],
      ["447", "0.06", "2026-04-10", { effectiveUntil: civilDate("2026-04-20") }],
      ["4470", "0.09"],
      ["4470", "", "2026-04-10", { ratePerMinute: null, removed: true }],
    ]),
  );
  it.each([
    ["447912345678", "2026-04-09", "0.05"],
    ["447912345678", "2026-04-19", "0.06"], // the last day of the price that expires
    ["447912345678", "2026-04-20", "0.01"], // the earlier price of 447 does not come back
    ["447012345678", "2026-04-09", "0.09"],
    ["447012345678", "2026-04-10", "0.06"], // 4470 was removed: the shorter prefix prices it
    ["447012345678", "2026-04-20", "0.01"],
  ])("%s on %s: %s", (e164, day, rate) => {
    expect(find(e164, day)).toBe(rate);
  });

  it("a removal and a price from one day are a conflict", () => {
    const both = compileDecks([
      delivery([["44", "0.01"]]),
      delivery([["44", "", undefined, { removed: true, ratePerMinute: null }]], { hash: "h2" }),
    ]);
    expect(both.ok ? [] : both.problems.map(({ code }) => code)).toEqual(["DECK_CONFLICT"]);
  });
});

describe("several deliveries", () => {
  const january = delivery([
    ["44", "0.04"],
    ["4420", "0.05"],
    ["49", "0.06"],
  ]);
  const amendment = { effectiveFrom: civilDate("2026-04-10"), hash: "h2" };

  it("a partial one leaves what it does not list", () => {
    const find = compiled(january, delivery([["4420", "0.08"]], amendment));
    expect([find("4420123456", "2026-04-09"), find("4420123456", "2026-04-10")]).toEqual(["0.05", "0.08"]);
    expect(find("4930123456", "2026-04-10")).toBe("0.06");
  });

  it("a full one closes what it does not list, from its own day on", () => {
    const find = compiled(january, delivery([["44", "0.09"]], { ...amendment, delivery: "full" }));
    expect([find("4420123456", "2026-04-09"), find("4420123456", "2026-04-10")]).toEqual(["0.05", "0.09"]);
    expect([find("4930123456", "2026-04-09"), find("4930123456", "2026-04-10")]).toEqual(["0.06", null]);
  });

  it("a back-dated one does not disturb rows that start later", () => {
    const april = delivery([["44", "0.10"]], amendment);
    const march = delivery([["44", "0.11"]], {
      effectiveFrom: civilDate("2026-03-01"),
      hash: "h3",
      delivery: "full",
    });
    const find = compiled(january, april, march);
    expect([
      find("441234567", "2026-02-28"),
      find("441234567", "2026-03-01"),
      find("441234567", "2026-04-10"),
    ]).toEqual(["0.04", "0.11", "0.10"]);
  });

  it("the row names the delivery that it came with", () => {
    const result = compileDecks([january, delivery([["44", "0.10"]], amendment)]);
    expect(result.ok && result.value.find("441234567", civilDate("2026-04-10"))?.delivery.hash).toBe("h2");
  });

  it.each([
    [
      "two prices from one day",
      delivery([["44", "0.05"]], { hash: "h2" }),
      "prefix 44 has two prices from 2026-01-01 on",
    ],
    [
      "another zone",
      delivery([["33", "0.05"]], { ...amendment, zone: "America/New_York" }),
      "America/New_York",
    ],
  ])("%s are refused", (_what, other, says) => {
    const result = compileDecks([january, other]);
    expect(result.ok ? "" : result.problems[0]?.message).toContain(says);
    expect(result.ok ? "" : result.problems[0]?.code).toBe("DECK_CONFLICT");
  });

  it("the same price again is no conflict", () => {
    expect(compileDecks([january, delivery([["44", "0.040"]], { hash: "h2" })]).ok).toBe(true);
  });
});

it("finds what a search through all prefixes finds", () => {
  const digits = fc.stringMatching(/^[1-9][0-3]{0,5}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(digits, { minLength: 1 }),
      fc.stringMatching(/^[1-9][0-3]{6,9}$/),
      (prefixes, number) => {
        const find = compiled(delivery(prefixes.map((prefix, index) => [prefix, `0.${index + 1}`])));
        const longest = prefixes
          .filter((prefix) => number.startsWith(prefix))
          .sort((a, b) => b.length - a.length)[0];
        const expected = longest === undefined ? null : `0.${prefixes.indexOf(longest) + 1}`;
        expect(find(number, "2026-04-10")).toBe(expected);
      },
    ),
  );
});
