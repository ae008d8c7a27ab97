import { describe, expect, it } from "vitest";
import { explainRating } from "./explain-rating.ts";
import { rateCall } from "./rate-call.ts";
import { exampleCall, exampleRules } from "./testing/example-rules.ts";

type Facts = NonNullable<Parameters<typeof exampleCall>[0]>;
type Files = Readonly<Record<string, string>>;

/** A plan of one deck whose terms are what a test says. */
const plan = (terms: string, deck = "us") => `id: one
description: One deck.
currency: USD
${terms}products:
  - { kind: usage, id: us, name: US, serviceClass: voip, portion: mixed, classes: [interstate, intrastate, indeterminate, local], price: { kind: deck, deck: ${deck} } }
  - { kind: usage, id: free, name: Free, serviceClass: voip, portion: mixed, classes: [inbound, tollFree, tollFreeOutbound], price: { kind: free } }
`;

const ADDRESS = "{ lines: [1 Example Street], city: Example, state: IL, postalCode: '60601' }";

/** Gale, in Illinois, with trunk groups gale-1 and gale-2. */
const gale = (more = "") => `id: gale
name: Gale
legalEntity: answer-telecom
billingAddress: ${ADDRESS}
zone: America/Chicago
plans: [{ plan: one, from: 2026-01-01 }]
locations: [{ id: main, name: Main, address: ${ADDRESS}, place: { state: IL }, from: 2026-01-01 }]
defaultLocation: main
trunkGroups:
  - { id: first, location: main, names: [{ source: chi, name: gale-1 }], product: c, channels: [{ committed: 4, from: 2026-01-01 }], from: 2026-01-01 }
  - { id: second, location: main, names: [{ source: chi, name: gale-2 }], product: c, channels: [{ committed: 4, from: 2026-01-01 }], from: 2026-01-01 }
tollFreeNumbers: [{ number: '18005550102', location: main, product: null, from: 2026-01-01 }]
${more}
`;

function rulesWith({
  terms = "",
  deck,
  more,
  files = {},
}: {
  terms?: string;
  deck?: string;
  more?: string;
  files?: Files;
}) {
  return exampleRules({ "plans/one.yaml": plan(terms, deck), "accounts/gale.yaml": gale(more), ...files });
}

/** `class charge because` of the first side, for 60 s from Chicago to New Hampshire unless the facts say otherwise. */
function ratedBy(rules: ReturnType<typeof exampleRules>, facts: Facts): string {
  const { ratings, problem } = rateCall(
    exampleCall({ trunkIn: "gale-1", billableMilliseconds: 60_000, ...facts }),
    rules,
  );
  const [rating] = ratings;
  if (rating === undefined) return problem?.code ?? "";
  return `${rating.callClass} ${rating.charge}: ${rating.classifiedBy}`;
}

// Deck us: Illinois 0.0100 between states and 0.0200 within, New Hampshire 0.0110 and 0.0210.
const BY_ROUTING = "jurisdiction: { calledEnd: lrn }\n";
const BY_NUMBER = "jurisdiction: { callingEnd: [callingNumber] }\n";

describe("what stands for the ends, by the contract", () => {
  it.each<readonly [what: string, terms: string, facts: Facts, expected: string]>([
    ["two numbers", "", {}, "interstate 0.011000: calling number is in IL, called number in NH"],
    [
      "a JIP before the calling number",
      "",
      { jurisdictionParameter: "603555" },
      "intrastate 0.021000: JIP is in NH, called number in NH",
    ],
    [
      "no JIP by this contract",
      BY_NUMBER,
      { jurisdictionParameter: "603555" },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "a JIP for a withheld number",
      "",
      { from: "anonymous", jurisdictionParameter: "312555" },
      "interstate 0.011000: JIP is in IL, called number in NH",
    ],
    [
      "a JIP that is none",
      "",
      { jurisdictionParameter: "000000" },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "a charge number",
      "",
      { from: "anonymous", chargeNumber: "3125550100" },
      "interstate 0.011000: charge number is in IL, called number in NH",
    ],
    [
      "JIP before charge number",
      "",
      { jurisdictionParameter: "603555", chargeNumber: "3125550100" },
      "intrastate 0.021000: JIP is in NH, called number in NH",
    ],
    [
      "charge number first by this contract",
      "jurisdiction: { callingEnd: [chargeNumber, jip, callingNumber] }\n",
      { jurisdictionParameter: "603555", chargeNumber: "3125550100" },
      "interstate 0.011000: charge number is in IL, called number in NH",
    ],
    [
      "a routing number that the contract does not ask",
      "",
      { routingNumber: "3125560000" },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "a routing number that it asks",
      BY_ROUTING,
      { routingNumber: "3125560000" },
      "intrastate 0.021000: calling number is in IL, LRN in IL",
    ],
    [
      "a routing number in the address",
      BY_ROUTING,
      { to: "sip:+16035550199;npdi;rn=+13125560000@h" },
      "intrastate 0.021000: calling number is in IL, LRN in IL",
    ],
    [
      "no routing number",
      BY_ROUTING,
      {},
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "a routing number of the same exchange",
      BY_ROUTING,
      { routingNumber: "6035550000" },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "a local routing number",
      BY_ROUTING,
      { routingNumber: "7735550000" },
      "local 0.021000: both ends are in local calling area chicago",
    ],
    [
      "translated toll-free, as line information says",
      "",
      { originatingLineInfo: "24" },
      "tollFreeOutbound 0: line information 24 says that a toll-free number was translated",
    ],
    [
      "a payphone translates nothing",
      "",
      { originatingLineInfo: "27" },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
  ])("%s", (_what, terms, facts, expected) => {
    expect(ratedBy(rulesWith({ terms }), facts)).toBe(expected);
  });
});

describe("a deck that is looked up by LRN", () => {
  const files = {
    "decks/lrn/deck.yaml": `id: lrn
description: US by routing number.
kind: npaNxxJurisdictional
lookupBy: lrn
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
rows: lrn.csv
columns: { prefix: NPANXX, interstate: Inter, intrastate: Intra }
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "0.75"
rounding: { mode: halfUp, places: 6 }
`,
    "decks/lrn/lrn.csv": "NPANXX,Inter,Intra\n312,0.0100,0.0200\n603,0.0110,0.0210\n",
  };

  it.each<readonly [what: string, terms: string, facts: Facts, expected: string]>([
    [
      "prices by the routing number, and goes by its state",
      "",
      { routingNumber: "3125560000" },
      "intrastate 0.020000: calling number is in IL, LRN in IL",
    ],
    [
      "prices what was not ported by the number",
      "",
      {},
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "goes by the dialled state where the contract says so",
      "jurisdiction: { calledEnd: dialed }\n",
      { routingNumber: "3125560000" },
      "interstate 0.010000: calling number is in IL, called number in NH",
    ],
  ])("%s", (_what, terms, facts, expected) => {
    expect(ratedBy(rulesWith({ terms, deck: "lrn", files }), facts)).toBe(expected);
  });
});

describe("LATAs and exchanges that the operator loaded", () => {
  const intraLata = (files: Files) => ({
    "numbering/exchanges.csv":
      "prefix,state,rate_center,lata,from\n312555,IL,ZENITH,358,\n312556,IL,FARLAND,358,\n773556,IL,PLAINS,360,\n603555,IL,BORDER,,2026-04-07\n",
    ...files,
  });
  const named = plan("").replace(
    "products:\n",
    "products:\n  - { kind: usage, id: near, name: Near, serviceClass: voip, portion: intrastate, classes: [intraLata], price: { kind: flat, rate: { ratePerMinute: '0.0050' } } }\n",
  );

  it.each<readonly [what: string, files: Files, facts: Facts, expected: string]>([
    [
      "within a LATA, by a plan that does not name it",
      {},
      { to: "13125560100" },
      "intraLata 0.020000: calling number is in IL, called number in IL, both in LATA 358",
    ],
    [
      "within a LATA, by a plan that does",
      { "plans/one.yaml": named },
      { to: "13125560100" },
      "intraLata 0.005000: calling number is in IL, called number in IL, both in LATA 358",
    ],
    [
      "between LATAs",
      {},
      { to: "17735560100" },
      "intrastate 0.020000: calling number is in IL, called number in IL, LATA 358 to LATA 360",
    ],
    [
      "an exchange over the state line, from its day on",
      {},
      {},
      "intrastate 0.021000: calling number is in IL, called number in IL",
    ],
    [
      "the day before",
      {},
      {
        keyDay: "2026-04-06" as never,
        startedAt: "2026-04-06T14:00:00Z",
        answeredAt: "2026-04-06T14:00:05Z",
      },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
  ])("%s", (_what, files, facts, expected) => {
    expect(ratedBy(rulesWith({ files: intraLata(files) }), facts)).toBe(expected);
  });
});

describe("calls that tell no jurisdiction, by the account's factors", () => {
  const year = "from: 2026-01-01";
  const factors = (...entries: readonly string[]) =>
    `trafficFactors: [${entries.map((entry) => `{ ${entry} }`).join(", ")}]`;
  const who = 'calling number names no US state: "anonymous" is no number';
  const shares = (parts: string, whose: string, day: string, piu: string) =>
    `${who}; of each minute, by the factors of ${whose} from ${day} (PIU ${piu}): ${parts}`;

  it.each<readonly [what: string, more: string, facts: Facts, expected: string]>([
    // The dearer of 0.0110 and 0.0210.
    ["without factors", "", {}, `indeterminate 0.021000: ${who}`],
    // 0.65 × 0.0110 + 0.35 × 0.0210 = 0.00715 + 0.00735 = 0.0145
    [
      "parts of a minute",
      factors(`${year}, piu: '0.65'`),
      {},
      `indeterminate 0.014500: ${shares("0.65 interstate, 0.35 intrastate, 0 local", "the account", "2026-01-01", "0.65, PLU 0")}`,
    ],
    // Local is priced as intrastate by a deck without a local price, so the sum is the same.
    [
      "and what is local of the rest",
      factors(`${year}, piu: '0.65', plu: '0.2'`),
      {},
      `indeterminate 0.014500: ${shares("0.65 interstate, 0.28 intrastate, 0.07 local", "the account", "2026-01-01", "0.65, PLU 0.2")}`,
    ],
    [
      "recorded detail goes before factors",
      factors(`${year}, piu: '0.65'`),
      { from: "13125550100" },
      "interstate 0.011000: calling number is in IL, called number in NH",
    ],
    [
      "all of one trunk group",
      factors(`${year}, piu: '0.65'`, `${year}, trunkGroup: first, countsAs: interstate`),
      {},
      `interstate 0.011000: ${who}; such calls of trunk group first count as interstate from 2026-01-01`,
    ],
    [
      "another trunk group",
      factors(`${year}, piu: '0.65'`, `${year}, trunkGroup: first, countsAs: interstate`),
      { trunkIn: "gale-2" },
      `indeterminate 0.014500: ${shares("0.65 interstate, 0.35 intrastate, 0 local", "the account", "2026-01-01", "0.65, PLU 0")}`,
    ],
    [
      "a trunk group without factors",
      factors(`${year}, trunkGroup: second, countsAs: interstate`),
      {},
      `indeterminate 0.021000: ${who}`,
    ],
    [
      "all intrastate",
      factors(`${year}, countsAs: intrastate`),
      {},
      `intrastate 0.021000: ${who}; such calls of the account count as intrastate from 2026-01-01`,
    ],
    // The call is of 2026-04-07 at 09:00 in Chicago.
    [
      "a factor of the day",
      factors("from: 2026-04-07, countsAs: interstate"),
      {},
      `interstate 0.011000: ${who}; such calls of the account count as interstate from 2026-04-07`,
    ],
    [
      "a factor of the day after",
      factors("from: 2026-04-08, countsAs: interstate"),
      {},
      `indeterminate 0.021000: ${who}`,
    ],
    [
      "a factor that ended",
      factors("from: 2026-01-01, until: 2026-04-07, countsAs: interstate"),
      {},
      `indeterminate 0.021000: ${who}`,
    ],
    [
      "an emergency call asks for none",
      factors(`${year}, countsAs: interstate`),
      { to: "911" },
      "emergency 0: 911 is emergency",
    ],
    [
      "received on a toll-free number",
      factors(`${year}, countsAs: intrastate`),
      { direction: "inbound", trunkIn: "carrier-1", trunkOut: "gale-1", to: "18005550102" },
      `tollFreeIntrastate 0: ${who}; such calls of the account count as intrastate from 2026-01-01`,
    ],
  ])("%s", (_what, more, facts, expected) => {
    expect(ratedBy(rulesWith({ more }), { from: "anonymous", ...facts })).toBe(expected);
  });

  const flat = (intrastate: string) => ({
    "plans/one.yaml": `id: one
description: Flat prices.
currency: USD
products:
  - { kind: usage, id: inter, name: Inter, serviceClass: voip, portion: mixed, classes: [interstate], price: { kind: flat, rate: { ratePerMinute: '0.0100' } } }
  - { kind: usage, id: intra, name: Intra, serviceClass: voip, portion: mixed, classes: [intrastate], price: { kind: flat, rate: { ${intrastate} } } }
  - { kind: usage, id: other, name: Other, serviceClass: voip, portion: mixed, classes: [indeterminate], price: { kind: flat, rate: { ratePerMinute: '0.0300' } } }
`,
  });

  it.each([
    // 0.65 × 0.0100 + 0.35 × 0.0200 = 0.0135
    ["mixes flat prices of the same increments", "ratePerMinute: '0.0200'", "0.65", "0.013500"],
    ["and takes each of them whole", "ratePerMinute: '0.0200'", "1", "0.010000"],
    ["and the other", "ratePerMinute: '0.0200'", "0", "0.020000"],
    [
      "but of other increments not: the plan's own price counts",
      "ratePerMinute: '0.0200', initialSeconds: 30",
      "0.65",
      "0.030000",
    ],
    ["nor of another fee", "ratePerMinute: '0.0200', connectFee: '0.01'", "0.65", "0.030000"],
  ])("%s", (_what, intrastate, piu, charge) => {
    const rules = rulesWith({ more: factors(`${year}, piu: '${piu}'`), files: flat(intrastate) });
    expect(ratedBy(rules, { from: "anonymous" })).toContain(`indeterminate ${charge}: `);
  });

  it("says so in words", () => {
    const rules = rulesWith({ more: factors(`${year}, piu: '0.65'`) });
    const { ratings } = rateCall(
      exampleCall({ from: "anonymous", trunkIn: "gale-1", billableMilliseconds: 60_000 }),
      rules,
    );
    const sentences = ratings.flatMap(explainRating);
    expect(sentences[1]).toBe(
      `Class indeterminate: ${shares("0.65 interstate, 0.35 intrastate, 0 local", "the account", "2026-01-01", "0.65, PLU 0")}.`,
    );
    expect(sentences.at(-1)).toContain("60 / 60 × 0.0145 = 0.0145, charged 0.014500");
  });
});
