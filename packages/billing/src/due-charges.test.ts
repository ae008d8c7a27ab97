import { monthPeriod, parseInstant } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { add, compare, exact, round, sum, zero } from "@tollwright/money";
import { PricePlan } from "@tollwright/rate-card";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelPeak } from "./channel-peak.ts";
import { dueCharges } from "./due-charges.ts";
import type { UsageLine } from "./usage/usage-line.ts";

const april = monthPeriod("2026-04");
const voip = { serviceClass: "voip", portion: "mixed" };
const monthly = { ...voip, kind: "recurring", proration: "calendarDay" };

const sip = PricePlan.parse({
  id: "sip",
  description: "SIP trunking.",
  currency: "USD",
  products: [
    { ...monthly, id: "did", name: "Telephone number", unit: "telephoneNumber", pricePerMonth: "1.50" },
    {
      ...monthly,
      id: "tf",
      name: "Toll-free number",
      unit: "tollFreeNumber",
      pricePerMonth: "2.00",
      serviceClass: "tollFree",
    },
    { ...monthly, id: "e911", name: "E911", unit: "e911Record", pricePerMonth: "0.75" },
    {
      ...monthly,
      id: "fax",
      name: "Fax mailbox",
      unit: "subscription",
      pricePerMonth: "4.95",
      proration: "none",
    },
    {
      ...voip,
      kind: "channels",
      id: "trunk",
      name: "SIP channel",
      pricePerChannelMonth: "18.00",
      proration: "calendarDay",
      burst: { measure: "peak", pricePerChannel: "9.00" },
    },
    {
      ...voip,
      kind: "usage",
      id: "ld",
      name: "Long distance",
      classes: ["interstate", "intrastate", "indeterminate"],
      price: { kind: "deck", deck: "us" },
    },
    {
      ...voip,
      kind: "usage",
      id: "tf-in",
      name: "Toll-free inbound",
      serviceClass: "tollFree",
      classes: ["tollFree"],
      price: { kind: "flat", rate: { ratePerMinute: "0.022" } },
    },
    { ...voip, kind: "usage", id: "net", name: "On-net", classes: ["onNet"], price: { kind: "free" } },
    {
      ...voip,
      kind: "usage",
      id: "da",
      name: "Directory assistance",
      classes: ["directoryAssistance"],
      price: { kind: "perCall", pricePerCall: "1.25" },
    },
    { ...voip, kind: "oneTime", id: "port", name: "Number port-in", unit: "portedNumber", price: "10.00" },
    { ...voip, kind: "oneTime", id: "port-order", name: "Port order", unit: "portOrder", price: "35.00" },
    { ...voip, kind: "oneTime", id: "visit", name: "Site visit", unit: "each", price: "95.00" },
  ],
});
const sip2 = PricePlan.parse({
  ...sip,
  id: "sip2",
  products: [
    { ...monthly, id: "did", name: "Telephone number", unit: "telephoneNumber", pricePerMonth: "1.20" },
    {
      ...monthly,
      id: "fax",
      name: "Fax mailbox",
      unit: "subscription",
      pricePerMonth: "3.95",
      proration: "none",
    },
  ],
});

function account(inventory: Record<string, unknown> = {}) {
  const address = { lines: ["1 Main St"], city: "Springfield", state: "ZZ", postalCode: "00001" };
  return Account.parse({
    id: "acme",
    name: "Acme",
    legalEntity: "tw",
    billingAddress: address,
    zone: "America/Chicago",
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [{ id: "hq", name: "HQ", address, place: { state: "ZZ" }, from: "2025-01-01" }],
    defaultLocation: "hq",
    ...inventory,
  });
}

function due(
  inventory: Record<string, unknown>,
  facts: { usage?: UsageLine[]; peaks?: ChannelPeak[]; plans?: PricePlan[] } = {},
) {
  return dueCharges({
    account: account(inventory),
    plans: facts.plans ?? [sip, sip2],
    period: april,
    usage: facts.usage ?? [],
    peaks: facts.peaks ?? [],
  });
}

/** `from..until quantity × price × share = amount counts`, without what is absent. */
function lines(found: ReturnType<typeof due>): string[] {
  expect(found.problems).toEqual([]);
  return found.charges.map((line) =>
    [
      line.product,
      `${line.from.slice(5)}..${line.until.slice(5)}`,
      [line.quantity, line.unitPrice, line.share].filter((part) => part !== null).join(" × "),
      `= ${line.amount}`,
      ...Object.entries(line.counts).map(([key, count]) => `${key} ${count}`),
    ].join(" "),
  );
}

const did = (number: string, from: string, until: string | null = null, count = 1) => ({
  number,
  count,
  location: "hq",
  product: "did",
  from: `2026-${from}`,
  until: until === null ? null : `2026-${until}`,
});

describe("recurring charges", () => {
  it.each([
    // 1.50 × share of 30 days, worked by hand; April is the period, 30 April the day on which things are counted.
    ["the whole month", [did("13125550100", "01-01")], ["did 04-01..05-01 1 × 1.50 = 1.50 numbers 1"]],
    ["from the first day", [did("13125550100", "04-01")], ["did 04-01..05-01 1 × 1.50 = 1.50 numbers 1"]],
    // 21/30 × 1.50 = 1.05
    ["from the 10th", [did("13125550100", "04-10")], ["did 04-10..05-01 1 × 1.50 × 21/30 = 1.05 numbers 1"]],
    // 14/30 × 1.50 = 0.70, and not counted: it is not held on 30 April
    ["until the 15th", [did("13125550100", "01-01", "04-15")], ["did 04-01..04-15 1 × 1.50 × 14/30 = 0.70"]],
    // 1/30 × 1.50 = 0.05
    [
      "only the last day",
      [did("13125550100", "04-30")],
      ["did 04-30..05-01 1 × 1.50 × 1/30 = 0.05 numbers 1"],
    ],
    [
      "only the first day",
      [did("13125550100", "01-01", "04-02")],
      ["did 04-01..04-02 1 × 1.50 × 1/30 = 0.05"],
    ],
    ["ended on the first day, so not held on it", [did("13125550100", "01-01", "04-01")], []],
    ["begins when the period has ended", [did("13125550100", "05-01")], []],
    // a block of 20: 20 × 1.50 = 30.00, one line with the single number: 31.50
    [
      "a block and a number held the same days are one line",
      [did("13125550100", "01-01", null, 20), did("13125550130", "02-01")],
      ["did 04-01..05-01 21 × 1.50 = 31.50 numbers 21"],
    ],
    // 3 × 1.50 × 11/30 = 1.65, rounded once: three lines of 0.55 would also be 1.65; 7 × 1.50 × 11/30 = 3.85
    [
      "a prorated number is a line of its own",
      [did("13125550100", "01-01", null, 7), did("13125550130", "04-20", null, 3)],
      ["did 04-01..05-01 7 × 1.50 = 10.50 numbers 7", "did 04-20..05-01 3 × 1.50 × 11/30 = 1.65 numbers 3"],
    ],
    ["a number that no product bills makes no line", [{ ...did("13125550100", "01-01"), product: null }], []],
  ])("a number held %s", (_, telephoneNumbers, expected) => {
    expect(lines(due({ telephoneNumbers }))).toEqual(expected);
  });

  it("E911 records, toll-free numbers and subscriptions, in the order of the plan", () => {
    const held = { location: "hq", from: "2026-01-01" };
    const found = due({
      e911Records: [
        { ...held, number: "13125550100", product: "e911" },
        { ...held, number: "13125550101", product: "e911", until: "2026-04-11" },
      ],
      tollFreeNumbers: [{ ...held, number: "18005550100", product: "tf" }],
      subscriptions: [{ ...held, id: "fax-1", product: "fax", quantity: 2, from: "2026-04-20" }],
    });
    expect(lines(found)).toEqual([
      "tf 04-01..05-01 1 × 2.00 = 2.00 tollFreeNumbers 1",
      "e911 04-01..04-11 1 × 0.75 × 10/30 = 0.25",
      "e911 04-01..05-01 1 × 0.75 = 0.75 e911Records 1",
      "fax 04-20..05-01 2 × 4.95 = 9.90", // not prorated
    ]);
  });

  it("says with numbers how a line came to be", () => {
    const [line] = due({ telephoneNumbers: [did("13125550100", "04-10", null, 20)] }).charges;
    expect(line).toMatchObject({
      key: "acme/hq/sip/did/2026-04-10..2026-05-01",
      about: "13125550100-13125550119",
      explanation: [
        "priced from 2026-04-10 until 2026-05-01: 21/30 of 2026-04-01 until 2026-05-01 (calendarDay)",
        "20 telephone numbers × 1.50 × 21/30 = 21.00",
        "counted for fees per unit on 2026-04-30: 20 numbers",
      ],
    });
  });
});

describe("several plans by date", () => {
  const plans = [
    { plan: "sip", from: "2025-01-01", until: "2026-04-11" },
    { plan: "sip2", from: "2026-04-11" },
  ];

  it("each line is bounded by the dates of the plan that prices it", () => {
    // 10/30 × 10 × 1.50 = 5.00; 20/30 × 10 × 1.20 = 8.00; only the second is held on the last day
    expect(lines(due({ plans, telephoneNumbers: [did("13125550100", "01-01", null, 10)] }))).toEqual([
      "did 04-01..04-11 10 × 1.50 × 10/30 = 5.00",
      "did 04-11..05-01 10 × 1.20 × 20/30 = 8.00 numbers 10",
    ]);
  });

  it("what is not prorated is billed once, by the last plan", () => {
    const subscriptions = [{ id: "fax-1", product: "fax", location: "hq", quantity: 1, from: "2026-01-01" }];
    expect(lines(due({ plans, subscriptions }))).toEqual(["fax 04-11..05-01 1 × 3.95 = 3.95"]);
  });

  it.each([
    ["NO_PLAN", { plans: [{ plan: "sip", from: "2026-04-11" }] }, 1],
    [
      "PLAN_UNKNOWN",
      {
        plans: [
          { plan: "sip", from: "2025-01-01", until: "2026-04-11" },
          { plan: "gone", from: "2026-04-11" },
        ],
      },
      1,
    ],
    [
      "PLANS_OVERLAP",
      {
        plans: [
          { plan: "sip", from: "2025-01-01" },
          { plan: "sip2", from: "2026-04-11" },
        ],
      },
      1,
    ],
    [
      "PRODUCT_NOT_IN_PLAN",
      {
        telephoneNumbers: [did("13125550100", "01-01"), { ...did("13125550101", "01-01"), product: "gone" }],
      },
      1,
    ],
    [
      "PRODUCT_WRONG_KIND",
      {
        telephoneNumbers: [did("13125550100", "01-01"), { ...did("13125550101", "01-01"), product: "trunk" }],
      },
      1,
    ],
  ])("%s is told, and the rest is billed", (code, inventory, charges) => {
    const found = due({ telephoneNumbers: [did("13125550100", "01-01", null, 2)], ...inventory });
    expect(found.problems.map((problem) => problem.code)).toContain(code);
    expect(found.charges).toHaveLength(charges);
  });
});

const trunk = (channels: Record<string, unknown>[]) => ({
  trunkGroups: [
    {
      id: "tg1",
      location: "hq",
      names: [{ source: "pbx", name: "acme" }],
      product: "trunk",
      channels,
      from: "2026-01-01",
    },
  ],
});
const ten = trunk([
  { committed: 10, from: "2026-01-01", until: "2026-04-16" },
  { committed: 12, from: "2026-04-16" },
]);
const peak = (measured: number, at: string): ChannelPeak => ({
  account: "acme",
  trunkGroup: "tg1",
  measured,
  at: parseInstant(at)!,
});

describe("channels", () => {
  it("each number of committed channels is a line of its own days", () => {
    // 10 × 18.00 × 15/30 = 90.00; 12 × 18.00 × 15/30 = 108.00
    expect(lines(due(ten))).toEqual([
      "trunk 04-01..04-16 10 × 18.00 × 15/30 = 90.00",
      "trunk 04-16..05-01 12 × 18.00 × 15/30 = 108.00 channels 12",
    ]);
  });

  it.each([
    // Committed is what held at the instant of the peak, on the account's wall clock: 16 April begins at 05:00Z in Chicago.
    ["15 while 10 were committed", peak(15, "2026-04-10T15:00:00Z"), "trunk 04-01..04-16 5 × 9.00 = 45.00"],
    ["15 in the last second of 10", peak(15, "2026-04-16T04:59:59Z"), "trunk 04-01..04-16 5 × 9.00 = 45.00"],
    ["15 in the first second of 12", peak(15, "2026-04-16T05:00:00Z"), "trunk 04-16..05-01 3 × 9.00 = 27.00"],
    ["11 while 10 were committed", peak(11, "2026-04-10T15:00:00Z"), "trunk 04-01..04-16 1 × 9.00 = 9.00"],
  ])("a burst: %s", (_, measured, line) => {
    const found = due(ten, { peaks: [measured] });
    expect(lines(found)).toHaveLength(3);
    expect(lines(found)).toContain(line);
  });

  it.each([
    // 12 of 10 is two above, 13 of 12 one: the lower peak is further above what was committed.
    ["12 of 10, then 13 of 12", [12, 13], "trunk 04-01..04-16 2 × 9.00 = 18.00"],
    ["11 of 10, then 14 of 12", [11, 14], "trunk 04-16..05-01 2 × 9.00 = 18.00"],
    ["11 of 10, then 13 of 12: equal, so the first", [11, 13], "trunk 04-01..04-16 1 × 9.00 = 9.00"],
    ["9 of 10, then 13 of 12", [9, 13], "trunk 04-16..05-01 1 × 9.00 = 9.00"],
  ])("a burst once a period, the largest: %s", (_, [first, second], line) => {
    const peaks = [peak(first ?? 0, "2026-04-10T15:00:00Z"), peak(second ?? 0, "2026-04-20T15:00:00Z")];
    const found = due(ten, { peaks });
    expect(lines(found)).toHaveLength(3);
    expect(lines(found)).toContain(line);
  });

  it.each([
    [
      "exactly the committed ones",
      [peak(10, "2026-04-10T15:00:00Z")],
      "at most 10 channels in use at one time, first at 2026-04-10 10:00:00 (America/Chicago), when 10 were committed: no burst",
    ],
    ["no call at all", [], "no channel was in use in the period: no burst"],
  ])("no burst makes no line, but a sentence: %s", (_, peaks, sentence) => {
    const { charges } = due(ten, { peaks });
    expect(charges).toHaveLength(2);
    expect(charges[1]?.explanation.at(-1)).toBe(sentence);
  });

  it("records that name no trunk are told on the line", () => {
    const { charges } = due(ten, {
      peaks: [{ ...peak(15, "2026-04-10T15:00:00Z"), recordsWithoutTrunk: 7 }],
    });
    const burst = charges.find((line) => line.unitPrice === "9.00");
    expect(burst?.explanation.at(-1)).toBe(
      "7 records that name no trunk could not be counted; they may belong to this group",
    );
  });

  it("the channels end with their trunk group", () => {
    const {
      trunkGroups: [group],
    } = trunk([{ committed: 10, from: "2026-01-01" }]);
    // 10 × 18.00 × 10/30 = 60.00
    expect(lines(due({ trunkGroups: [{ ...group, until: "2026-04-11" }] }))).toEqual([
      "trunk 04-01..04-11 10 × 18.00 × 10/30 = 60.00",
    ]);
  });
});

const used = (line: Partial<UsageLine>): UsageLine => ({
  account: "acme",
  location: "hq",
  plan: "sip",
  product: "ld",
  callClass: "interstate",
  side: "customer:origin",
  calls: 1,
  billedSeconds: "60",
  charge: "0",
  ...line,
});

describe("usage", () => {
  it.each<[Partial<UsageLine>, string, string, string, string]>([
    // rounded once, half-up: 0.125 is 0.13, 0.124999 is 0.12
    [
      { callClass: "interstate", calls: 3, billedSeconds: "180", charge: "0.125" },
      "0.13",
      "3",
      "interstate",
      "Long distance, interstate",
    ],
    [
      { callClass: "interstate", calls: 3, billedSeconds: "66", charge: "0.124999" },
      "0.12",
      "1.1",
      "interstate",
      "Long distance, interstate",
    ],
    [{ callClass: "intrastate", charge: "4.005" }, "4.01", "1", "intrastate", "Long distance, intrastate"],
    [{ callClass: "indeterminate", charge: "2" }, "2.00", "1", "mixed", "Long distance, indeterminate"],
    [
      { product: "tf-in", callClass: "tollFree", side: "customer:destination", charge: "0.022" },
      "0.02",
      "1",
      "mixed",
      "Toll-free inbound",
    ],
    [
      { product: "tf-in", callClass: "tollFreeIntrastate", side: "customer:destination", charge: "0.022" },
      "0.02",
      "1",
      "intrastate",
      "Toll-free inbound, toll-free from within the state",
    ],
    [{ product: "net", callClass: "onNet" }, "0.00", "1", "mixed", "On-net"],
  ])("%j", (line, amount, quantity, portion, description) => {
    const { charges, problems } = due({}, { usage: [used(line)] });
    expect(problems).toEqual([]);
    expect(charges).toMatchObject([
      { amount, quantity, portion, description, unit: "minute", calls: line.calls ?? 1 },
    ]);
  });

  it.each([
    ["interstate", "ld", null], // by deck: rates differ by call
    ["tollFree", "tf-in", "0.022"],
    ["onNet", "net", "0"],
  ])("%s calls: product %s shows the price of a minute, %s", (callClass, product, unitPrice) => {
    const { charges } = due({}, { usage: [used({ callClass, product })] });
    expect(charges).toMatchObject([{ unit: "minute", unitPrice }]);
  });

  it("calls that tell no jurisdiction are taxed by the factor that priced them", () => {
    const inventory = { trafficFactors: [{ from: "2026-01-01", piu: "0.65" }] };
    const usage = [used({ callClass: "indeterminate" }), used({ callClass: "interstate" })];
    const [indeterminate, interstate] = due(inventory, { usage }).charges;
    expect(indeterminate).toMatchObject({
      portion: "mixed",
      unitPrice: null,
      jurisdictionShares: { interstate: "0.65", intrastate: "0.35" },
    });
    expect(indeterminate?.explanation).toContain(
      "0.65 of the minutes count as interstate, by the account's factors",
    );
    expect(interstate).not.toHaveProperty("jurisdictionShares");
  });

  it("by the call: quantity and price are those of calls", () => {
    const { charges } = due(
      {},
      { usage: [used({ product: "da", callClass: "directoryAssistance", calls: 4, charge: "5.00" })] },
    );
    expect(charges).toMatchObject([{ quantity: "4", unit: "call", unitPrice: "1.25", amount: "5.00" }]);
  });

  it("parts of one line are summed before they are rounded", () => {
    // 0.004 + 0.004 = 0.008: 0.01, where each alone would be 0.00
    const parts = [used({ charge: "0.004" }), used({ charge: "0.004", side: "customer:destination" })];
    expect(due({}, { usage: parts }).charges).toMatchObject([
      { amount: "0.01", calls: 2, key: "acme/hq/sip/ld/interstate" },
    ]);
  });

  it("calls that were free before a product was looked for make no line", () => {
    expect(due({}, { usage: [used({ plan: null, product: null, callClass: "unanswered" })] })).toEqual({
      charges: [],
      problems: [],
    });
  });

  it("a plan that is not the account's is a problem", () => {
    const found = due({}, { usage: [used({ plan: "sip2" }), used({ charge: "1" })] });
    expect(found.charges).toHaveLength(1);
    expect(found.problems).toMatchObject([{ code: "PRODUCT_NOT_IN_PLAN" }]);
  });

  it("the line is the exact sum of its parts, rounded once", () => {
    const micros = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(micros, (amounts) => {
        const texts = amounts.map(
          (micro) => `${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, "0")}`,
        );
        const { charges } = due({}, { usage: texts.map((charge) => used({ charge })) });
        const whole = round(sum(texts.map(exact)), { mode: "halfUp", places: 2 });
        expect(compare(exact(charges[0]!.amount), whole)).toBe(0);
      }),
    );
  });
});

describe("once", () => {
  const order = (id: string, product: string, completedOn: string) => ({
    id,
    product,
    location: "hq",
    numbers: ["13125550100", "13125550101"],
    completedOn,
  });

  it("ports bill on the day they were completed, by number or by order", () => {
    const found = due({
      portOrders: [
        order("p0", "port", "2026-03-31"),
        order("p1", "port", "2026-04-01"),
        order("p2", "port-order", "2026-04-30"),
        order("p3", "port", "2026-05-01"),
      ],
    });
    expect(lines(found)).toEqual([
      "port 04-01..04-02 2 × 10.00 = 20.00 ports 2",
      "port-order 04-30..05-01 1 × 35.00 = 35.00 ports 2",
    ]);
  });

  it("one-time charges, at the product's price or their own", () => {
    const found = due({
      oneTimeCharges: [
        { id: "v1", product: "visit", location: "hq", on: "2026-04-10" },
        {
          id: "v2",
          product: "visit",
          location: "hq",
          on: "2026-04-11",
          quantity: 3,
          amount: "12.345",
          description: "Cabling",
        },
      ],
    });
    // 3 × 12.345 = 37.035: 37.04
    expect(lines(found)).toEqual([
      "visit 04-10..04-11 1 × 95.00 = 95.00",
      "visit 04-11..04-12 3 × 12.345 = 37.04",
    ]);
    expect(found.charges[1]).toMatchObject({
      description: "Cabling",
      explanation: ["due once, on 2026-04-11", "3 units × 12.345 = 37.035, half-up to cents 37.04"],
    });
  });
});

describe("the order of the lines", () => {
  it("is that of location, section, plan and key, whatever the order of the inventory", () => {
    const inventory = {
      telephoneNumbers: [did("13125550100", "04-10"), did("13125550101", "01-01")],
      ...ten,
      portOrders: [
        { id: "p1", product: "port", location: "hq", numbers: ["13125550100"], completedOn: "2026-04-02" },
      ],
    };
    const usage = [used({ callClass: "intrastate" }), used({ callClass: "interstate" })];
    const found = due(inventory, { usage });
    expect(found.charges.map((line) => line.key)).toEqual([
      "acme/hq/sip/did/2026-04-01..2026-05-01",
      "acme/hq/sip/did/2026-04-10..2026-05-01",
      "acme/hq/sip/trunk/tg1/2026-04-01..2026-04-16",
      "acme/hq/sip/trunk/tg1/2026-04-16..2026-05-01",
      "acme/hq/sip/ld/interstate",
      "acme/hq/sip/ld/intrastate",
      "acme/hq/sip/port/p1/2026-04-02..2026-04-03",
    ]);
    const turned = due(
      { ...inventory, telephoneNumbers: [...inventory.telephoneNumbers].reverse() },
      { usage: [...usage].reverse() },
    );
    expect(turned.charges).toEqual(found.charges);
  });

  it("numbers that come and go are worth the sum of their days", () => {
    const days = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(days, { maxLength: 10 }), (held) => {
        const telephoneNumbers = held
          .filter(([from, until]) => from < until)
          .map(([from, until], index) =>
            did(
              `1312555${1000 + index}`,
              `04-${String(from).padStart(2, "0")}`,
              `04-${String(until).padStart(2, "0")}`,
            ),
          );
        // 1.50 / 30 = 0.05 a day, so no line is ever rounded
        const worth = held
          .filter(([from, until]) => from < until)
          .reduce((total, [from, until]) => add(total, exact(`${until - from}/20`)), zero);
        expect(compare(sum(due({ telephoneNumbers }).charges.map((line) => exact(line.amount))), worth)).toBe(
          0,
        );
      }),
    );
  });
});
