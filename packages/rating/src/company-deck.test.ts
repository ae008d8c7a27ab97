import { expect, it } from "vitest";
import { explainRating } from "./explain-rating.ts";
import { rateCall } from "./rate-call.ts";
import { exampleCall, exampleRules } from "./testing/example-rules.ts";

const PLAN = `id: full
description: By company.
currency: USD
products:
  - { kind: usage, id: us, name: US, serviceClass: voip, portion: mixed, classes: [interstate, intrastate, indeterminate, tollFree], price: { kind: deck, deck: up } }
`;
const deck = (lookupBy: string) => `id: up
description: By company and LATA.
kind: ocnLata
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
lookupBy: ${lookupBy}
rows: up.csv
columns: { prefix: [OCN, LATA], destination: Company, interstate: Inter, intrastate: Intra, blocked: Closed }
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "0.75"
rounding: { mode: halfUp, places: 6 }
`;
const ROWS = `OCN,LATA,Company,Inter,Intra,Closed
358F,122,Granite Rural,0.0500,0.0900,
358F,,Granite,0.0100,0.0200,
12,,Twelve,0.0030,0.0040,
9999,,Closed,,,y
`;
const EXCHANGES = `prefix,state,lata,ocn
603555,NH,122,358F
603556,NH,123,358F
603557,NH,122,12
603558,NH,122,9999
603559,NH,122,7777
312555,IL,358,12
312556,IL,358,358F
`;
const rulesBy = (lookupBy: string) =>
  exampleRules({
    "plans/full.yaml": PLAN,
    "decks/up/deck.yaml": deck(lookupBy),
    "decks/up/up.csv": ROWS,
    "numbering/exchanges.csv": EXCHANGES,
  });
const byDialled = rulesBy("dialed");
const byRouting = rulesBy("lrn");

/** 61 s by 6/6 are 66 s. */
it.each<[why: string, facts: Parameters<typeof exampleCall>[0], expected: string]>([
  // 66/60 × 0.0500
  ["company and LATA", { to: "16035550199" }, "358F/122 0.055000"],
  // 66/60 × 0.0100
  ["the company, in another LATA", { to: "16035560199" }, "358F/ 0.011000"],
  // 66/60 × 0.0030
  ["a company whose OCN had lost its zeros", { to: "16035570199" }, "0012/ 0.003300"],
  // Within Illinois: 66/60 × 0.0200
  ["its price within the state", { to: "13125560199" }, "358F/ 0.022000"],
  ["a company that is closed", { to: "16035580199" }, "ROUTE_BLOCKED"],
  ["a company without a row: held, never free", { to: "16035590199" }, "NO_RATE"],
  ["an exchange that no table has", { to: "16036000199" }, "NO_RATE"],
])("a call is priced by %s", (_, facts, expected) => {
  const { ratings, problem } = rateCall(exampleCall(facts), byDialled);
  expect(problem?.code ?? `${ratings[0]?.prefix} ${ratings[0]?.charge}`).toBe(expected);
});

it("a ported number is of the company that has it now, where the deck goes by routing numbers", () => {
  const ported = exampleCall({ to: "16035550199", routingNumber: "16035570000" });
  expect(rateCall(ported, byRouting).ratings[0]?.prefix).toBe("0012/");
  expect(rateCall(ported, byDialled).ratings[0]?.prefix).toBe("358F/122");
});

it("says which company and LATA priced the call, and what no row prices", () => {
  const [rating] = rateCall(exampleCall({ to: "16035550199" }), byDialled).ratings;
  expect(rating === undefined ? "" : explainRating(rating)[3]).toBe(
    `Deck up, version ${rating?.deckVersion?.slice(0, 8)}, row 2: the exchange's OCN 358F, LATA 122 (Granite Rural).`,
  );
  const messageOf = (to: string) => rateCall(exampleCall({ to }), byDialled).problem?.message;
  expect(messageOf("16035590199")).toContain("prices 16035590199 (OCN 7777, LATA 122) on 2026-04-07");
  expect(messageOf("16036000199")).toContain(
    "prices 16036000199 (no table of exchanges has it) on 2026-04-07",
  );
});
