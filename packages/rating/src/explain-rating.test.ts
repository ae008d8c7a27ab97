import { expect, it } from "vitest";
import { explainRating } from "./explain-rating.ts";
import { rateCall } from "./rate-call.ts";
import { exampleCall, exampleRules } from "./testing/example-rules.ts";

const rules = exampleRules();

function explained(facts: Parameters<typeof exampleCall>[0]): readonly string[] {
  return rateCall(exampleCall(facts), rules)
    .ratings.flatMap(explainRating)
    .map((sentence) => sentence.replace(/version [0-9a-f]{8}/, "version V"));
}

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
