import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { becauseOf } from "../because.ts";
import { carriedBack } from "../carried-back.ts";
import type { TaxRecord } from "../tax-record.ts";
import { assembled, generatedRequest } from "../testing/generated-requests.ts";
import { answerTo } from "../testing/requests.ts";
import { type PackedRecords, packedRecords, unpackedRecords } from "./packed-records.ts";

/** As a file holds it. */
function written(records: readonly TaxRecord[]): PackedRecords {
  return JSON.parse(canonicalJson(plain(packedRecords(records)))) as PackedRecords;
}

function plain(value: object): CanonicalValue {
  return value as CanonicalValue;
}

/** 100.00 and 50.00 of mixed VoIP by the safe harbor: FUSF 24.01 and 12.00, 911 once an invoice. */
const levies = [
  {
    ...{ id: "fusf", kind: "passThrough", name: "FUSF", statute: "47 CFR 54.712", family: "usf" },
    values: [{ from: "2026-04-01", form: { percent: "0.37" }, source: "FCC DA-26-218" }],
    portion: ["interstate", "international"],
    rounding: { mode: "down", places: 2 },
  },
  { id: "sales", kind: "tax", form: { percent: "0.06" }, baseIncludes: ["fusf"] },
];
const charge = (id: string, amount: string) => ({ id, amount, serviceClass: "voip", portion: "mixed" });
const request = {
  billDate: "2026-05-01",
  seller: { interstateMethod: { voip: "safeHarbor" } },
  charges: [charge("a", "100.00"), charge("b", "50.00")],
  levies,
};
const recordsOf = (of: object): readonly TaxRecord[] => answerTo(of).taxLines.map(({ record }) => record);

describe("packed tax records", () => {
  it("say once what many share, and of a line what is its own", () => {
    const { rules, charges, lines } = written(recordsOf(request));
    expect(Object.keys(rules)).toEqual(["fusf", "sales"]);
    expect(rules["fusf"]).toMatchObject({
      statute: "47 CFR 54.712",
      form: { percent: "0.37" },
      value: { from: "2026-04-01", source: "FCC DA-26-218" },
      rounding: { mode: "down", places: 2, level: "line" },
      isSplit: true,
    });
    expect(charges[0]).toMatchObject({ billDate: "2026-05-01", charge: { amount: "100" } });
    expect(charges[0]?.split?.interstate).toBe("0.649");
    expect(lines).toEqual([
      { rule: "fusf", charge: 0, share: "0.649", base: "64.9", exact: "24.013", amount: "24.01" },
      { rule: "fusf", charge: 1, share: "0.649", base: "32.45", exact: "12.0065", amount: "12" },
      {
        ...{ rule: "sales", charge: 0, base: "124.01", exact: "7.4406", amount: "7.44" },
        included: [{ levy: "fusf", amount: "24.01" }],
      },
      {
        ...{ rule: "sales", charge: 1, base: "62", amount: "3.72" },
        included: [{ levy: "fusf", amount: "12" }],
      },
    ]);
  });

  it.each<[string, object, readonly string[]]>([
    [
      "another figure: a credit by its original's bill date",
      {
        ...request,
        charges: [charge("a", "100.00"), { ...charge("b", "-50.00"), billDate: "2026-03-31" }],
        levies: [
          {
            ...{ id: "fusf", kind: "passThrough" },
            values: [
              { from: "2026-01-01", until: "2026-04-01", form: { percent: "0.36" } },
              { from: "2026-04-01", form: { percent: "0.37" } },
            ],
          },
        ],
      },
      ["fusf", "fusf (2)"],
    ],
    [
      "a charge that is left out bears no figure",
      {
        ...request,
        charges: [charge("a", "100.00"), { ...charge("b", "50.00"), kind: "oneTime" }],
        levies: [{ id: "x", kind: "tax", form: { percent: "0.06" }, except: { chargeKinds: ["oneTime"] } }],
      },
      ["x", "x (2)"],
    ],
    [
      "a levy whose own id looks like another's second rule",
      {
        ...request,
        charges: [charge("a", "100.00"), { ...charge("b", "50.00"), kind: "oneTime" }],
        levies: [
          { id: "x (2)", kind: "tax", form: { percent: "0.01" } },
          { id: "x", kind: "tax", form: { percent: "0.06" }, except: { chargeKinds: ["oneTime"] } },
        ],
      },
      ["x (2)", "x", "x (3)"],
    ],
  ])("%s", (_, of, rules) => {
    const records = recordsOf(of);
    expect(Object.keys(packedRecords(records).rules)).toEqual(rules);
    expect(unpackedRecords(written(records))).toEqual(records);
  });

  it("come back whole, whatever was computed, with every sentence; carried back, too", () => {
    const property = fc.property(generatedRequest, (generated) => {
      const lines = answerTo(assembled(generated)).taxLines;
      const originals = lines.map(({ record }) => record);
      const reverses = { invoice: "ON-1", charge: "c0" };
      const back = originals.map((record) => carriedBack({ record, charge: "back", reverses }).record);
      const records = [...originals, ...back];
      const read = unpackedRecords(written(records));
      expect(read).toEqual(records);
      expect(read.slice(0, lines.length).map(becauseOf)).toEqual(originals.map(becauseOf));
      expect(canonicalJson(plain(packedRecords(read)))).toBe(canonicalJson(plain(packedRecords(records))));
    });
    fc.assert(property, { numRuns: 40 });
  });
});
