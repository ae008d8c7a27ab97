import type { CoverageCell } from "@tollwright/tax";
import { expect, it } from "vitest";
import { coverageListText, coverageMatrixText, whyMissing } from "./coverage-text.ts";

const cell = (facts: object): CoverageCell => ({
  ...{
    jurisdiction: "US / ZZ",
    country: "US",
    level: "state",
    state: "ZZ",
    family: "sales",
    status: "known",
  },
  ...{
    isRequired: true,
    levies: ["zz-sales"],
    withoutFigure: [],
    confidence: "high",
    seenOn: null,
    ageMonths: 3,
  },
  ...{ isStale: false, note: null },
  ...facts,
});

const cells = [
  cell({}),
  cell({ family: "e911", confidence: "medium", isStale: true, ageMonths: 30, withoutFigure: ["zz-911"] }),
  cell({ family: "s988", status: "knownNone", confidence: null }),
  cell({ family: "usf", status: "unknown", levies: [], confidence: null, ageMonths: null }),
  cell({ jurisdiction: "US / ZZ / Town", level: "city", confidence: "low" }),
];

it("a row a state, a column a family; what is smaller is counted", () => {
  const [head, , row] = coverageMatrixText(cells).split("\n");
  expect(head?.split(/ {2,}/)).toEqual(["where", "e911", "s988", "sales", "usf"]);
  expect(row?.split(/ {2,}/)).toEqual(["US / ZZ", "known M 30m*?", "none 3m", "known H 3m", "unknown"]);
  expect(coverageMatrixText(cells)).toContain("1 smaller jurisdiction ");
});

it("says why somebody should look into it", () => {
  expect(cells.map(whyMissing)).toEqual([
    [],
    ["zz-911: no figure", "stale"],
    [],
    ["unknown"],
    ["low confidence"],
  ]);
  expect(coverageListText([])).toBe("Nothing is missing.");
});
