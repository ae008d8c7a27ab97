import { describe, expect, it } from "vitest";
import { recomputeTaxLine } from "./index.ts";
import { answerTo, problemsOf } from "./testing/requests.ts";

const GB = {
  id: "vat-gb",
  kind: "tax",
  datedBy: "serviceDays",
  values: [
    { from: "2010-01-01", until: "2011-01-04", form: { percent: "0.175" } },
    { from: "2011-01-04", until: "2012-01-01", form: { percent: "0.2" } },
  ],
};

function lines(from: string, until: string, levy: object = GB) {
  const charges = [{ id: "1", amount: "100.00", period: { from, until } }];
  return answerTo({ billDate: "2011-02-01", charges, levies: [levy] });
}

describe("a rate that changes within the period counts for its days", () => {
  it.each([
    ["2010-12-04", "2011-01-04", "17.50", "all before the change"],
    ["2010-12-05", "2011-01-05", "17.58", "30 × 0.175 and 1 × 0.2 of 31 days: 17.5806"],
    ["2010-12-20", "2011-01-20", "18.79", "15 and 16 of 31 days: 18.7903"],
    ["2011-01-03", "2011-02-03", "19.92", "1 and 30 of 31 days: 19.9194"],
    ["2011-01-04", "2011-02-04", "20.00", "all from it on"],
  ])("%s to %s: %s (%s)", (from, until, amount) => {
    expect(lines(from, until).taxLines).toMatchObject([{ levy: "vat-gb", amount }]);
  });

  it("says how many days each rate counts for", () => {
    const [line] = lines("2010-12-20", "2011-01-20").taxLines;
    expect(line?.rate).toBe("233/1240");
    expect(JSON.stringify(line)).toContain("0.175 for 15 of 31 days, 0.2 for 16 of 31 days");
  });

  it("is redone from its record alone", () => {
    const [line] = lines("2010-12-20", "2011-01-20").taxLines;
    expect(line && recomputeTaxLine(line.record)).toMatchObject({ amount: "18.79" });
  });

  it("a day without a figure is a gap, not a share of the tax", () => {
    const { gaps, taxLines } = lines("2011-12-20", "2012-01-20");
    expect(gaps).toMatchObject([{ levy: "vat-gb", kind: "missing", from: "2012-01-01" }]);
    expect(taxLines.filter(({ billed }) => billed)).toEqual([]);
  });

  it("what is counted by the piece is not split", () => {
    const fee = {
      ...GB,
      values: [{ from: "2010-01-01", form: { perUnit: { unit: "lines", amount: "1" } } }],
    };
    const charges = [{ id: "1", amount: "1", period: { from: "2011-01-01", until: "2011-02-01" } }];
    expect(JSON.stringify(problemsOf({ charges, levies: [fee] }))).toContain("only shares of a charge");
  });
});
