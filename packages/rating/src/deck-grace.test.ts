import { describe, expect, it } from "vitest";
import { explainRating } from "./explain-rating.ts";
import { rateCall } from "./rate-call.ts";
import { exampleCall, exampleRules } from "./testing/example-rules.ts";

const deck = (facts: string) => `id: az
description: The world.
kind: azInternational
currency: USD
effectiveFrom: 2026-01-01
zone: UTC
rows: az.csv
columns: { prefix: Code, ratePerMinute: Price N, initialRatePerMinute: Price 1, connectFee: Fee, graceSeconds: Grace, freeSeconds: Free }
${facts}
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 6 }
`;
const ROWS = `Code,Price N,Price 1,Fee,Grace,Free
44,0.0300,,0.01,3,
49,0.0300,0.0500,,,
4415,0.0300,,0.01,,5
4416,0.0300,,,,
`;
const DEFAULTS = "defaults: { initialSeconds: 60, incrementSeconds: 6, graceSeconds: 2 }";

function rated(to: string, seconds: number, facts = DEFAULTS) {
  const rules = exampleRules({ "decks/az/deck.yaml": deck(facts), "decks/az/az.csv": ROWS });
  const call = exampleCall({ to: `011${to}`, billableMilliseconds: seconds * 1000 });
  const [rating] = rateCall(call, rules).ratings;
  if (rating === undefined) throw new Error("not rated");
  return rating;
}

describe("seconds that a deck gives away, and a price of the first increment", () => {
  // 442075550100 has a grace of 3 s and a fee; 4930…: 60 s at 0.05 a minute, then 6 s at 0.03; 4415…: 5 s off every call; 4416…: the deck's 2 s.
  it.each([
    ["442075550100", 2, "free GRACE 0 0.000000"],
    ["442075550100", 3, "free GRACE 0 0.000000"],
    ["442075550100", 4, "rated  60 0.040000"],
    ["442075550100", 0, "free ZERO_SECONDS 0 0.000000"],
    ["493055501000", 2, "free GRACE 0 0.000000"],
    ["493055501000", 3, "rated  60 0.050000"],
    ["493055501000", 60, "rated  60 0.050000"],
    ["493055501000", 61, "rated  66 0.053000"],
    ["441515501000", 5, "rated  0 0.010000"],
    ["441515501000", 65, "rated  60 0.040000"],
    ["441515501000", 66, "rated  66 0.043000"],
    ["441615550100", 2, "free GRACE 0 0.000000"],
    ["441615550100", 3, "rated  60 0.030000"],
  ])("%s, %i s: %s", (to, seconds, expected) => {
    const { outcome, reason, billedSeconds, charge } = rated(to, seconds);
    expect(`${outcome} ${reason} ${billedSeconds} ${charge}`).toBe(expected);
  });

  it.each([
    ["442075550100", 2, "free"],
    ["442075550100", 3, "rated"],
    ["441615550100", 1, "free"],
    ["441615550100", 2, "rated"],
  ])("where only a shorter call is free: %s, %i s is %s", (to, seconds, outcome) => {
    expect(rated(to, seconds, `${DEFAULTS}\ngraceIs: lessThan`).outcome).toBe(outcome);
  });

  it.each([
    [
      "442075550100",
      3,
      "The call was so short that it is free by these terms (calls of at most 3 s free; the first 60 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0).",
    ],
    [
      "493055501000",
      61,
      "66 s billed (calls of at most 2 s free; the first 60 s whole at 0.0500 a minute, then every 6 s begun; rounded half-up to 6 places; at least 0): 60 / 60 × 0.0500 + 6 / 60 × 0.0300 = 0.053, charged 0.053000.",
    ],
    [
      "441515501000",
      66,
      "66 s billed (calls of at most 2 s free; 5 s off every call; the first 60 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0): 66 / 60 × 0.0300 + 0.01 to connect = 0.043, charged 0.043000.",
    ],
  ])("%s, %i s: %s", (to, seconds, sentence) => {
    expect(explainRating(rated(to, seconds)).at(-1)).toBe(sentence);
  });
});
