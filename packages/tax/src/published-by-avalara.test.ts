import { describe, expect, test } from "vitest";
import { charge, fee, type PublishedExample, published, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/* Further samples of Avalara for Communications, REST v2 guide (2018), with the amounts of their responses; the rates are those of then. */

const AVALARA = "Avalara for Communications, REST v2 guide (2018)";
const unrounded = { rounding: { mode: "none" } };
const state = { level: "state" };
const federalFees = (fusf: string) => [
  tax("fusf", fusf, { kind: "passThrough", portion: "interstate", family: "usf" }),
  tax("fcc", "0.00302", { kind: "passThrough", portion: "interstate", family: "regulatory" }),
];
const california = [
  ["lifeline", "0.0475"],
  ["teleconnect", "0.0108"],
  ["high-cost-a", "0.0035"],
  ["relay", "0.005"],
  ["911", "0.0075"],
].map(([id = "", percent = ""]) =>
  tax(id, percent, { portion: "intrastate", jurisdiction: { state: "CA" }, serviceClasses: ["voip"] }),
);
const safeHarbor = { interstateMethod: { voip: "safeHarbor" } };
const voip = (amount: string, more: object = {}) =>
  charge(amount, { serviceClass: "voip", portion: "mixed", place: { state: "CA" }, ...more });
/** A cellular charge by its safe harbor, which a traffic study stands for: 37.1 % interstate. */
const cellular = (more: object = {}) => ({
  ...unrounded,
  seller: { interstateMethod: { cellular: { trafficStudy: "0.371" } } },
  charges: [charge("100", { serviceClass: "cellular", portion: "mixed" })],
  ...more,
});
const puertoRico = [
  tax("puerto-rico-usf", "0.0139", { portion: "intrastate", family: "usf", jurisdiction: state }),
  tax("city-sales", "0.01", { family: "sales", jurisdiction: { level: "city" } }),
  tax("state-sales", "0.105", { family: "sales", jurisdiction: state }),
  tax("fusf", "0.195", { portion: "interstate", family: "usf", kind: "passThrough" }),
  tax("relay", "0.02289", { portion: "interstate", kind: "passThrough", passThrough: "forbidden" }),
];
const exempt = (exemption: object) => ({
  levies: puertoRico,
  buyer: { exemptions: [{ certificate: "c", ...exemption }] },
});

const examples: readonly PublishedExample[] = [
  {
    source: `${AVALARA}, Adjustments: minus 100 of access, minus ten lines, and equipment`,
    request: {
      ...unrounded,
      seller: safeHarbor,
      levies: [...california, ...federalFees("0.174"), fee("access-line", { unit: "lines", amount: "3.27" })],
      charges: [voip("-100"), voip("0", { id: "2", counts: { lines: -10 } })],
    },
    lines: [
      ...["lifeline 1 -1.66725", "lifeline 2 0", "teleconnect 1 -0.37908", "teleconnect 2 0"],
      ...["high-cost-a 1 -0.12285", "high-cost-a 2 0", "relay 1 -0.1755", "relay 2 0"],
      ...["911 1 -0.26325", "911 2 0", "fusf 1 -11.2926", "fusf 2 0", "fcc 1 -0.195998", "fcc 2 0"],
      ...["access-line 1 0 0", "access-line 2 -10 -32.7"],
    ],
  },
  {
    source: `${AVALARA}, Optional Fields: 125 and 250 of access`,
    request: {
      ...unrounded,
      seller: safeHarbor,
      levies: [california[0], california[4], ...federalFees("0.174")],
      charges: [voip("125"), voip("250", { id: "2" })],
    },
    lines: [
      ...["lifeline 1 2.0840625", "lifeline 2 4.168125", "911 1 0.3290625", "911 2 0.658125"],
      ...["fusf 1 14.11575", "fusf 2 28.2315", "fcc 1 0.2449975", "fcc 2 0.489995"],
    ],
  },
  {
    source: `${AVALARA}, Invoice Date: equipment bears three sales taxes, and the service none of them`,
    request: {
      ...unrounded,
      levies: [
        ["district", "0.0125"],
        ["county", "0.0125"],
        ["state", "0.06"],
      ].map(([id = "", percent = ""]) => tax(id, percent, { serviceClasses: ["equipment"] })),
      charges: [charge("25", { serviceClass: "equipment" }), voip("100", { id: "2" })],
    },
    lines: ["district 1 0.3125", "county 1 0.3125", "state 1 1.5"],
  },
  {
    source: `${AVALARA}, Inter/Intrastate: San Francisco's utility users tax on 100 and the state's charges`,
    request: {
      ...unrounded,
      levies: [
        ...[
          ["puc", "0.003"],
          ["relay", "0.005"],
          ["high-cost-a", "0.0035"],
          ["lifeline", "0.0475"],
          ["teleconnect", "0.0108"],
        ].map(([id = "", percent = ""]) => tax(id, percent, { kind: "passThrough" })),
        tax("uut", "0.075", { baseIncludes: ["kind:passThrough"] }),
      ],
      charges: [charge("100")],
    },
    lines: [
      ...["puc 1 0.3", "relay 1 0.5", "high-cost-a 1 0.35", "lifeline 1 4.75", "teleconnect 1 1.08"],
      "uut 1 8.0235",
    ],
  },
  {
    source: `${AVALARA}, Simple Request: North Carolina's sales tax on the federal charges, too`,
    request: {
      ...unrounded,
      seller: safeHarbor,
      levies: [...federalFees("0.179"), tax("nc", "0.07", { baseIncludes: ["fusf", "fcc"] })],
      charges: [voip("100")],
    },
    lines: ["fusf 1 11.6171", "fcc 1 0.195998", "nc 1 7.82691686"],
  },
  {
    source: `${AVALARA}, Exclusions: without California the federal charges stay`,
    request: {
      ...unrounded,
      seller: { ...safeHarbor, exclusions: [{ place: { state: "CA" }, reason: "no nexus" }] },
      levies: [...california, ...federalFees("0.174")],
      charges: [voip("100")],
    },
    lines: [...california.map(({ id }) => `${id} 1 0`), ...["fusf 1 11.2926", "fcc 1 0.195998"]],
  },
  {
    source: `${AVALARA}, Exemptions: sales taxes of North Carolina, and no others`,
    request: cellular({
      levies: [
        tax("nc", "0.07", { family: "sales", jurisdiction: state }),
        fee("relay", { unit: "charge", amount: "0.1" }, { family: "usf", jurisdiction: state }),
        tax("fusf", "0.195", { portion: "interstate", kind: "passThrough", family: "usf" }),
      ],
      buyer: { exemptions: [{ certificate: "c", families: ["sales"], levels: ["state"] }] },
    }),
    lines: ["nc 1 0", "relay 1 1 0.1", "fusf 1 7.2345"],
  },
  {
    source: `${AVALARA}, Category Exemptions: sales taxes at all levels, and the federal connectivity charge`,
    request: cellular({
      ...exempt({ families: ["sales"] }),
      buyer: {
        exemptions: [
          { certificate: "sales", families: ["sales"] },
          { certificate: "federal", families: ["usf"], levels: ["federal"] },
        ],
      },
    }),
    lines: ["puerto-rico-usf 1 0.87431", "city-sales 1 0", "state-sales 1 0", "fusf 1 0", "relay 1 0.849219"],
  },
  {
    source: `${AVALARA}, Category Exemptions: the wildcard leaves what is not billed`,
    request: cellular(exempt({ levels: ["federal", "state", "county", "city"] })),
    lines: ["puerto-rico-usf 1 0", "city-sales 1 0", "state-sales 1 0", "fusf 1 0", "relay 1 0.849219"],
  },
  {
    source: `${AVALARA}, Category Exemptions: unless the exemption says that it reaches that, too`,
    request: cellular(exempt({ levies: puertoRico.map(({ id }) => id) })),
    lines: ["puerto-rico-usf 1 0", "city-sales 1 0", "state-sales 1 0", "fusf 1 0", "relay 1 0"],
  },
  {
    source: `${AVALARA}, Tax Type Exemptions: three types, and the others stay`,
    request: cellular(exempt({ levies: ["city-sales", "state-sales"] })),
    lines: [
      ...["puerto-rico-usf 1 0.87431", "city-sales 1 0", "state-sales 1 0", "fusf 1 7.2345"],
      "relay 1 0.849219",
    ],
  },
  {
    source: `${AVALARA}, Tax Override: 0.195 for the factor, which is on the regulatory fee, too: 19.55889`,
    request: {
      ...unrounded,
      levies: [
        tax("fcc", "0.00302", { kind: "passThrough" }),
        tax("fusf", "0.195", { kind: "passThrough", baseIncludes: ["fcc"] }),
      ],
      charges: [charge("100", { portion: "international" })],
    },
    lines: ["fcc 1 0.302", "fusf 1 19.55889"],
  },
  {
    // (100 + 0.302 + 19.55889) ÷ (1 − 0.025 − 0.00595) = 123.68907; theirs stops within half a cent of it.
    source: `${AVALARA}, Tax Override: New York's excise tax and its district surcharge, each on the other: 3.09 and 0.74`,
    request: {
      levies: [
        tax("federal", "0.1986089", { kind: "passThrough", rounding: { places: 5 } }),
        tax("excise", "0.025", { selfIncluding: "186", baseIncludes: ["federal"] }),
        tax("district", "0.00595", { selfIncluding: "186", baseIncludes: ["federal"] }),
      ],
      charges: [charge("100")],
    },
    lines: ["federal 1 19.86089", "excise 1 3.09", "district 1 0.74"],
  },
  {
    source: `${AVALARA}, Bundle File: 50 %, 25 % and 25 %; one tax of all three`,
    request: {
      levies: [tax("kansas", "0.065"), tax("cellular", "0.01", { serviceClasses: ["cellular"] })],
      charges: [
        charge("50", { id: "1#access", partOf: "1", component: "Access", serviceClass: "cellular" }),
        charge("25", { id: "1#activation", partOf: "1", component: "Activation", serviceClass: "cellular" }),
        charge("25", { id: "1#mail", partOf: "1", component: "Voice mail", serviceClass: "voiceMail" }),
      ],
    },
    lines: ["kansas 1 3.25", "kansas 1 1.63", "kansas 1 1.63", "cellular 1 0.50", "cellular 1 0.25"],
  },
  {
    source: `${AVALARA}, Jurisdiction Determination: Montreal, 100 of access and 25 of equipment`,
    request: {
      ...unrounded,
      levies: [
        tax("qst", "0.09975"),
        tax("gst", "0.05"),
        fee("e911", { unit: "lines", amount: "0.46" }, { serviceClasses: ["lines"] }),
      ],
      charges: [
        charge("100"),
        charge("0", { id: "2", serviceClass: "lines", counts: { lines: 10 } }),
        charge("25", { id: "3" }),
      ],
    },
    lines: [
      ...["qst 1 9.975", "qst 2 0", "qst 3 2.49375", "gst 1 5", "gst 2 0", "gst 3 1.25"],
      "e911 2 10 4.6",
    ],
  },
];

describe("further published examples of Avalara for Communications", () => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });

  test("the texts about exemptions: New York for Ithaca, Broward for Hollywood, and not for Miami", () => {
    const city = (county: string, id: string) =>
      tax(id, "0.01", { jurisdiction: { level: "city", state: "FL", county, city: id } });
    const levies = [city("Broward", "Hollywood"), city("Miami-Dade", "Miami")];
    const charges = levies.map(({ id }, index) =>
      charge("100", {
        id,
        place: { state: "FL", county: index === 0 ? "Broward" : "Miami-Dade", city: id },
      }),
    );
    const place = { state: "FL", county: "Broward" };
    const buyer = { exemptions: [{ certificate: "c", levels: ["city"], place }] };
    expect(
      answerTo({ levies, charges, buyer }).taxLines.map(({ levy, amount }) => `${levy} ${amount}`),
    ).toEqual(["Hollywood 0.00", "Miami 1.00"]);
  });
});
