import { describe, expect, test } from "vitest";
import { charge, fee, type PublishedExample, published, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/* Examples that makers of tax engines and billing systems published, with the amounts that they published. */

/** Makers that answer with amounts that are not rounded. */
const unrounded = { rounding: { mode: "none" } };
const included = (amount: string) => ({ charges: [charge(amount, { taxIncluded: true })] });
const AVALARA = "Avalara for Communications, REST v2 guide (2018)";

/** California's surcharges on VoIP of 2018, and the federal ones; the state's portion is what the federal leaves. */
const california = (fusf: string, more: readonly object[] = []) => [
  ...[
    ["lifeline", "0.0475"],
    ["teleconnect", "0.0108"],
    ["high-cost-a", "0.0035"],
    ["relay", "0.005"],
    ["911", "0.0075"],
  ].map(([id = "", percent = ""]) => tax(id, percent, { portion: "intrastate" })),
  ...more,
  tax("fusf", fusf, { kind: "passThrough", portion: "interstate" }),
  tax("fcc", "0.00302", { kind: "passThrough", portion: "interstate" }),
];
const seat = (more: object = {}) => charge("100", { serviceClass: "voip", portion: "mixed", ...more });
const federal = [
  tax("fusf", "0.184", { kind: "passThrough" }),
  tax("fcc", "0.00302", { kind: "passThrough" }),
];
const grossed = { baseIncludes: ["fusf", "fcc"] };

const avalara: readonly PublishedExample[] = [
  {
    source: `${AVALARA}, Invoice Mode: the safe harbor`,
    request: {
      ...unrounded,
      seller: { interstateMethod: { voip: "safeHarbor" } },
      levies: california("0.174"),
      charges: [seat()],
    },
    lines: [
      ...["lifeline 1 1.66725", "teleconnect 1 0.37908", "high-cost-a 1 0.12285", "relay 1 0.1755"],
      ...["911 1 0.26325", "fusf 1 11.2926", "fcc 1 0.195998"],
    ],
  },
  {
    source: `${AVALARA}, Safe Harbor Override: a traffic study of 25 %, and ten lines`,
    request: {
      ...unrounded,
      seller: { interstateMethod: { voip: { trafficStudy: "0.25" } } },
      levies: [
        ...california("0.184", [tax("casf", "0.0056", { portion: "intrastate" })]),
        fee("access-line", { unit: "lines", amount: "3.39" }),
      ],
      charges: [seat({ counts: { lines: 10 } })],
    },
    lines: [
      ...["lifeline 1 3.5625", "teleconnect 1 0.81", "high-cost-a 1 0.2625", "relay 1 0.375"],
      ...["911 1 0.5625", "casf 1 0.42", "fusf 1 4.6", "fcc 1 0.0755", "access-line 1 10 33.9"],
    ],
  },
  {
    source: `${AVALARA}, Private Line: half in Kentucky, half in Texas, over the federal charges on the whole`,
    request: {
      ...unrounded,
      levies: [
        ...federal,
        tax("tx", "0.0625", { jurisdiction: { state: "TX" }, ...grossed }),
        tax("ky-gross", "0.013", { jurisdiction: { state: "KY" }, ...grossed }),
        tax("ky", "0.06", { jurisdiction: { state: "KY" }, ...grossed }),
      ],
      charges: [charge("1000", { situs: { segment: [{ state: "KY" }, { state: "TX" }] } })],
    },
    lines: ["fusf 1 184", "fcc 1 3.02", "tx 1 37.094375", "ky-gross 1 7.71563", "ky 1 35.6106"],
  },
  {
    source: `${AVALARA}, Proration: half a month of ten lines, where the relay surcharge allows it, and 9-1-1 does not`,
    request: {
      ...unrounded,
      levies: [
        fee("relay", { unit: "lines", amount: "0.1" }, { proratable: true }),
        fee("911", { unit: "lines", amount: "0.4" }),
        tax("excise", "0.03", { baseIncludes: ["relay"] }),
      ],
      charges: [charge("0", { fraction: "0.50", counts: { lines: 10 } })],
    },
    lines: ["relay 1 10 0.5", "911 1 10 4", "excise 1 0.015"],
  },
];

test(`${AVALARA}, Tax Inclusive: of 100 with everything in it the net is 87.64509`, () => {
  const { charges, taxLines } = answerTo({
    ...unrounded,
    seller: { interstateMethod: { voip: "safeHarbor" } },
    levies: california("0.174"),
    charges: [seat({ taxIncluded: true })],
  });
  expect(charges).toEqual([{ id: "1", net: "87.64509" }]);
  expect(taxLines.map(({ levy, amount }) => `${levy} ${amount}`)).toEqual([
    ...["lifeline 1.461262763025", "teleconnect 0.332245007172", "high-cost-a 0.107671993065"],
    ...["relay 0.15381713295", "911 0.230725699425", "fusf 9.89740943334", "fcc 0.1717826234982"],
  ]);
});

test(`${AVALARA}, Tax Inclusive: of 100 with ten lines at 3.27 in it the net is 67.30`, () => {
  const levies = [fee("access-line", { unit: "lines", amount: "3.27" })];
  const charges = [charge("100", { taxIncluded: true, counts: { lines: 10 } })];
  expect(answerTo({ levies, charges }).charges).toEqual([{ id: "1", net: "67.3" }]);
});

const ODOO = "Odoo 18, Taxes";
const sameBase = { selfIncluding: "price" };
/** India's three taxes: which of the first two stands in the base of the others. */
const india = (second: readonly string[], third: readonly string[]) => ({
  ...unrounded,
  levies: [
    tax("t1", "0.06"),
    tax("t2", "0.06", { baseIncludes: second }),
    tax("t3", "0.03", { baseIncludes: third }),
  ],
  charges: [charge("100")],
});
const BRAZIL = ["0.05", "0.03", "0.0065", "0.09", "0.15"].map((percent, index) =>
  tax(`t${index + 1}`, percent, sameBase),
);
const each = (amount: string) => ({ unit: "pieces", amount });
const pieces = (amount: string, count: number) => ({
  ...unrounded,
  charges: [charge(amount, { counts: { pieces: count } })],
});
const whole = { rounding: { mode: "halfUp", places: 0 } };

const odoo: readonly PublishedExample[] = [
  {
    source: `${ODOO}: a fixed tax of 10 on a product of 1,000`,
    request: { levies: [fee("t", each("10"))], ...pieces("1000", 1) },
    lines: ["t 1 1 10"],
  },
  {
    source: `${ODOO}: 10 % of the price`,
    request: { levies: [tax("t", "0.1")], charges: [charge("1000")] },
    lines: ["t 1 100.00"],
  },
  {
    source: `${ODOO}: 10 % included in the price of 1,000`,
    request: { levies: [tax("t", "0.1")], ...included("1000") },
    lines: ["t 1 90.91"],
  },
  {
    source: `${ODOO}: 10 % of the price with the tax in it`,
    request: { levies: [tax("t", "0.1", { selfIncluding: true })], charges: [charge("1000")] },
    lines: ["t 1 111.11"],
  },
  {
    source: `${ODOO}: the same, included in the price`,
    request: { levies: [tax("t", "0.1", { selfIncluding: true })], ...included("1000") },
    lines: ["t 1 100.00"],
  },
  {
    source: `${ODOO}: 10 % to 500, 20 % above`,
    request: {
      levies: [
        {
          id: "t",
          kind: "tax",
          form: { tiers: { rows: [{ upTo: "500", percent: "0.1" }, { percent: "0.2" }] } },
        },
      ],
      charges: [charge("1000")],
    },
    lines: ["t 1 150.00"],
  },
  {
    source: `${ODOO}, tests: of 200, 10 % of the whole, a fixed 10, and 10 %`,
    request: {
      levies: [
        tax("division", "0.1", { selfIncluding: true }),
        fee("fixed", { unit: "charge", amount: "10" }),
        tax("percent", "0.1"),
      ],
      charges: [charge("200")],
    },
    lines: ["division 1 22.22", "fixed 1 1 10.00", "percent 1 20.00"],
  },
  {
    source: `${ODOO}, tests: 124.40 with 8 % and 0 %`,
    request: { levies: [tax("t", "0.08"), tax("none", "0")], ...included("124.40") },
    lines: ["t 1 9.21", "none 1 0.00"],
  },
  {
    source: `${ODOO}, tests: 52.50 with 12 %: the tax of 5.625 is rounded up, the net of 46.875 is what is left`,
    request: { levies: [tax("t", "0.12")], ...included("52.50") },
    lines: ["t 1 5.63"],
  },
  {
    source: `${ODOO}, tests: 11.90 with 21 %`,
    request: { levies: [tax("t", "0.21")], ...included("11.90") },
    lines: ["t 1 2.07"],
  },
  {
    source: `${ODOO}, tests: 2.80 with 21 %`,
    request: { levies: [tax("t", "0.21")], ...included("2.80") },
    lines: ["t 1 0.49"],
  },
  {
    source: `${ODOO}, tests: pesos without cents, 22,689 at 19 %`,
    request: { ...whole, levies: [tax("t", "0.19")], charges: [charge("22689")] },
    lines: ["t 1 4311"],
  },
  {
    source: `${ODOO}, tests: 9,176 at 19 %`,
    request: { ...whole, levies: [tax("t", "0.19")], charges: [charge("9176")] },
    lines: ["t 1 1743"],
  },
  {
    source: `${ODOO}, tests: 27,000 with 19 %`,
    request: { ...whole, levies: [tax("t", "0.19")], ...included("27000") },
    lines: ["t 1 4311"],
  },
  {
    source: `${ODOO}, tests: 10,920 with 19 %`,
    request: { ...whole, levies: [tax("t", "0.19")], ...included("10920") },
    lines: ["t 1 1744"],
  },
  {
    source: `${ODOO}, tests: 22 % over 50 and its 4 %`,
    request: {
      levies: [tax("fund", "0.04"), tax("vat", "0.22", { baseIncludes: ["fund"] })],
      charges: [charge("50.00")],
    },
    lines: ["fund 1 2.00", "vat 1 11.44"],
  },
  {
    source: `${ODOO}, tests: India, side by side`,
    request: india([], []),
    lines: ["t1 1 6", "t2 1 6", "t3 1 3"],
  },
  {
    source: `${ODOO}, tests: India, the first in both bases`,
    request: india(["t1"], ["t1"]),
    lines: ["t1 1 6", "t2 1 6.36", "t3 1 3.18"],
  },
  {
    source: `${ODOO}, tests: India, the first in the third's base`,
    request: india([], ["t1"]),
    lines: ["t1 1 6", "t2 1 6", "t3 1 3.18"],
  },
  {
    source: `${ODOO}, tests: India, one on the other`,
    request: india(["t1"], ["t1", "t2"]),
    lines: ["t1 1 6", "t2 1 6.36", "t3 1 3.3708"],
  },
  {
    source: `${ODOO}, tests: India, both in the third's base`,
    request: india([], ["t1", "t2"]),
    lines: ["t1 1 6", "t2 1 6", "t3 1 3.36"],
  },
  {
    source: `${ODOO}, tests: Brazil, 48 with five taxes of the whole`,
    request: { ...unrounded, levies: BRAZIL, ...included("48") },
    lines: ["t1 1 2.4", "t2 1 1.44", "t3 1 0.312", "t4 1 4.32", "t5 1 7.2"],
  },
  {
    source: `${ODOO}, tests: Brazil, the same on 32.33, to six places`,
    request: { rounding: { places: 6 }, levies: BRAZIL, charges: [charge("32.33")] },
    lines: ["t1 1 2.400148", "t2 1 1.440089", "t3 1 0.312019", "t4 1 4.320267", "t5 1 7.200445"],
  },
  {
    source: `${ODOO}, tests: Belgium, five pieces at 20, fixed taxes of 1 and 2 beside 21 %`,
    request: { levies: [fee("t1", each("1")), tax("t2", "0.21"), fee("t3", each("2"))], ...pieces("100", 5) },
    lines: ["t1 1 5 5", "t2 1 21", "t3 1 5 10"],
  },
  {
    source: `${ODOO}, tests: Belgium, five pieces at 19, the first tax in the base of the second`,
    request: {
      levies: [fee("t1", each("1")), tax("t2", "0.21", { baseIncludes: ["t1"] }), fee("t3", each("2"))],
      ...pieces("95", 5),
    },
    lines: ["t1 1 5 5", "t2 1 21", "t3 1 5 10"],
  },
  {
    source: `${ODOO}, tests: Belgium, 121 with a fixed tax of 1 in the base of 21 %`,
    request: {
      ...unrounded,
      levies: [fee("t1", each("1")), tax("t2", "0.21", { baseIncludes: ["t1"] })],
      charges: [charge("121", { taxIncluded: true, counts: { pieces: 1 } })],
    },
    lines: ["t1 1 1 1", "t2 1 21"],
  },
  {
    source: `${ODOO}, tests: a fixed tax on minus two pieces`,
    request: { levies: [fee("t1", each("1"))], ...pieces("-20", -2) },
    lines: ["t1 1 -2 -2"],
  },
  {
    source: `${ODOO}, tests: a fixed tax on minus one piece for nothing`,
    request: { levies: [fee("t1", each("1"))], ...pieces("0", -1) },
    lines: ["t1 1 -1 -1"],
  },
];

const MICROSOFT = "Microsoft Dynamics, Whole amount and Interval";
const BASE = "Microsoft Dynamics, Marginal base";
const intervals = (mode: string, per: string, more: object = {}) => ({
  ...{ id: "t", kind: "tax", ...more },
  form: {
    tiers: {
      ...{ mode, per },
      rows: [{ upTo: "50", percent: "0.3" }, { upTo: "100", percent: "0.2" }, { percent: "0.1" }],
    },
  },
});
const bracketed = (mode: string, amount: string, expected: string): PublishedExample => ({
  source: `${MICROSOFT}: ${mode === "volume" ? "the whole" : "intervals"} of ${amount}`,
  request: { levies: [intervals(mode, "invoice")], charges: [charge(amount)] },
  lines: [`t 1 ${expected}`],
});
const lamps = (count: number, id = "1") => ({ id, amount: String(count * 25), counts: { lamps: count } });
const duty = fee("duty", { unit: "lamps", amount: "5.00" });

const microsoft: readonly PublishedExample[] = [
  bracketed("volume", "35.00", "10.50"),
  bracketed("volume", "50.00", "15.00"),
  bracketed("volume", "85.00", "17.00"),
  bracketed("volume", "305.00", "30.50"),
  bracketed("graduated", "35.00", "10.50"),
  bracketed("graduated", "50.00", "15.00"),
  bracketed("graduated", "85.00", "22.00"),
  bracketed("graduated", "305.00", "45.50"),
  {
    source: `${BASE}: net amount per line, one line of eight lamps`,
    request: { levies: [intervals("graduated", "charge")], charges: [lamps(8)] },
    lines: ["t 1 35.00"],
  },
  {
    source: `${BASE}: net amount per line, two lines of four lamps`,
    request: { levies: [intervals("graduated", "charge")], charges: [lamps(4), lamps(4, "2")] },
    lines: ["t 1 25.00", "t 2 25.00"],
  },
  {
    source: `${BASE}: net amount of the invoice, two lines of four lamps`,
    request: { levies: [intervals("graduated", "invoice")], charges: [lamps(4), lamps(4, "2")] },
    lines: ["t 1 25.00", "t 2 10.00"],
  },
  {
    source: `${BASE}: gross amount per line, with a duty`,
    request: {
      levies: [duty, intervals("graduated", "charge", { baseIncludes: ["duty"] })],
      charges: [lamps(8)],
    },
    lines: ["duty 1 8 40.00", "t 1 39.00"],
  },
  {
    source: `${BASE}: gross amount per line, two lines with a duty`,
    request: {
      levies: [duty, intervals("graduated", "charge", { baseIncludes: ["duty"] })],
      charges: [lamps(4), lamps(4, "2")],
    },
    lines: ["duty 1 4 20.00", "duty 2 4 20.00", "t 1 27.00", "t 2 27.00"],
  },
  {
    source: `${BASE}: the invoice's total with other taxes`,
    request: {
      levies: [duty, intervals("graduated", "invoice", { baseIncludes: ["duty"] })],
      charges: [lamps(8)],
    },
    lines: ["duty 1 8 40.00", "t 1 39.00"],
  },
];

const others: readonly PublishedExample[] = [
  {
    source: "Zuora, Rounding rule for inclusive tax mode: 2.99 with 4 %, the tax rounded",
    request: { levies: [tax("vat", "0.04")], ...included("2.99") },
    lines: ["vat 1 0.12"],
  },
  {
    source:
      "Flexprice, Billing calculation order: 80.00 less 20.00, 20.00, less 10.00 on the bill, at 8.25 %",
    request: {
      levies: [tax("sales", "0.0825")],
      charges: [
        charge("80.00"),
        charge("-20.00", { id: "2", discount: "retail" }),
        charge("20.00", { id: "3" }),
        charge("-10.00", { id: "4", discount: "account" }),
      ],
      rounding: { level: "invoice" },
    },
    // 6.60 − 1.65 + 1.65 − 0.825; in all 5.775, published as 5.78.
    lines: ["sales 1 6.60", "sales 2 -1.65", "sales 3 1.65", "sales 4 -0.82"],
  },
  {
    source: "Oracle, Manage Tax Compounding: 15 % of 100, and 18 % over both",
    request: {
      levies: [tax("ipi", "0.15"), tax("icms", "0.18", { baseIncludes: ["ipi"] })],
      charges: [charge("100")],
    },
    lines: ["ipi 1 15.00", "icms 1 20.70"],
  },
  {
    source: "Kasseneck, vatTotalCents: three items of 0.33 with 20 %, each rounded",
    request: {
      levies: [tax("vat", "0.2")],
      charges: ["1", "2", "3"].map((id) => charge("0.33", { id, taxIncluded: true })),
    },
    lines: ["vat 1 0.06", "vat 2 0.06", "vat 3 0.06"],
  },
  {
    source: "Kasseneck, vatTotalCents: 12.00 less 2.00, with 20 % in both, has 1.67 of tax",
    request: {
      levies: [tax("vat", "0.2")],
      charges: [charge("12.00", { taxIncluded: true }), charge("-2.00", { id: "2", taxIncluded: true })],
      rounding: { level: "invoice" },
    },
    lines: ["vat 1 2.00", "vat 2 -0.33"],
  },
];

describe.each([
  ["Avalara", avalara],
  ["Odoo", odoo],
  ["Microsoft", microsoft],
  ["others", others],
])("published examples of makers of engines: %s", (_, examples) => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });
});
