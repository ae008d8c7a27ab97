import { describe, expect, test } from "vitest";
import { recomputeTaxLine } from "./recompute.ts";
import { answerTo, lineTexts, problemsOf } from "./testing/requests.ts";

const tax = (id: string, percent: string, rest: object = {}) => ({
  id,
  kind: "tax",
  form: { percent },
  ...rest,
});
const hundred = [{ id: "1", amount: "100.00", serviceClass: "voip" }];

describe("certificates", () => {
  const sales = tax("sales", "0.06", { family: "sales", jurisdiction: { level: "state", state: "ZZ" } });
  const under = (certificate: object, levy: object = sales) =>
    lineTexts({
      billDate: "2026-05-01",
      place: { state: "ZZ" },
      buyer: { exemptions: [{ certificate: "C1", ...certificate }] },
      charges: hundred,
      levies: [levy],
    });
  const taxed = ["sales 1 100 6.00"];
  const free = ["sales 1 0 0.00"];
  test.each([
    ["by levy", { levies: ["sales"] }, free],
    ["by family", { families: ["sales"] }, free],
    ["by kind of levy", { kinds: ["tax"] }, free],
    ["by level", { levels: ["state"] }, free],
    ["by class", { serviceClasses: ["voip"] }, free],
    ["of another levy", { levies: ["other"] }, taxed],
    ["all that it names must fit", { families: ["sales"], levels: ["city"] }, taxed],
    ["of this state", { families: ["sales"], place: { state: "ZZ" } }, free],
    ["of another state", { families: ["sales"], place: { state: "YY" } }, taxed],
    ["on its first day", { families: ["sales"], from: "2026-05-01" }, free],
    ["a day before", { families: ["sales"], from: "2026-05-02" }, taxed],
    ["on the day it ends", { families: ["sales"], until: "2026-05-01" }, taxed],
    ["a day before it ends", { families: ["sales"], until: "2026-05-02" }, free],
    ["for a part", { families: ["sales"], share: "0.25" }, ["sales 1 75 4.50"]],
  ])("%s", (_, certificate, expected) => {
    expect(under(certificate)).toEqual(expected);
  });

  // A state's rate file knows cities and counties by their Census codes alone.
  test.each([
    ["this city's code", { state: "ZZ", cityFips: "9904000" }, free],
    ["another city's code", { state: "ZZ", cityFips: "9905000" }, taxed],
    ["a county's code", { state: "ZZ", countyFips: "99001" }, taxed],
    ["a name and this city's code", { state: "ZZ", city: "Elm", cityFips: "9904000" }, free],
    ["a name alone", { state: "ZZ", city: "Elm" }, taxed],
    ["the state", { state: "ZZ" }, free],
  ])("of a levy that names its city by code, a certificate for %s", (_, place, expected) => {
    const coded = { ...sales, jurisdiction: { level: "city", state: "ZZ", cityFips: "9904000" } };
    const request = {
      place: { state: "ZZ", city: "Elm", cityFips: "9904000" },
      buyer: { exemptions: [{ certificate: "C1", families: ["sales"], place }] },
      charges: hundred,
      levies: [coded],
    };
    expect(lineTexts(request)).toEqual(expected);
  });

  test("exemptionKinds: only certificates of these kinds count", () => {
    const picky = { ...sales, exemptionKinds: ["resale"] };
    expect(under({ families: ["sales"] }, picky)).toEqual(taxed);
    expect(under({ families: ["sales"], kind: "school" }, picky)).toEqual(taxed);
    expect(under({ families: ["sales"], kind: "resale" }, picky)).toEqual(free);
  });

  test("an exempt line shows what was exempt, and by what", () => {
    const [line] = answerTo({
      place: { state: "ZZ" },
      buyer: { exemptions: [{ certificate: "C1", kind: "school", families: ["sales"] }] },
      charges: hundred,
      levies: [sales],
    }).taxLines;
    expect(line).toMatchObject({
      base: "0",
      exempt: "100",
      amount: "0.00",
      certificate: "C1",
      noTax: "exempt",
    });
    expect(line?.record.exemption).toEqual({ certificate: "C1", kind: "school", share: "1" });
  });

  test("a certificate takes its share off a count: 10 × (1 − 0.25)", () => {
    const fee = { id: "fee", kind: "tax", form: { perUnit: { unit: "lines", amount: "1" } } };
    expect(
      lineTexts({
        buyer: { exemptions: [{ certificate: "C1", levies: ["fee"], share: "0.25" }] },
        charges: [{ id: "1", amount: "5", counts: { lines: 10 } }],
        levies: [fee],
      }),
    ).toEqual(["fee 1 7.5u 7.50"]);
  });

  test("of several certificates the first that fits counts", () => {
    const [line] = answerTo({
      buyer: {
        exemptions: [
          { certificate: "C0", levies: ["other"] },
          { certificate: "C1", levies: ["a"], share: "0.5" },
          { certificate: "C2", levies: ["a"] },
        ],
      },
      charges: hundred,
      levies: [tax("a", "0.1")],
    }).taxLines;
    expect(line).toMatchObject({ certificate: "C1", base: "50" });
  });

  test("one that names nothing is refused", () => {
    expect(
      problemsOf({
        buyer: { exemptions: [{ certificate: "C1", place: { state: "ZZ" } }] },
        charges: hundred,
        levies: [],
      }),
    ).toMatchObject([{ code: "INVALID_DOCUMENT", path: "buyer.exemptions[0]" }]);
  });
});

describe("who bears a levy", () => {
  test.each([
    ["required", { passThrough: "required" }, {}, true],
    ["without a word", {}, {}, true],
    ["allowed, elected", { passThrough: "allowed" }, { a: "recover" }, true],
    ["allowed, absorbed", { passThrough: "allowed" }, { a: "absorb" }, false],
    ["allowed, nothing elected", { passThrough: "allowed" }, {}, false],
    ["forbidden, whatever is elected", { passThrough: "forbidden" }, { a: "recover" }, false],
  ])("%s", (_, rest, elections, billed) => {
    const assessment = answerTo({ seller: { elections }, charges: hundred, levies: [tax("a", "0.1", rest)] });
    expect(assessment.taxLines).toMatchObject([{ amount: "10.00", billed }]);
    expect([assessment.total, assessment.notBilled]).toEqual(billed ? ["10.00", "0.00"] : ["0.00", "10.00"]);
  });
});

describe("discounts, allowances, prices with taxes in them", () => {
  test.each([
    ["retail", {}, "-1.00"],
    ["account", {}, "-1.00"],
    ["goodwill", {}, "0.00"],
    ["subsidy", {}, "0.00"],
    ["goodwill", { reducedBy: ["goodwill"] }, "-1.00"],
    ["retail", { reducedBy: ["goodwill"] }, "0.00"],
  ])("a %s discount of 10 under %j gives back %s", (discount, rest, amount) => {
    const charges = [{ id: "1", amount: "-10.00", discount }];
    expect(answerTo({ charges, levies: [tax("a", "0.1", rest)] }).taxLines[0]?.amount).toBe(amount);
  });

  test("the collector keeps 2 %: of 10.00, 0.20; or 0.05 a fee", () => {
    const levies = [
      tax("a", "0.1", { collectionAllowance: { percent: "0.02" } }),
      {
        id: "b",
        kind: "tax",
        form: { perUnit: { unit: "lines", amount: "1" } },
        collectionAllowance: { perUnit: "0.05" },
      },
    ];
    expect(
      answerTo({ charges: [{ id: "1", amount: "100", counts: { lines: 3 } }], levies }).taxLines,
    ).toMatchObject([
      { kept: "0.20", remitted: "9.80" },
      { kept: "0.15", remitted: "2.85" },
    ]);
  });

  test.each([
    // 100 × 1.06 = 106.
    ["106.00", [tax("a", "0.06")], "100"],
    // Net 93.45794; tax 6.5420558 → 6.54; 100 − 6.54.
    ["100.00", [tax("a", "0.07")], "93.46"],
    // (107 − 1.00) ÷ 1.06 = 100.
    [
      "107.00",
      [tax("a", "0.06"), { id: "fee", kind: "tax", form: { perUnit: { unit: "charge", amount: "1" } } }],
      "100",
    ],
    // Not billed: not in the price.
    ["106.00", [tax("a", "0.06"), tax("b", "0.5", { passThrough: "forbidden" })], "100"],
    // Net 1000: 45 + 2 = 47 in the price of 1047.
    [
      "1047.00",
      [
        {
          id: "t",
          kind: "tax",
          form: { tiers: { rows: [{ upTo: "900", percent: "0.05" }, { percent: "0.02" }] } },
        },
      ],
      "1000",
    ],
  ])("a price of %s holds its taxes", (amount, levies, net) => {
    const assessment = answerTo({ charges: [{ id: "1", amount, taxIncluded: true }], levies });
    expect(assessment.charges).toEqual([{ id: "1", net }]);
  });

  test("unrounded, the net is solved to five places: 100 ÷ 1.07 = 93.457943…", () => {
    const request = {
      charges: [{ id: "1", amount: "100", taxIncluded: true }],
      levies: [tax("a", "0.07")],
      rounding: { mode: "none" },
    };
    expect(answerTo(request).charges).toEqual([{ id: "1", net: "93.45794" }]);
  });
});

describe("rounding levels", () => {
  // Each charge 0.105 × … : 1.50 × 0.07 = 0.105.
  const charges = ["1.50", "1.50", "1.50"].map((amount, index) => ({ id: `${index + 1}`, amount }));
  const levies = [tax("a", "0.07")];
  const amounts = (level: string, more: object[] = []) =>
    answerTo({
      charges,
      levies: [...levies, ...more],
      rounding: { level, mode: "halfUp", places: 2 },
    }).taxLines.map((line) => line.amount);
  test("line: 0.11 three times", () => {
    expect(amounts("line")).toEqual(["0.11", "0.11", "0.11"]);
  });
  test("invoice: 0.315 → 0.32, given back as 0.11, 0.11, 0.10", () => {
    expect(amounts("invoice")).toEqual(["0.11", "0.11", "0.10"]);
  });
  test("with mixed signs the last line that bears tax takes the rest, not the exempt one after it", () => {
    // 0.015 and -0.02 are -0.005 in all, down to 0: 0.015 is 0.01, so the last bears -0.01.
    const charges = [
      { id: "1", amount: "1.50" },
      { id: "2", amount: "-2.00" },
      { id: "3", amount: "-9.00", discount: "goodwill" },
    ];
    const levies = [{ id: "a", kind: "tax", form: { percent: "0.01" } }];
    const lines = lineTexts({ charges, levies, rounding: { level: "invoice", mode: "down" } });
    expect(lines).toEqual(["a 1 1.5 0.01", "a 2 -2 -0.01", "a 3 0 0.00"]);
  });

  test("jurisdiction: two levies of 0.315 are 0.63 together; spare cents to the first lines", () => {
    expect(amounts("jurisdiction", [tax("b", "0.07")])).toEqual([
      "0.11",
      "0.11",
      "0.11",
      "0.10",
      "0.10",
      "0.10",
    ]);
  });
  test("at jurisdiction a levy enters other bases exact: 0.105 × 0.1", () => {
    const over = tax("b", "0.1", { portion: "none", baseIncludes: ["a"] });
    const lines = answerTo({
      charges: charges.slice(0, 1),
      levies: [...levies, over],
      rounding: { level: "jurisdiction", places: 4 },
    }).taxLines;
    expect(lines[1]).toMatchObject({ base: "0.105", exact: "0.0105" });
  });
  test("a levy's own words win key by key", () => {
    const levy = tax("a", "0.07", { rounding: { mode: "down" } });
    expect(
      answerTo({ charges, levies: [levy], rounding: { places: 1, mode: "up" } }).taxLines[0]?.amount,
    ).toBe("0.1");
  });
  test.each([
    ["halfUp", 2, "0.11"],
    ["halfEven", 2, "0.10"],
    ["up", 2, "0.11"],
    ["down", 2, "0.10"],
    ["halfUp", 3, "0.105"],
    ["none", 2, "0.105"],
  ])("%s to %i places: %s", (mode, places, amount) => {
    expect(
      answerTo({ charges: charges.slice(0, 1), levies, rounding: { mode, places } }).taxLines[0]?.amount,
    ).toBe(amount);
  });
});

describe("tax that was paid elsewhere", () => {
  const levies = [{ id: "il", kind: "tax", form: { percent: "0.07" } }];
  test.each([
    ["less than the tax", "100", "3", "4.00"],
    ["as much", "100", "7", "0.00"],
    ["more: no more than the tax is credited", "100", "9", "0.00"],
    ["a charge that is taken back, with its credit", "-100", "-3", "-4.00"],
    ["a credit of the other sign is none", "100", "-3", "7.00"],
  ])("%s", (_, amount, paid, expected) => {
    const charges = [{ id: "1", amount, taxPaid: [{ levy: "il", amount: paid }] }];
    const [line] = answerTo({ levies, charges }).taxLines;
    expect(line?.amount).toBe(expected);
    if (line !== undefined) expect(recomputeTaxLine(line.record).amount).toBe(line.record.amount);
  });

  test("after a maximum, and of its own levy only", () => {
    const capped = [
      { ...levies[0], maximum: { amount: "5" } },
      { ...levies[0], id: "other" },
    ];
    const charges = [{ id: "1", amount: "100", taxPaid: [{ levy: "il", amount: "3" }] }];
    expect(answerTo({ levies: capped, charges }).taxLines.map(({ amount }) => amount)).toEqual([
      "2.00",
      "7.00",
    ]);
  });

  test("of a levy that is none it is a problem", () => {
    const charges = [{ id: "1", amount: "100", taxPaid: [{ levy: "in", amount: "3" }] }];
    expect(problemsOf({ levies, charges }).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "LEVY_UNKNOWN charges[0].taxPaid",
    ]);
  });
});
