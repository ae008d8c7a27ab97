import assert from "node:assert";
import { describe, expect, test } from "vitest";
import { assessDocument, becauseOf, explainAssessment, LevySchema } from "./index.ts";
import { answerTo, lineTexts, problemsOf } from "./testing/requests.ts";

// The examples of the contract, verbatim.
const contractRequest = {
  billDate: "2026-04-30",
  place: { state: "ZZ" },
  seller: { interstateMethod: { voip: "safeHarbor" } },
  buyer: { kind: "business" },
  charges: [
    {
      id: "1",
      serviceClass: "voip",
      label: "SIP trunk",
      portion: "mixed",
      amount: "100.00",
      period: { from: "2026-04-01", until: "2026-05-01" },
      counts: { channels: 10 },
    },
  ],
  levies: [
    {
      id: "fusf",
      kind: "passThrough",
      form: { percent: "0.37" },
      portion: ["interstate", "international"],
      rounding: { mode: "down", places: 2 },
    },
    { id: "zz-sales", kind: "tax", form: { percent: "0.06" }, portion: "all", baseIncludes: ["fusf"] },
  ],
  rounding: { level: "line", mode: "halfUp", places: 2 },
};

test("the contract's example: 64.90 × 0.37 = 24.013 → 24.01; (100.00 + 24.01) × 0.06 = 7.4406 → 7.44; total 31.45", () => {
  const assessment = answerTo(contractRequest);
  expect(assessment.taxLines).toMatchObject([
    {
      levy: "fusf",
      charge: "1",
      base: "64.9",
      share: "0.649",
      rate: "0.37",
      exact: "24.013",
      amount: "24.01",
      billed: true,
    },
    {
      levy: "zz-sales",
      base: "124.01",
      included: [{ levy: "fusf", amount: "24.01" }],
      exact: "7.4406",
      amount: "7.44",
    },
  ]);
  expect(assessment).toMatchObject({ total: "31.45", exact: "31.4536", notBilled: "0.00", gaps: [] });
});

test("the contract's levy, every field of it, is the schema's", () => {
  const levy = {
    id: "zz-911",
    kind: "tax",
    family: "e911",
    jurisdiction: { level: "state", state: "ZZ" },
    authority: "ZZ Revenue",
    serviceClasses: ["voip"],
    except: { chargeKinds: ["oneTime"] },
    portion: "all",
    values: [
      { from: "2026-01-01", until: null, seenInForceOn: null, form: { percent: "0.06" }, source: "law" },
    ],
    datedBy: "billDate",
    baseIncludes: ["fusf", "family:relay", "kind:sellerFee"],
    baseExcludes: ["zz-911"],
    baseUses: "rounded",
    selfIncluding: true,
    exemptFirst: { amount: "20", per: "invoice" },
    onlyAbove: { amount: "1", per: "charge" },
    exemptionKinds: ["resale"],
    reducedBy: ["retail", "account"],
    proratable: false,
    passThrough: "required",
    collectionAllowance: { percent: "0.02" },
    rounding: { mode: "halfUp", places: 2, level: "line" },
  };
  expect(LevySchema.safeParse(levy).success).toBe(true);
});

test("null is the same as left out", () => {
  const request = { ...contractRequest, decisions: null, place: null };
  expect(lineTexts(request)).toEqual(lineTexts(contractRequest));
});

test.each([
  ["an unknown field of the request", { colour: "red" }, "UNKNOWN_FIELD", "colour"],
  [
    "an unknown field of a charge's place",
    { charges: [{ id: "1", amount: "1", situs: { segment: [{ state: "ZZ" }, { stat: "YY" }] } }] },
    "UNKNOWN_FIELD",
    "charges[0].situs.segment[1].stat",
  ],
  [
    "an unknown field of a form",
    { levies: [{ id: "a", kind: "tax", form: { perUnit: { unit: "lines", amount: "1", pre: "invoice" } } }] },
    "UNKNOWN_FIELD",
    "levies[0].form.perUnit.pre",
  ],
  [
    "an unknown field of an allowance, which has two shapes",
    {
      levies: [
        { id: "a", kind: "tax", form: { percent: "0.1" }, collectionAllowance: { percent: "0.1", of: "1" } },
      ],
    },
    "UNKNOWN_FIELD",
    "levies[0].collectionAllowance.of",
  ],
  [
    "a form that is not built",
    { levies: [{ id: "a", kind: "tax", form: { lottery: "1" } }] },
    "FORM_UNKNOWN",
    "levies[0].form",
  ],
  ["an empty form", { levies: [{ id: "a", kind: "tax", form: {} }] }, "FORM_UNKNOWN", "levies[0].form"],
  ["neither form nor values", { levies: [{ id: "a", kind: "tax" }] }, "INVALID_DOCUMENT", "levies[0]"],
  [
    "an amount that is a number",
    { charges: [{ id: "1", amount: 100 }] },
    "INVALID_DOCUMENT",
    "charges[0].amount",
  ],
  [
    "a traffic study of more than the whole",
    { seller: { interstateMethod: { voip: { trafficStudy: "1.5" } } } },
    "INVALID_DOCUMENT",
    "seller.interstateMethod.voip.trafficStudy",
  ],
  [
    "a certificate over more than the whole",
    { buyer: { exemptions: [{ certificate: "C", kinds: ["tax"], share: "1.5" }] } },
    "INVALID_DOCUMENT",
    "buyer.exemptions[0].share",
  ],
  [
    "places with a share below zero",
    {
      charges: [
        {
          id: "1",
          amount: "1",
          situs: { shares: ["-0.5", "0.5", "1"].map((share) => ({ place: { state: "ZZ" }, share })) },
        },
      ],
    },
    "INVALID_DOCUMENT",
    "charges[0].situs.shares[0].share",
  ],
  [
    "a rate below zero",
    { levies: [{ id: "a", kind: "tax", form: { percent: "-0.1" } }] },
    "INVALID_DOCUMENT",
    "levies[0].form.percent",
  ],
  [
    "a threshold below zero",
    { levies: [{ id: "a", kind: "tax", form: { percent: "0.1" }, maximum: { amount: "-5" } }] },
    "INVALID_DOCUMENT",
    "levies[0].maximum.amount",
  ],
  [
    "a value that ends before it starts",
    {
      levies: [
        {
          id: "a",
          kind: "tax",
          values: [{ from: "2026-05-01", until: "2026-04-01", form: { percent: "0.1" } }],
        },
      ],
    },
    "INVALID_DOCUMENT",
    "levies[0].values[0].until",
  ],
  [
    "two charges of one id",
    {
      charges: [
        { id: "1", amount: "1" },
        { id: "1", amount: "2" },
      ],
    },
    "INVALID_DOCUMENT",
    "charges[1].id",
  ],
  [
    "a dated levy without a bill date",
    {
      billDate: null,
      levies: [{ id: "a", kind: "tax", values: [{ from: "2026-01-01", form: { percent: "0.1" } }] }],
    },
    "DATE_MISSING",
    "charges[0]",
  ],
  [
    "a member of a self-including group without the day that it goes by",
    {
      levies: [
        { id: "a", kind: "tax", form: { percent: "0.1" }, selfIncluding: "g" },
        {
          id: "b",
          kind: "tax",
          selfIncluding: "g",
          datedBy: "usageAt",
          values: [{ from: "2026-01-01", form: { percent: "0.1" } }],
        },
      ],
    },
    "DATE_MISSING",
    "charges[0]",
  ],
  [
    "an id in a base list that is no levy",
    { levies: [{ id: "a", kind: "tax", form: { percent: "0.1" }, baseIncludes: ["b"] }] },
    "LEVY_UNKNOWN",
    "levies[0].baseIncludes",
  ],
])("%s is a problem", (_, change, code, path) => {
  expect(problemsOf({ ...contractRequest, ...change })).toMatchObject([{ code, path }]);
});

test("a mixed charge is NO_SPLIT only where a levy needs the split", () => {
  const tollFree = { id: "1", serviceClass: "tollFree", portion: "mixed", amount: "10.00" };
  const levy = { id: "a", kind: "tax", form: { percent: "0.1" } };
  const seller = { interstateMethod: { tollFree: "safeHarbor" } };
  expect(
    problemsOf({ seller, charges: [tollFree], levies: [{ ...levy, portion: "interstate" }] }),
  ).toMatchObject([{ code: "NO_SPLIT", path: "charges[0]" }]);
  expect(lineTexts({ seller, charges: [tollFree], levies: [levy] })).toEqual(["a 1 10 1.00"]);
  expect(assessDocument({ charges: [], levies: [] })).toMatchObject({ ok: true, value: { total: "0.00" } });
});

describe("levies that are loaded", () => {
  const loaded = {
    levies: [LevySchema.parse({ id: "zz-sales", kind: "tax", form: { percent: "0.06" } })],
    coverage: [
      {
        id: "us",
        description: "All.",
        required: [{ level: "state" as const, family: "e911" }],
        entries: [],
      },
    ],
  };
  const charges = [
    { id: "1", amount: "100.00", situs: { segment: [{ state: "YY" }, { state: "ZZ", city: "Town" }] } },
    { id: "2", amount: "1.00", place: { state: "ZZ" } },
  ];

  test("serve where the request has none, and what their coverage does not know is a gap", () => {
    const answer = assessDocument({ charges, levies: null }, loaded);
    assert(answer.ok);
    expect(answer.value.total).toBe("6.06");
    expect(answer.value.gaps.map((gap) => [gap.levy, gap.jurisdiction, gap.charges])).toEqual([
      ["family:e911", "US / YY", ["1"]],
      ["family:e911", "US / ZZ", ["1", "2"]],
    ]);
  });

  test("do not serve where it has its own, nor are they asked about", () => {
    const answer = assessDocument({ charges, levies: [] }, loaded);
    expect(answer).toMatchObject({ ok: true, value: { total: "0.00", gaps: [] } });
  });
});

test("an explanation is one sentence a step", () => {
  const levies = [
    { id: "a", kind: "tax", form: { percent: "0.06" } },
    { id: "b", kind: "tax", values: [{ from: "2027-01-01", form: { percent: "0.06" } }] },
  ];
  const answer = answerTo({ billDate: "2026-04-30", charges: [{ id: "1", amount: "100" }], levies });
  const sentences = explainAssessment(answer);
  const [line] = answer.taxLines;
  assert(line);
  expect(sentences).toEqual([
    ...becauseOf(line.record).map((step) => `a on charge 1: ${step}.`),
    "Gap: b (US) has no figure from … until 2027-01-01; nobody has decided it.",
    "Billed in all: 6.00.",
  ]);
});
