import { describe, expect, test } from "vitest";
import { answerTo, lineTexts } from "./testing/requests.ts";

const sales = { id: "sales", kind: "tax", jurisdiction: { state: "ZZ" }, form: { percent: "0.06" } };
const city = { id: "city", kind: "tax", jurisdiction: { state: "ZZ", city: "C" }, form: { percent: "0.01" } };
const fusf = {
  ...{ id: "fusf", kind: "passThrough", family: "usf", jurisdiction: { level: "federal" } },
  ...{ form: { percent: "0.37" }, portion: ["interstate", "international"] },
  rounding: { mode: "down", places: 2 },
};
const fee = { id: "recovery", kind: "sellerFee", form: { percent: "0.025" } };
const place = { state: "ZZ", city: "C" };
const voip = { id: "1", serviceClass: "voip", portion: "mixed", amount: "100.00" };
const safeHarbor = { interstateMethod: { voip: "safeHarbor" } };

describe("what a seller collects (tax method 4.4, row 17)", () => {
  test.each([
    ["in all states without a list", {}, ["sales 1 100 6.00", "city 1 100 1.00", "recovery 1 100 2.50"]],
    ["nexus there", { nexus: ["ZZ"] }, ["sales 1 100 6.00", "city 1 100 1.00", "recovery 1 100 2.50"]],
    [
      "no nexus there: nothing of the state and its cities, the seller's own fee stays",
      { nexus: ["YY"] },
      ["sales 1 0 0.00", "city 1 0 0.00", "recovery 1 100 2.50"],
    ],
    [
      "excluded by place: the city alone",
      { exclusions: [{ place, reason: "collected by the city itself" }] },
      ["sales 1 100 6.00", "city 1 0 0.00", "recovery 1 100 2.50"],
    ],
    [
      "excluded by kind and place",
      { exclusions: [{ kinds: ["tax"], place: { state: "ZZ" }, reason: "not registered" }] },
      ["sales 1 0 0.00", "city 1 0 0.00", "recovery 1 100 2.50"],
    ],
  ])("%s", (_, seller, lines) => {
    const request = {
      place,
      seller,
      levies: [sales, city, fee],
      charges: [{ ...voip, portion: "intrastate" }],
    };
    expect(lineTexts(request)).toEqual(lines);
  });

  test("the zero has its reason, and shows what it leaves out", () => {
    const request = {
      place,
      seller: { nexus: ["YY"], exclusions: [{ levies: ["recovery"], reason: "waived" }] },
      levies: [sales, fee],
      charges: [{ ...voip, portion: "intrastate" }],
    };
    const lines = answerTo(request).taxLines;
    expect(lines.map(({ noTax, exempt, record }) => [noTax, exempt, record.exception])).toEqual([
      ["noNexus", "100", "the seller has no nexus in ZZ"],
      ["excluded", "100", "the seller does not collect it: waived"],
    ]);
  });

  test("a place never excludes a federal levy", () => {
    const seller = { ...safeHarbor, exclusions: [{ place: { state: "ZZ" }, reason: "not there" }] };
    expect(lineTexts({ place, seller, levies: [fusf, sales], charges: [voip] })).toEqual([
      "fusf 1 64.9 24.01",
      "sales 1 0 0.00",
    ]);
  });
});

describe("47 CFR 54.706(c): international revenue below the limit", () => {
  const charges = [
    { ...voip, id: "abroad", portion: "international", amount: "10.00" },
    { ...voip, id: "mixed", shares: { interstate: "0.5", international: "0.2" } },
  ];
  test.each([
    [false, ["fusf abroad 10 3.70", "fusf mixed 70 25.90"]],
    [true, ["fusf abroad 0 0.00", "fusf mixed 50 18.50"]],
  ])("limited: %s", (limitedInternational, lines) => {
    expect(lineTexts({ place, seller: { limitedInternational }, levies: [fusf], charges })).toEqual(lines);
  });
});

describe("FUSF on the seller's recovery fee (tax method 1.2)", () => {
  // The fee is 2.50 on 100.00; 0.649 of it is 1.6225.
  test.each([
    ["all of it", "all", "67.4", "24.93"],
    ["its interstate part", "portion", "66.5225", "24.61"],
  ])("%s", (_, includedPart, base, amount) => {
    const levies = [fee, { ...fusf, baseIncludes: ["recovery"], includedPart }];
    const lines = lineTexts({ place, seller: safeHarbor, levies, charges: [voip] });
    expect(lines[1]).toBe(`fusf 1 ${base} ${amount}`);
  });
});

describe("Lifeline", () => {
  test("a line that it supports is free of the levies that say so, and shown", () => {
    const e911 = {
      id: "e911",
      kind: "tax",
      exceptLifeline: true,
      form: { perUnit: { unit: "lines", amount: "0.80" } },
    };
    const charges = [
      { id: "plain", amount: "20.00", counts: { lines: 1 } },
      { id: "supported", amount: "20.00", counts: { lines: 1 }, lifeline: true },
    ];
    const request = { place, levies: [e911, sales], charges };
    expect(lineTexts(request)).toEqual([
      "e911 plain 1u 0.80",
      "e911 supported 0 0.00",
      "sales plain 20 1.20",
      "sales supported 20 1.20",
    ]);
    expect(answerTo(request).taxLines[1]?.noTax).toBe("lifeline");
  });
});

describe("the cap of 47 CFR 54.712 on a bill with credits", () => {
  // Each line rounded down: 24.01 - 2.40 = 21.61, above (64.90 - 6.49649) × 0.37 = 21.609…; once for the bill: 21.60.
  const charges = [voip, { ...voip, id: "credit", amount: "-10.01" }];
  test.each([
    [false, "21.61"],
    [true, "21.60"],
  ])("held to it: %s", (capUniversalService, total) => {
    expect(answerTo({ place, seller: safeHarbor, levies: [fusf], charges, capUniversalService }).total).toBe(
      total,
    );
  });
});
