import { dueCharges } from "@tollwright/billing";
import { civilDate, monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { absolute, compare, exact, subtract, sum, toText } from "@tollwright/money";
import { PricePlan, RateDeck } from "@tollwright/rate-card";
import { priceCall } from "@tollwright/rating";
import { assess, CoverageSchema, LevySchema } from "@tollwright/tax";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessRequestFor } from "../assess-request.ts";
import { composeInvoice } from "../compose-invoice.ts";
import { address, zenith } from "../testing/zenith.ts";
import { makeQuote } from "./make-quote.ts";
import { quoteFromRequest } from "./quote-request.ts";
import { SampleQuote } from "./sample-quote.ts";

const place = { state: "ZZ", city: "Meridian" };
const legalEntity = zenith({
  interstate: [{ from: "2026-01-01", serviceClass: "voip", method: "safeHarbor" }],
});
const voip = { serviceClass: "voip", portion: "mixed" };
const plan = PricePlan.parse({
  id: "sip",
  description: "SIP.",
  currency: "USD",
  products: [
    {
      ...voip,
      kind: "recurring",
      id: "did",
      name: "Number",
      unit: "telephoneNumber",
      pricePerMonth: "1.15",
      proration: "calendarDay",
    },
    {
      ...voip,
      kind: "recurring",
      id: "gold",
      name: "Gold number",
      unit: "telephoneNumber",
      pricePerMonth: "9",
      proration: "calendarDay",
    },
    {
      ...voip,
      kind: "channels",
      id: "channel",
      name: "Channel",
      pricePerChannelMonth: "17.50",
      proration: "calendarDay",
      burst: null,
    },
    {
      ...voip,
      kind: "usage",
      id: "ld",
      name: "Long distance",
      classes: ["interstate", "intrastate"],
      price: { kind: "deck", deck: "us" },
    },
    {
      ...voip,
      kind: "usage",
      id: "world",
      name: "International",
      classes: ["international"],
      price: { kind: "deck", deck: "az" },
    },
    { ...voip, kind: "usage", id: "in", name: "Inbound", classes: ["inbound"], price: { kind: "free" } },
    {
      ...voip,
      kind: "usage",
      id: "da",
      name: "Directory",
      classes: ["directoryAssistance"],
      price: { kind: "perCall", pricePerCall: "1.25" },
    },
  ],
});
const row = {
  prefix: "1212",
  destination: "New York",
  ratePerMinute: null,
  interstate: "0.0150",
  intrastate: "0.0200",
  indeterminate: null,
  offPeak: null,
  local: null,
  connectFee: "0",
  initialSeconds: 6,
  incrementSeconds: 6,
  effectiveFrom: "2026-01-01",
  effectiveUntil: null,
  blocked: false,
  removed: false,
  row: 2,
};
const deck = RateDeck.parse({
  id: "us",
  description: "US.",
  kind: "npaNxxJurisdictional",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  delivery: "full",
  zone: "UTC",
  minimumCharge: "0",
  zeroSeconds: "increment",
  rounding: { mode: "halfUp", places: 6 },
  rows: [row],
});
const levies = [
  LevySchema.parse({
    id: "fusf",
    kind: "passThrough",
    family: "usf",
    jurisdiction: { level: "federal" },
    form: { percent: "0.37" },
    portion: ["interstate", "international"],
    rounding: { mode: "down", places: 2 },
  }),
  LevySchema.parse({
    id: "zz-sales",
    kind: "tax",
    jurisdiction: { state: "ZZ" },
    form: { percent: "0.06" },
    portion: "all",
    baseIncludes: ["fusf"],
  }),
];

const quote = (location: Record<string, unknown>) => ({
  prospect: { name: "Elm", address },
  legalEntity: "zenith",
  plan: "sip",
  month: "2026-04",
  billDate: "2026-05-01",
  locations: [{ id: "main", name: "Main", address, place, ...location }],
});

function made(location: Record<string, unknown>) {
  return makeQuote({
    quote: SampleQuote.parse(quote(location)),
    legalEntity,
    plan,
    decks: [{ hash: "deck", deck }],
    levies,
    decisions: [],
  });
}

const interstate = { callClass: "interstate", destination: "1212555" };
const toNewYork = {
  ratePerMinute: "0.0150",
  initialSeconds: 6,
  incrementSeconds: 6,
  rounding: { mode: "halfUp", places: 6 },
} as const;

describe("books 24: given calls, a quote equals the invoice to the cent", () => {
  it("whatever the calls", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 30 }), (lengths) => {
        const channels = { committed: 3, product: "channel" };
        const sample = valueIn(made({ channels, usage: [{ ...interstate, callSeconds: lengths }] }));
        expect(sample.totals).toEqual(invoiceOf(lengths).totals);
      }),
      { numRuns: 30 },
    );
  });

  it("calls that were rated before go in as their sums", () => {
    const rated = { calls: 2, billedSeconds: "126", charge: "0.0315" };
    const of = (usage: Record<string, unknown>) => valueIn(made({ usage: [usage] })).totals;
    expect(of({ ...interstate, rated })).toEqual(of({ ...interstate, callSeconds: [61, 60] }));
  });
});

/** The same customer as an account of its own, its calls priced one by one: what the month's close would make of it. */
function invoiceOf(lengths: readonly number[]) {
  const rated = lengths.map((seconds) =>
    priceCall({ seconds, rate: { ...toNewYork, zeroSeconds: "increment" } }),
  );
  const account = Account.parse({
    id: "elm",
    name: "Elm",
    legalEntity: "zenith",
    billingAddress: address,
    zone: "America/Chicago",
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [{ id: "main", name: "Main", address, place, from: "2025-01-01" }],
    defaultLocation: "main",
    trunkGroups: [
      {
        id: "tg",
        location: "main",
        names: [{ source: "pbx", name: "elm" }],
        product: "channel",
        channels: [{ committed: 3, from: "2025-01-01" }],
        from: "2025-01-01",
      },
    ],
  });
  const period = monthPeriod("2026-04");
  const usage = [
    {
      account: "elm",
      location: "main",
      plan: "sip",
      product: "ld",
      callClass: "interstate",
      side: "customer:origin" as const,
      calls: rated.length,
      billedSeconds: toText(sum(rated.map((call) => exact(call.billedSeconds)))),
      charge: toText(sum(rated.map((call) => exact(call.charge)))),
    },
  ];
  const { charges } = dueCharges({ account, plans: [plan], period, usage, peaks: [] });
  const billDate = civilDate("2026-05-01");
  const facts = { legalEntity, payer: account, sites: [{ account, charges }], period, billDate, levies };
  const assessment = valueIn(assess(assessRequestFor({ ...facts, decisions: [] })));
  return valueIn(
    composeInvoice({
      ...facts,
      kind: "invoice",
      assessment,
      dueDate: billDate,
      notices: [],
    }),
  );
}

describe("books 24: given minutes", () => {
  it.each([
    // calls = minutes × 60 ÷ average, half-up; each call bills its increments; charge = calls × the rounded charge of one
    ["1200", 180, 400, "1200", "18.00"], // 72,000 / 180; 180 s at 0.0150 = 0.045
    ["100", 45, 133, "106.4", "1.60"], // 133.33; 48 s = 0.012; 133 × 0.012 = 1.596
    ["10", 40, 15, "10.5", "0.16"], // 15; 42 s = 0.0105; 0.1575
    ["1", 40, 2, "1.4", "0.02"], // 1.5 is 2
    ["0.1", 600, 1, "10", "0.15"], // 0.01 of a call is one call
    ["0", 180, 0, "0", "0.00"],
  ])(
    "%s minutes at %i s are %i calls, %s billed minutes, %s",
    (minutes, averageSecondsPerCall, calls, quantity, amount) => {
      const { charges } = valueIn(made({ usage: [{ ...interstate, minutes, averageSecondsPerCall }] }));
      expect(charges).toMatchObject([{ calls, quantity, amount }]);
    },
  );

  it("differs from the invoice of calls drawn from the profile by less than one increment a call", () => {
    const pairs = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 110, max: 600 }), pairs, (average, offsets) => {
        const lengths = offsets.flatMap((offset) => [average - offset, average + offset]); // 60 calls, so as many minutes as the average has seconds
        const expected = { ...interstate, minutes: String(average), averageSecondsPerCall: average };
        const estimate = exact(valueIn(made({ usage: [expected] })).totals.usage);
        const billed = exact(
          valueIn(made({ usage: [{ ...interstate, callSeconds: lengths }] })).totals.usage,
        );
        // 60 calls × 6 s × 0.0150 / 60 = 0.09, and each side is rounded to cents
        expect(compare(absolute(subtract(estimate, billed)), exact("0.10"))).toBeLessThanOrEqual(0);
      }),
      { numRuns: 30 },
    );
  });

  it("a flat price takes the place of the plan's", () => {
    const rate = { ratePerMinute: "0.01", initialSeconds: 60, incrementSeconds: 60 };
    const usage = [{ callClass: "interstate", rate, minutes: "60", averageSecondsPerCall: 90 }];
    // 40 calls, each 120 s: 0.02
    expect(valueIn(made({ usage })).charges).toMatchObject([
      { amount: "0.80", calls: 40, billedSeconds: "4800" },
    ]);
  });

  it("is marked as a sample, and prints no placeholder", () => {
    const sample = valueIn(made({ telephoneNumbers: { count: 20, product: "did" }, usage: [] }));
    expect(sample).toMatchObject({
      kind: "sample",
      number: null,
      issuedOn: null,
      dueDate: "2026-05-31",
      itemisation: null,
    });
    expect(sample.charges).toMatchObject([{ amount: "23.00", about: null }]);
    expect(JSON.stringify(sample)).not.toContain("10000000000");
  });
});

describe("a tax figure that is missing", () => {
  it("is named, and the quote goes through", () => {
    const coverage = CoverageSchema.parse({
      id: "zz",
      description: "An invented state.",
      required: [{ level: "city", family: "franchise" }],
      entries: [],
    });
    const unknown = LevySchema.parse({
      id: "zz-988",
      name: "988 fee",
      kind: "tax",
      jurisdiction: { state: "ZZ" },
      values: [{ from: "2027-01-01", form: { percent: "0.01" } }],
    });
    const sample = valueIn(
      makeQuote({
        quote: SampleQuote.parse(quote({ telephoneNumbers: { count: 1, product: "did" } })),
        legalEntity,
        plan,
        decks: [],
        levies: [...levies, unknown],
        decisions: [],
        coverage: [coverage],
      }),
    );
    expect(sample.notices.slice(-2)).toEqual([
      "988 fee (US / ZZ): no figure for these dates; not in this amount",
      "levies of family franchise (US / ZZ / Meridian): not known whether there are any; not in this amount",
    ]);
  });
});

describe("what cannot be quoted is told", () => {
  it.each([
    ["QUOTE_PRODUCT", { telephoneNumbers: 5 }], // did or gold?
    ["QUOTE_PRODUCT", { e911Records: 5 }], // none
    [
      "NO_RATE",
      {
        usage: [{ callClass: "interstate", destination: "1907555", minutes: "1", averageSecondsPerCall: 60 }],
      },
    ],
    ["NO_RATE", { usage: [{ callClass: "interstate", minutes: "1", averageSecondsPerCall: 60 }] }],
    [
      "REFERENCE_UNKNOWN",
      { usage: [{ callClass: "international", destination: "44", minutes: "1", averageSecondsPerCall: 60 }] },
    ], // the deck is not there
    [
      "QUOTE_USAGE",
      {
        usage: [
          { ...interstate, callSeconds: [60] },
          { ...interstate, rate: { ratePerMinute: "0.01" }, callSeconds: [60] },
        ],
      },
    ],
    ["PRODUCT_NOT_IN_PLAN", { subscriptions: [{ product: "fax", quantity: 1 }] }],
  ])("%s: %j", (code, location) => {
    expect(made(location)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it.each([
    [{ ...interstate }, "exactly one of minutes, callSeconds and rated"],
    [{ ...interstate, minutes: "1" }, "minutes and averageSecondsPerCall go together"],
    [{ ...interstate, minutes: "1", averageSecondsPerCall: 0 }, "averageSecondsPerCall"],
  ])("usage %j", (usage, message) => {
    const answer = quoteFromRequest(quote({ usage: [usage] }));
    expect(JSON.stringify(answer)).toContain(message);
  });
});

describe("the calculator", () => {
  const request = quote({
    usage: [{ callClass: "directoryAssistance", minutes: "4", averageSecondsPerCall: 60 }],
  });

  it("takes everything inline, through JSON", () => {
    const whole = JSON.parse(
      JSON.stringify({ ...request, legalEntity, plan, decks: [deck], levies, decisions: null }),
    );
    // 4 × 1.25 = 5.00; mixed: 5.00 × 0.649 × 0.37 = 1.20065 → 1.20; (5.00 + 1.20) × 6 % = 0.372 → 0.37
    expect(valueIn(quoteFromRequest(whole)).totals).toMatchObject({
      charges: "5.00",
      taxes: "1.57",
      amountDue: "6.57",
    });
  });

  it("or from what is loaded", () => {
    const supplies = { legalEntities: [legalEntity], plans: [plan], decks: [], levies, decisions: [] };
    expect(valueIn(quoteFromRequest(request, supplies)).totals.amountDue).toBe("6.57");
  });

  describe("a location without a place", () => {
    const { place: _place, ...location } = (request as { locations: { place: object }[] }).locations[0] as {
      place: object;
    };
    const unplaced = { ...request, locations: [location] };
    const supplies = { legalEntities: [legalEntity], plans: [plan], decks: [], levies, decisions: [] };
    const level = {
      status: "found",
      name: null,
      code: null,
      method: "zip5",
      source: "a table",
      vintage: "2026",
    };
    const whole = { ...level, confidence: "certain", candidates: [], policy: null, because: "the ZIP" };
    const districts = { status: "undetermined", names: [], confidence: "ambiguous", because: "" };
    const found = (undetermined: readonly string[]) =>
      ({
        ok: true,
        value: {
          place: { country: "US", state: "ZZ", districts: [] },
          resolution: {
            levels: { state: whole, county: whole, city: whole, districts },
            undetermined,
            notes: [],
          },
        },
      }) as never;

    it("has that of its address", () => {
      const { state } = valueIn(quoteFromRequest(unplaced, { ...supplies, locate: () => found([]) })).sites[0]
        ?.locations[0]?.place ?? { state: "" };
      expect(state).toBe("ZZ");
    });

    it("tells what the address leaves open", () => {
      const invoice = valueIn(quoteFromRequest(unplaced, { ...supplies, locate: () => found(["city"]) }));
      expect(invoice.notices.join(" ")).toContain("the address does not tell the city for certain");
    });

    it("is a problem where nobody can resolve it", () => {
      expect(quoteFromRequest(unplaced, supplies)).toMatchObject({
        problems: [{ code: "PLACE_UNRESOLVED", path: "locations[0]" }],
      });
    });
  });

  it.each([
    ["legalEntity", { ...request }],
    ["plan", { ...request, legalEntity }],
  ])("%s is not loaded", (path, document) => {
    expect(quoteFromRequest(document)).toMatchObject({ problems: [{ code: "REFERENCE_UNKNOWN", path }] });
  });

  it("an unknown field is a problem", () => {
    expect(quoteFromRequest({ ...request, colour: "red" })).toMatchObject({
      problems: [{ code: "UNKNOWN_FIELD", path: "colour" }],
    });
  });
});

function valueIn<T>(result: { ok: true; value: T } | { ok: false; problems: readonly unknown[] }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
