import { civilDate } from "@tollwright/calendar";
import { expect, test } from "vitest";
import { coverageTable } from "./coverage-table.ts";
import { CoverageSchema } from "./schema/coverage.ts";
import { LevySchema } from "./schema/levy.ts";

const zz = { level: "state", state: "ZZ" } as const;
const form = { percent: "0.01" };
const levy = (id: string, family: string, values: readonly object[], jurisdiction: object = zz) =>
  LevySchema.parse({ id, kind: "tax", family, jurisdiction, verifiedOn: "2026-04-30", values });

const levies = [
  levy("zz-sales", "sales", [{ from: "2020-01-01", form, confidence: "high" }]),
  levy("zz-sales-2", "sales", [{ seenInForceOn: "2024-07-24", form, confidence: "medium" }]),
  levy("zz-911", "e911", [{ from: "2026-01-01", form: null }]),
  levy("zz-town", "franchise", [{ from: "2026-01-01", form, confidence: "low" }], {
    state: "ZZ",
    city: "Town",
  }),
];
const coverage = [
  CoverageSchema.parse({
    id: "us",
    description: "All.",
    required: [
      { level: "federal", family: "usf" },
      ...["sales", "e911", "s988", "usf"].map((family) => ({ level: "state", family })),
    ],
    states: { YY: "Ypsilon", ZZ: "Zenith" },
    staleAfterMonths: 24,
    entries: [],
  }),
  CoverageSchema.parse({
    id: "zz",
    description: "Zenith.",
    entries: [
      { jurisdiction: zz, family: "sales", status: "known", levies: ["zz-sales", "zz-sales-2"] },
      { jurisdiction: zz, family: "e911", status: "known", levies: ["zz-911"] },
      { jurisdiction: zz, family: "s988", status: "knownNone", source: "the code", seenOn: "2026-01-31" },
      { jurisdiction: zz, family: "excise", status: "unknown" },
    ],
  }),
];

const shown = (onDay: string) =>
  coverageTable({ coverage, levies, onDay: civilDate(onDay) }).map((cell) =>
    [
      cell.jurisdiction,
      cell.family,
      cell.status,
      cell.isRequired ? "required" : "",
      cell.confidence ?? "-",
      cell.ageMonths ?? "-",
      cell.isStale ? "stale" : "",
      cell.withoutFigure.join("+"),
    ]
      .filter((part) => part !== "")
      .join(" "),
  );

test("the table says known, known none or unknown, with age and confidence, and what is required and answered nowhere", () => {
  expect(shown("2026-07-23")).toEqual([
    "US usf unknown required - -",
    "US / YY e911 unknown required - -",
    "US / YY s988 unknown required - -",
    "US / YY sales unknown required - -",
    "US / YY usf unknown required - -",
    // The levy is known, its figure of that day is not.
    "US / ZZ e911 known required - 2 zz-911",
    "US / ZZ excise unknown - -",
    "US / ZZ s988 knownNone required - 5",
    // The oldest sighting and the lowest confidence of the two.
    "US / ZZ sales known required medium 23",
    "US / ZZ usf unknown required - -",
    // No coverage file speaks of it: it is known by being there.
    "US / ZZ / Town franchise known low 2",
  ]);
});

test("the day on which a figure grows stale", () => {
  expect(shown("2026-07-24").filter((line) => line.includes("stale"))).toEqual([
    "US / ZZ sales known required medium 24 stale",
  ]);
});
