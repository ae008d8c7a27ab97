import { civilDate } from "@tollwright/calendar";
import { expect, test } from "vitest";
import { type Coverage, CoverageSchema, coverageGaps, type GapDecision } from "./index.ts";

const zz = { level: "state" as const, state: "ZZ" };
const files: readonly Coverage[] = [
  {
    id: "us",
    description: "all",
    required: [
      { level: "state", family: "sales" },
      { level: "city", family: "franchise" },
    ],
    entries: [],
  },
  {
    id: "zz",
    description: "one state",
    entries: [
      { jurisdiction: zz, family: "sales", status: "known", levies: ["zz-sales"] },
      { jurisdiction: { level: "city", state: "ZZ", city: "Town" }, family: "franchise", status: "unknown" },
    ],
  },
];
const billDate = civilDate("2026-05-01");
const gaps = (place: object, decisions: readonly GapDecision[] = []) =>
  coverageGaps({
    coverage: files,
    places: [
      { place, charges: ["1"] },
      { place, charges: ["2"] },
    ],
    billDate,
    decisions,
  });

test("what is said to be unknown is one gap, whatever the number of charges", () => {
  expect(gaps({ state: "ZZ", city: "Town" })).toEqual([
    {
      levy: "family:franchise",
      jurisdiction: "US / ZZ / Town",
      from: null,
      until: null,
      kind: "uncovered",
      charges: ["1", "2"],
      decision: null,
    },
  ]);
});

test("so is what no file speaks of; a place without a city needs no city's answer", () => {
  expect(gaps({ state: "YY" }).map((gap) => [gap.levy, gap.jurisdiction])).toEqual([
    ["family:sales", "US / YY"],
  ]);
  expect(gaps({ state: "ZZ" })).toEqual([]);
});

test("a decision to bill without it closes it, until it expires", () => {
  const decision: GapDecision = {
    levy: "family:sales",
    decision: "billWithout",
    by: "A. Person",
    reason: "why",
    expires: billDate,
  };
  expect(gaps({ state: "YY" }, [decision])[0]?.decision).toMatchObject({
    decision: "billWithout",
    by: "A. Person",
  });
  expect(gaps({ state: "YY" }, [{ ...decision, expires: civilDate("2026-04-30") }])[0]?.decision).toBeNull();
});

test("known names its levies; known to have none names its source", () => {
  const entry = (rest: object) =>
    CoverageSchema.safeParse({
      id: "a",
      description: "b",
      entries: [{ jurisdiction: zz, family: "sales", ...rest }],
    }).success;
  expect(entry({ status: "known", levies: ["a"] })).toBe(true);
  expect(entry({ status: "known" })).toBe(false);
  expect(entry({ status: "knownNone", source: "the code" })).toBe(true);
  expect(entry({ status: "knownNone" })).toBe(false);
  expect(entry({ status: "unknown" })).toBe(true);
});

test("what one country's file requires is asked of that country's places alone", () => {
  const coverage: readonly Coverage[] = [
    { id: "us", description: "us", required: [{ level: "state", family: "s988" }], entries: [] },
    {
      id: "ca",
      description: "ca",
      country: "CA",
      required: [
        { level: "country", family: "gst" },
        { level: "state", family: "e911" },
      ],
      entries: [
        {
          jurisdiction: { level: "country", country: "CA" },
          family: "gst",
          status: "known",
          levies: ["gst"],
        },
      ],
    },
  ];
  const places = [{ state: "CA" }, { country: "CA", state: "ON" }].map((place) => ({
    place,
    charges: ["1"],
  }));
  const found = coverageGaps({ coverage, places, billDate, decisions: [] });
  expect(found.map(({ levy, jurisdiction }) => `${levy} ${jurisdiction}`)).toEqual([
    "family:s988 US / CA",
    "family:e911 CA / ON",
  ]);
});
