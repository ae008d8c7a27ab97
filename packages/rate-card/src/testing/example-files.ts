import type { SourceFile } from "@tollwright/yaml";

export const PLAN = `id: basic
description: An example plan.
currency: USD
products:
  - { kind: usage, id: interstate, name: Interstate, serviceClass: voip, portion: interstate, classes: [interstate, indeterminate], price: { kind: deck, deck: us } }
  - { kind: usage, id: intrastate, name: Intrastate, serviceClass: voip, portion: intrastate, classes: [intrastate], price: { kind: deck, deck: us } }
  - { kind: usage, id: inbound, name: Inbound, serviceClass: voip, portion: mixed, classes: [inbound, onNet], price: { kind: free } }
  # the line of the price below is 9
  - { kind: usage, id: da, name: Directory assistance, serviceClass: voip, portion: intrastate, classes: [directoryAssistance], price: { kind: perCall, pricePerCall: "1.25" } }
  - { kind: recurring, id: did, name: Number, serviceClass: voip, portion: mixed, unit: telephoneNumber, pricePerMonth: "1.00", proration: calendarDay }
  - { kind: channels, id: channel, name: Channel, serviceClass: voip, portion: mixed, pricePerChannelMonth: "10", proration: calendarDay, burst: null }
`;

export const ACCOUNT = `id: acme
name: Acme
legalEntity: example-telecom
billingAddress: { lines: [1 Example Street], city: Chicago, state: IL, postalCode: "60601" }
zone: America/Chicago
plans:
  - { plan: basic, from: 2026-01-01 }
locations:
  - { id: main, name: Main, address: { lines: [1 Example Street], city: Chicago, state: IL, postalCode: "60601" }, place: { state: IL, county: Cook, city: Chicago }, from: 2026-01-01 }
defaultLocation: main
telephoneNumbers:
  - { number: "13125550100", count: 10, location: main, product: did, from: 2026-01-01 }
trunkGroups:
  - id: t1
    location: main
    names:
      - { source: chi, name: acme-1 }
    product: channel
    channels:
      - { committed: 4, from: 2026-01-01 }
    from: 2026-01-01
`;

export const DECK = `id: us
description: US by exchange.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
rows: us.csv
columns: { prefix: NPANXX, interstate: Inter, intrastate: Intra }
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "0.75"
rounding: { mode: halfUp, places: 6 }
`;

export const LEGAL_ENTITY = `id: example-telecom
legalName: Example Telecom LLC
tradeName: Example Telecom
address: { lines: [1 Example Street], city: Chicago, state: IL, postalCode: "60601" }
questionsPhone: "18005550100"
questionsEmail: billing@example.com
remitTo: { name: Example Telecom, address: { lines: [1 Example Street], city: Chicago, state: IL, postalCode: "60601" } }
zone: America/Chicago
currency: USD
form499FilerId: null
invoiceSeries: EX
terms: { dueDays: 30, text: Net 30 days. }
`;

const FILES: Readonly<Record<string, string>> = {
  "rate-cards/README.md": "# Rate cards",
  "rate-cards/plans/basic.yaml": PLAN,
  "rate-cards/decks/us/deck.yaml": DECK,
  "rate-cards/decks/us/us.csv": "NPANXX,Inter,Intra\n312,0.0100,0.0200\n603555,0.0110,0.0210\n",
  "rate-cards/taxes/us/il/il-excise.yaml": 'id: il-excise\nkind: tax\nform: { percent: "0.07" }\n',
  "rate-cards/taxes/us/il/coverage.yaml": "id: us-il\ndescription: An example.\nentries: []\n",
  "rate-cards/taxes/us/il/cases.yaml": "- whatever",
  "rate-cards/numbering/nanp-npa.csv":
    "npa,country,region,kind\n312,US,IL,geographic\n603,US,NH,geographic\n800,NANP,,toll_free\n",
  "rate-cards/numbering/e164-country-codes.csv": "country_code,main_region,note\n1,US,\n44,GB,\n",
  "rate-cards/numbering/local-calling-areas.csv": "area,npanxx\nchicago,312555\n",
  "rate-cards/companies/example/legal-entities/example-telecom.yaml": LEGAL_ENTITY,
  "rate-cards/companies/example/accounts/acme.yaml": ACCOUNT,
  "rate-cards/companies/example/sources/chi.yaml":
    "id: chi\ndescription: An example.\nformat: asterisk-csv\nzone: America/Chicago\n",
  "rate-cards/companies/example/levies/recovery.yaml":
    'id: recovery\nkind: sellerFee\nform: { percent: "0.01" }\n',
};

/** A small whole set of files for examples and tests; `changes` replaces or adds files by path. */
export function exampleFiles(changes: Readonly<Record<string, string>> = {}): readonly SourceFile[] {
  return Object.entries({ ...FILES, ...changes }).map(([path, text]) => ({ path, text }));
}
