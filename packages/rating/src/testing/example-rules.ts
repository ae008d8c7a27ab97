import { type CivilDate, instant, parseInstant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { documentsFrom } from "@tollwright/rate-card";
import { compileRatingRules, type RatingRules } from "../rating-rules.ts";

/** A small company for examples and tests. Prices are round, so that a charge can be worked in the head. */
const PLANS = {
  full: `id: full
description: Sells everything but premium and operator calls.
currency: USD
products:
  - { kind: usage, id: us, name: US, serviceClass: voip, portion: mixed, classes: [interstate, intrastate, indeterminate], price: { kind: deck, deck: us } }
  - { kind: usage, id: world, name: World, serviceClass: voip, portion: international, classes: [international], price: { kind: deck, deck: az } }
  - { kind: usage, id: local, name: Local, serviceClass: voip, portion: intrastate, classes: [local], price: { kind: flat, rate: { ratePerMinute: "0.0050", connectFee: "0.01", initialSeconds: 30, incrementSeconds: 6 } } }
  - { kind: usage, id: toll-free, name: Toll-free, serviceClass: tollFree, portion: mixed, classes: [tollFree], price: { kind: flat, rate: { ratePerMinute: "0.0200" } } }
  - { kind: usage, id: inbound, name: Inbound, serviceClass: voip, portion: mixed, classes: [inbound], price: { kind: flat, rate: { ratePerMinute: "0.0010", zeroSeconds: free } } }
  - { kind: usage, id: free, name: Free, serviceClass: voip, portion: mixed, classes: [onNet, tollFreeOutbound], price: { kind: free } }
  - { kind: usage, id: codes, name: Codes, serviceClass: voip, portion: mixed, classes: [n11, directoryAssistance], price: { kind: perCall, pricePerCall: "1.25" } }
`,
  bare: `id: bare
description: Sells calls between states, and toll-free calls by the caller's exchange.
currency: USD
products:
  - { kind: usage, id: us, name: US, serviceClass: voip, portion: mixed, classes: [interstate, tollFree], price: { kind: deck, deck: us } }
`,
};

const US_DECK = `id: us
description: US by exchange.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
rows: us.csv
columns: { prefix: NPANXX, destination: Name, interstate: Inter, intrastate: Intra, effectiveFrom: Day }
defaults: { initialSeconds: 6, incrementSeconds: 6, minimumCharge: "0.0015" }
rateCeilingPerMinute: "0.75"
rounding: { mode: halfUp, places: 6 }
`;
const US_ROWS = `NPANXX,Name,Inter,Intra,Day
312,Illinois,0.0100,0.0200,
773,Illinois,0.0100,0.0200,
603,New Hampshire,0.0110,0.0210,
603555,Concord,0.0300,0.0400,2026-04-10
816,Missouri,0.0130,0.0230,
913,Kansas,0.0140,0.0240,
`;

const AZ_DECK = `id: az
description: The world.
kind: azInternational
currency: USD
effectiveFrom: 2026-01-01
zone: UTC
rows: az.csv
columns: { prefix: Code, destination: Name, ratePerMinute: Rate, initialSeconds: First, incrementSeconds: Next, blocked: Blocked }
defaults: { initialSeconds: 30, incrementSeconds: 6 }
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 4 }
`;
const AZ_ROWS = `Code,Name,Rate,First,Next,Blocked
1,United States,0.0050,6,6,
1876,Jamaica,0.1200,,,
1416,Canada ON,0.0040,6,6,
44,United Kingdom,0.0300,1,1,
53,Cuba,N/A,,,Y
`;

const ADDRESS = "{ lines: [1 Example Street], city: Example, state: IL, postalCode: '60601' }";

function entity(id: string, billCallsBy: string): string {
  return `id: ${id}
legalName: ${id}
tradeName: ${id}
address: ${ADDRESS}
questionsPhone: "18005550199"
questionsEmail: billing@example.com
remitTo: { name: ${id}, address: ${ADDRESS} }
zone: America/Chicago
currency: USD
form499FilerId: null
invoiceSeries: EX
terms: { dueDays: 30, text: Net 30 days. }
billCallsBy: ${billCallsBy}
`;
}

function account(facts: {
  readonly id: string;
  readonly entity?: string;
  readonly zone: string;
  readonly state: string;
  readonly plans: string;
  readonly more: string;
}): string {
  const { id, zone, state, plans, more } = facts;
  return `id: ${id}
name: ${id}
legalEntity: ${facts.entity ?? "answer-telecom"}
billingAddress: ${ADDRESS}
zone: ${zone}
plans: ${plans}
locations: [{ id: main, name: Main, address: ${ADDRESS}, place: { state: ${state} }, from: 2026-01-01 }]
defaultLocation: main
trunkGroups: [{ id: trunk, location: main, names: [{ source: chi, name: ${id}-1 }], product: c, channels: [{ committed: 4, from: 2026-01-01 }], from: 2026-01-01 }]
${more}
`;
}

const FULL = "[{ plan: full, from: 2026-01-01 }]";
const CHICAGO = "America/Chicago";

const ACCOUNTS = [
  // Illinois, in the local calling area of Chicago.
  account({
    id: "acme",
    zone: CHICAGO,
    state: "IL",
    plans: FULL,
    more: "accountCodes: ['77']\ndialling: { homeNpa: '312', accessDigits: '9' }\ntelephoneNumbers: [{ number: '13125550100', count: 10, location: main, product: null, from: 2026-01-01 }]",
  }),
  // New Hampshire, with a toll-free number; the number of Concord is given up on 2026-04-20.
  account({
    id: "best",
    zone: "America/New_York",
    state: "NH",
    plans: FULL,
    more: "telephoneNumbers: [{ number: '16035550100', location: main, product: null, from: 2026-01-01, until: 2026-04-20 }]\ntollFreeNumbers: [{ number: '18005550100', location: main, product: null, from: 2026-01-01 }]",
  }),
  // A plan that ends, and one that sells little.
  account({
    id: "cole",
    zone: CHICAGO,
    state: "IL",
    plans: "[{ plan: full, from: 2026-01-01, until: 2026-04-10 }]",
    more: "",
  }),
  account({
    id: "dean",
    zone: CHICAGO,
    state: "IL",
    plans: "[{ plan: bare, from: 2026-01-01 }]",
    more: "tollFreeNumbers: [{ number: '18005550101', location: main, product: null, from: 2026-01-01 }]",
  }),
  // Of legal entities that bill by the start and by the end of a call.
  account({ id: "east", entity: "start-telecom", zone: CHICAGO, state: "IL", plans: FULL, more: "" }),
  account({ id: "ford", entity: "end-telecom", zone: CHICAGO, state: "IL", plans: FULL, more: "" }),
];

const FILES: Readonly<Record<string, string>> = {
  "plans/full.yaml": PLANS.full,
  "plans/bare.yaml": PLANS.bare,
  "decks/us/deck.yaml": US_DECK,
  "decks/us/us.csv": US_ROWS,
  "decks/az/deck.yaml": AZ_DECK,
  "decks/az/az.csv": AZ_ROWS,
  "numbering/nanp-npa.csv":
    "npa,country,region,kind\n312,US,IL,geographic\n773,US,IL,geographic\n603,US,NH,geographic\n212,US,NY,geographic\n816,US,MO,geographic\n913,US,KS,geographic\n416,CA,ON,geographic\n876,JM,Jamaica,caribbean\n242,BS,Bahamas,caribbean\n800,NANP,,toll_free\n900,NANP,,premium\n",
  "numbering/e164-country-codes.csv": "country_code,main_region,note\n1,US,\n44,GB,\n49,DE,\n53,CU,\n",
  "numbering/local-calling-areas.csv":
    "area,npanxx\nchicago,312555\nchicago,773555\nkansas-city,816555\nkansas-city,913555\n",
  "legal-entities/answer-telecom.yaml": entity("answer-telecom", "answer"),
  "legal-entities/start-telecom.yaml": entity("start-telecom", "start"),
  "legal-entities/end-telecom.yaml": entity("end-telecom", "end"),
  "sources/chi.yaml": "id: chi\ndescription: Chicago.\nformat: asterisk-csv\nzone: America/Chicago\n",
  "sources/by-number.yaml":
    "id: by-number\ndescription: Numbers first.\nformat: asterisk-csv\nzone: America/Chicago\nattribution: [number, trunk]\n",
  "sources/by-charge.yaml": `id: by-charge
description: Trunks until the 7th, the number that pays from then on.
format: asterisk-csv
zone: America/Chicago
attribution:
  - { from: 2026-01-01, order: [trunk] }
  - { from: 2026-04-07, order: [chargeNumber, trunk] }
`,
  ...Object.fromEntries(ACCOUNTS.map((text, index) => [`accounts/${index}.yaml`, text])),
};

/** The rules of the small company; `changes` replaces or adds files by path, and `without` leaves some out. */
export function exampleRules(changes: Readonly<Record<string, string>> = {}): RatingRules {
  const files = Object.entries({ ...FILES, ...changes }).map(([path, text]) => ({ path, text }));
  const loaded = documentsFrom(files);
  const rules = compileRatingRules({ documents: loaded.documents });
  if (loaded.problems.length > 0 || !rules.ok) throw new Error(JSON.stringify([loaded.problems, rules]));
  return rules.value;
}

/** A call of 61 s from acme's first number in Chicago, on 2026-04-07 at 09:00 there. Instants are given as text. */
export function exampleCall(
  facts: Omit<Partial<Call>, "startedAt" | "answeredAt" | "releasedAt"> & {
    readonly startedAt?: string;
    readonly answeredAt?: string | null;
    readonly releasedAt?: string | null;
  } = {},
): Call {
  const {
    startedAt = "2026-04-07T14:00:00Z",
    answeredAt = "2026-04-07T14:00:05Z",
    releasedAt = null,
    ...rest
  } = facts;
  return {
    source: "chi",
    callKey: "00000000000000000000000000000001",
    keyIsWeak: false,
    contentHash: "c",
    keyDay: "2026-04-07" as CivilDate,
    record: { fileHash: "f", offset: 0, length: 80, line: 12 },
    from: "13125550100",
    to: "16035550199",
    startedAt: at(startedAt),
    answeredAt: answeredAt === null ? null : at(answeredAt),
    releasedAt: releasedAt === null ? null : at(releasedAt),
    billableMilliseconds: 61_000,
    answered: answeredAt !== null,
    releaseCause: "ANSWERED",
    direction: "outbound",
    trunkIn: "acme-1",
    trunkOut: "carrier-1",
    accountHint: null,
    chargeNumber: null,
    originatingLineInfo: null,
    jurisdictionParameter: null,
    routingNumber: null,
    estimated: false,
    ...rest,
  };
}

function at(text: string) {
  return parseInstant(text) ?? instant(Number.NaN);
}
