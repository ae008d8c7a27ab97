import { describe, expect, it } from "vitest";
import { explainRating } from "../explain-rating.ts";
import { rateCall } from "../rate-call.ts";
import { exampleCall, exampleRules } from "../testing/example-rules.ts";

/** Takes calls by deck, and brings toll-free ones; `carrier-2` is its second trunk from the 10th on. */
const UPSTREAM = `id: upstream
name: Upstream Carrier
currency: USD
zone: America/New_York
trunks:
  - { source: chi, name: carrier-1, from: 2026-01-01 }
  - { source: chi, name: carrier-2, from: 2026-04-10 }
prices:
  - { direction: outbound, classes: [interstate, intrastate, indeterminate], price: { kind: deck, deck: up }, from: 2026-01-01 }
  - { direction: outbound, classes: [tollFreeOutbound], price: { kind: free }, from: 2026-01-01 }
  - { direction: outbound, classes: [directoryAssistance], price: { kind: perCall, pricePerCall: "0.45" }, from: 2026-01-01 }
  - { direction: inbound, classes: [tollFree], price: { kind: flat, rate: { ratePerMinute: "0.0120" } }, from: 2026-01-01, until: 2026-04-20 }
  - { direction: inbound, classes: [tollFree], price: { kind: flat, rate: { ratePerMinute: "0.0100" } }, from: 2026-04-20 }
  - { direction: inbound, classes: [inbound], price: { kind: flat, rate: { ratePerMinute: "0.0005" } }, from: 2026-01-01 }
`;
const DECK = `id: up
description: What upstream charges.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
rows: up.csv
columns: { prefix: NPANXX, destination: Name, interstate: Inter, intrastate: Intra }
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "0.75"
rounding: { mode: halfUp, places: 6 }
`;
const ROWS = "NPANXX,Name,Inter,Intra\n603,NH,0.0060,0.0090\n312,IL,0.0070,0.0080\n773,IL,0.0075,0.0085\n";

const FILES = {
  "vendors/upstream.yaml": UPSTREAM,
  "decks/up/deck.yaml": DECK,
  "decks/up/up.csv": ROWS,
};
const rules = exampleRules(FILES);

type Facts = Parameters<typeof exampleCall>[0];

/** `side class charge` of each vendor's rating. */
function vendorSides(facts: Facts, by = rules): string {
  return rateCall(exampleCall(facts), by)
    .ratings.filter(({ side }) => side.startsWith("vendor:"))
    .map(({ side, callClass, outcome, reason, charge }) =>
      [side, callClass, outcome === "rated" ? charge : `${outcome} ${reason}`].join(" "),
    )
    .join(" + ");
}

const inbound = { direction: "inbound", trunkIn: "carrier-1", trunkOut: null } as const;
const at = (startedAt: string) => ({ startedAt, answeredAt: startedAt });

describe("what a vendor charges for 61 s", () => {
  it.each<readonly [string, Facts, string]>([
    // 61 s by 6/6 are 66 s: 66/60 × 0.0060 = 0.0066
    ["to another state", {}, "vendor:upstream interstate 0.006600"],
    // 66/60 × 0.0080 = 0.0088
    ["within the state", { to: "13125560100" }, "vendor:upstream intrastate 0.008800"],
    // Our local area is none of his: 66/60 × 0.0085 = 0.00935
    ["within our local area", { to: "17735550100" }, "vendor:upstream local 0.009350"],
    // The dearer of 0.0060 and 0.0090: 66/60 × 0.0090 = 0.0099
    ["from a withheld number", { from: "anonymous" }, "vendor:upstream indeterminate 0.009900"],
    ["to a toll-free number", { to: "18005550177" }, "vendor:upstream tollFreeOutbound free FREE_BY_PLAN"],
    ["to 411", { to: "411" }, "vendor:upstream directoryAssistance 0.45"],
    ["to 911", { to: "911" }, "vendor:upstream emergency free EMERGENCY"],
    ["by a trunk of nobody's", { trunkOut: "carrier-9" }, ""],
    ["by a trunk of another source", { source: "by-number" }, ""],
    // 66/60 × 0.0120 = 0.0132, until the 20th begins in New York; then 66/60 × 0.0100
    [
      "from him, to a toll-free number",
      { ...inbound, from: "13125550177", to: "18005550100", ...at("2026-04-20T03:59:59Z") },
      "vendor:upstream tollFree 0.013200",
    ],
    [
      "from him, a second later",
      { ...inbound, from: "13125550177", to: "18005550100", ...at("2026-04-20T04:00:00Z") },
      "vendor:upstream tollFree 0.011000",
    ],
    [
      "from the state where it rings: he makes no difference",
      { ...inbound, from: "16035550177", to: "18005550100" },
      "vendor:upstream tollFreeIntrastate 0.013200",
    ],
    // 66/60 × 0.0005 = 0.00055
    ["from him, to a number of ours", { ...inbound, to: "13125550101" }, "vendor:upstream inbound 0.000550"],
    ["before his trunk begins", { trunkOut: "carrier-2", ...at("2026-04-10T03:59:59Z") }, ""],
    [
      "once it has begun",
      { trunkOut: "carrier-2", ...at("2026-04-10T04:00:00Z") },
      "vendor:upstream interstate 0.006600",
    ],
    ["that nobody answered", { answeredAt: null }, ""],
  ])("%s", (_, facts, expected) => {
    expect(vendorSides(facts)).toBe(expected);
  });
});

describe("what has no price is unpriced, and the customer is rated all the same", () => {
  it.each<readonly [string, Facts, string]>([
    ["no price for the class", { to: "18765550100" }, "vendor:upstream international unpriced NO_PRODUCT"],
    ["no row for the number", { to: "19135550100" }, "vendor:upstream interstate unpriced NO_RATE"],
  ])("%s", (_, facts, expected) => {
    const { bucket, ratings, problem } = rateCall(exampleCall(facts), rules);
    expect(vendorSides(facts)).toBe(expected);
    expect([bucket, problem, ratings[0]?.side, ratings[0]?.outcome]).toEqual([
      "rated",
      null,
      "customer:origin",
      "rated",
    ]);
    expect(ratings[1]?.charge).toBe("0");
  });
});

it("changes nothing on the customer's side, and is on no account", () => {
  const [withVendor, vendor] = rateCall(exampleCall(), rules).ratings;
  const [alone, ...others] = rateCall(exampleCall(), exampleRules()).ratings;
  expect(withVendor).toEqual(alone);
  expect(others).toEqual([]);
  const { account, location, product, plan, deck, deckRow, attributedBy } = vendor ?? {};
  expect([account, location, product, plan]).toEqual(["", "", null, null]);
  expect([deck, deckRow, attributedBy]).toEqual(["up", 2, "trunk out carrier-1"]);
});

it("has no side on a call that is suspended: who pays is found first", () => {
  const { bucket, ratings } = rateCall(exampleCall({ to: "19005550100" }), rules);
  expect([bucket, ratings]).toEqual(["suspendedAtRating", []]);
});

it("may be turned off", () => {
  const off = exampleRules({ ...FILES, "vendors/upstream.yaml": `${UPSTREAM}rateCalls: false\n` });
  expect(vendorSides({}, off)).toBe("");
});

it("names both ends of a call that one vendor brought and took", () => {
  const both = {
    direction: "inbound",
    trunkIn: "carrier-1",
    trunkOut: "carrier-1",
    to: "13125550101",
  } as const;
  // Within the local area: 66/60 × 0.0080 = 0.0088; and 66/60 × 0.0005 = 0.00055
  expect(vendorSides(both)).toBe("vendor:upstream local 0.008800 + vendor:upstream:inbound inbound 0.000550");
});

it("is explained like any other side", () => {
  const [, vendor] = rateCall(exampleCall(), rules).ratings;
  expect(vendor === undefined ? [] : explainRating(vendor)).toEqual([
    "Vendor upstream charges for the call: trunk out carrier-1.",
    "Class interstate: calling number is in IL, called number in NH.",
    `Deck up, version ${vendor?.deckVersion?.slice(0, 8)}, row 2: prefix 1603 (NH).`,
    "66 s billed (the first 6 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0): 66 / 60 × 0.0060 = 0.0066, charged 0.006600.",
  ]);
  const [, unpriced] = rateCall(exampleCall({ to: "19135550100" }), rules).ratings;
  expect(unpriced === undefined ? [] : explainRating(unpriced).at(-1)).toBe(
    "UNPRICED (NO_RATE): no price of vendor upstream fits it, so what it costs is not known.",
  );
});
