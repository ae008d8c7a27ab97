import { civilDate } from "@tollwright/calendar";
import { assessDocument, coverageGaps, GapDecision, type Levy, LevySchema, openGaps } from "@tollwright/tax";
import { expect, test } from "vitest";
import { z } from "zod";
import { companyFile, coverageFiles, levies, levyFiles, levyTables } from "./tax-files.ts";

test.each(levyFiles)(
  "$path says what it is, by which law, and when it was compared with its sources",
  ({ path, value }) => {
    expect(value.name && value.description && value.statute && value.authority && value.family).toBeTruthy();
    expect(value.verifiedOn).toBeTruthy();
    expect(path.startsWith(`${folderOf(value)}/`)).toBe(true);
  },
);

/** A levy lies with its country and state; value-added taxes lie together. */
function folderOf({ family, jurisdiction }: Levy): string {
  if (family === "vat") return "vat";
  const country = (jurisdiction?.country ?? "US").toLowerCase();
  return `${country}/${jurisdiction?.state?.toLowerCase() ?? jurisdiction?.level}`;
}

test.each(levyFiles)("$path: every figure has its source, its confidence and its dates", ({ value }) => {
  for (const figure of value.values ?? []) {
    expect(figure.source).toBeTruthy();
    expect(figure.confidence).toBeTruthy();
    if (figure.from && figure.until) expect(figure.from < figure.until).toBe(true);
  }
});

test.each(levyTables)(
  "$path says by which law its places levy, and what it names itself",
  ({ path, value }) => {
    const { name, statute, authority, family } = value.levy;
    expect(name && statute && authority && family).toBeTruthy();
    expect(path.startsWith(`us/${value.state.toLowerCase()}/`)).toBe(true);
  },
);

test("ids are unique, and coverage names levies that are there", () => {
  const ids = levies.map((levy) => levy.id);
  expect(new Set(ids).size).toBe(ids.length);
  const named = coverageFiles.flatMap(({ value }) => value.entries.flatMap((entry) => entry.levies ?? []));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

// The places of the demonstration company; its bill of 1 May 2026.
const places = [
  { state: "IL", county: "Cook", city: "Chicago" },
  { state: "CA", county: "Los Angeles", city: "Los Angeles" },
  { state: "NH", county: "Merrimack", city: "Concord" },
  { state: "MO", county: "Jackson", city: "Kansas City" },
];
const decisions = z.array(GapDecision).parse(companyFile("gap-decisions.yaml"));

test("each gap of the demonstration's April bill is decided by name, and each decision decides one", () => {
  const fee = LevySchema.parse(companyFile("levies/regulatory-recovery.yaml"));
  const result = assessDocument({
    billDate: "2026-05-01",
    seller: { interstateMethod: { voip: "safeHarbor" }, elections: { fusf: "recover", "mo-usf": "recover" } },
    buyer: { kind: "business" },
    charges: places.map((place, index) => ({
      id: `${index}`,
      place,
      amount: "100.00",
      serviceClass: "voip",
      portion: "mixed",
      counts: { channels: 4, numbers: 10 },
    })),
    levies: [...levies, fee],
    decisions,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const uncovered = coverageGaps({
    coverage: coverageFiles.map(({ value }) => value),
    places: places.map((place, index) => ({ place, charges: [`${index}`] })),
    billDate: civilDate("2026-05-01"),
    decisions,
  });
  const gaps = [...result.value.gaps, ...uncovered];
  expect(openGaps(gaps)).toEqual([]);
  expect(gaps.map((gap) => `${gap.levy} ${gap.jurisdiction} ${gap.decision?.decision}`)).toEqual([
    "ca-911 US / CA useLastKnown",
    "ca-ppp US / CA confirm",
    "family:usf US / IL billWithout",
    "family:usf US / NH billWithout",
  ]);
  expect(gaps.length).toBe(decisions.length);
  const marked = result.value.taxLines.find((line) => line.levy === "ca-911");
  expect(marked).toMatchObject({ amount: "1.64", charge: "1" });
  expect(marked?.marks[0]).toMatch(/^last known figure of 2025 \(0\.41\), decided by Demo Finance: /);
});
