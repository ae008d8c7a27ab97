import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { civilDate } from "@tollwright/calendar";
import { documentsFrom, importLevies, leviesOf } from "@tollwright/rate-card";
import type { SourceFile } from "@tollwright/yaml";
import { expect, test } from "vitest";

// Rate files of states under the Streamlined Sales Tax layout, outside this repository.
const root = join(import.meta.dirname, "../..");
const folder = join(root, "../shared/fixtures/tax-boundaries");
const places = (name: string): string[][] =>
  readFileSync(join(root, "rate-cards/places", name), "utf8")
    .split("\n")
    .map((line) => line.split(","));
const names = {
  states: new Map(places("states.csv").map(([letters = "", fips = ""]) => [fips, letters])),
  counties: new Map(places("counties.csv").map(([code = "", , name = ""]) => [code, name])),
};

function importFile(name: string, existing: readonly SourceFile[]) {
  const file = { path: name, text: readFileSync(join(folder, name), "utf8") };
  const imported = importLevies({ file, existing, readOn: civilDate("2026-11-22"), names });
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
  return imported.value;
}

test.skipIf(!existsSync(folder)).each([
  // file, its rows and the spans without a rate, one levy with its history
  [
    "GAR2026Q2FEB19.csv",
    449 + 1,
    { id: "ga-sst-01-04000", history: "0.01 0.015 0.019 0.015 0.019", jurisdiction: "1304000" },
  ],
  ["MNR2026Q2FEB18.csv", 148 + 5, { id: "mn-sst-00-053", history: "0.0015", jurisdiction: "27053" }],
])("%s: every row is read, and a second time nothing changes", (name, rows, expected) => {
  const first = importFile(name, []);
  expect(first.problems).toEqual([]);
  expect(first.changes).toHaveLength(rows);
  const loaded = documentsFrom(first.files.map((file) => ({ ...file, path: `taxes/${file.path}` })));
  expect(loaded.problems).toEqual([]);
  const levy = leviesOf(loaded.documents).find(({ id }) => id === expected.id);
  expect(levy?.values?.map(({ form }) => form?.percent).join(" ")).toBe(expected.history);
  expect(levy?.jurisdiction?.cityFips ?? levy?.jurisdiction?.countyFips).toBe(expected.jurisdiction);
  const again = importFile(name, first.files);
  expect(again.files).toEqual([]);
  expect(new Set(again.changes.map(({ kind }) => kind))).toEqual(new Set(["unchanged"]));
});

test.skipIf(!existsSync(folder))(
  "Georgia's file over the shipped levies: earlier history is added, nothing contradicts it",
  () => {
    const shipped = ["sales.yaml", "local-sales-tax.table.yaml", "local-sales-tax.csv"].map((name) => ({
      path: `us/ga/${name}`,
      text: readFileSync(join(root, "rate-cards/taxes/us/ga", name), "utf8"),
    }));
    const { changes, problems } = importFile("GAR2026Q2FEB19.csv", shipped);
    // The shipped table knows of the June file that Madison County's rate ends; the February file leaves it open.
    expect(problems).toEqual([]);
    const counts = Map.groupBy(changes, ({ kind }) => kind);
    expect(counts.get("new") ?? []).toEqual([]);
    expect(counts.get("added")?.length).toBe(449 + 1 - 181);
  },
);
