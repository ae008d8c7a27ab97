import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { areaKey } from "./area-key.ts";

it.each([
  ["city", "St. Louis", "Saint Louis"],
  ["city", "St. Louis", "ST LOUIS"],
  ["city", "Sault Ste. Marie", "Sault Sainte Marie"],
  ["city", "Fort Worth", "Ft. Worth"],
  ["city", "Mount Vernon", "Mt Vernon"],
  ["city", "Winston-Salem", "Winston Salem"],
  ["city", "O'Fallon", "OFallon"],
  ["city", "O'Fallon", "O’Fallon"],
  ["city", "Coeur d'Alene", "Coeur d Alene"],
  ["city", "Cañon City", "Canon City"],
  ["city", "Española", "Espan\u0303ola"],
  ["city", "North Las Vegas", "N. Las Vegas"],
  ["city", "West St. Paul", "W Saint Paul"],
  ["city", "De Kalb", "DeKalb"],
  ["city", "Chicago", "City of Chicago"],
  ["city", "Chicago", "Chicago city"],
  ["city", "Kansas City", "kansas city"],
  ["city", "0455000", "0455000"],
  ["county", "Cook", "Cook County"],
  ["county", "Orleans", "ORLEANS PARISH"],
  ["county", "Prince George's", "Prince Georges County"],
  ["county", "Doña Ana", "Dona Ana County"],
  ["county", "St. Louis city", "City of St. Louis"],
  ["county", "Ste. Genevieve", "Sainte Genevieve County"],
  ["county", "Fairbanks North Star", "Fairbanks North Star Borough"],
] as const)("%s: %s is %s", (kind, one, other) => {
  expect(areaKey(kind, other)).toBe(areaKey(kind, one));
});

it.each([
  ["county", "Baltimore", "Baltimore city"],
  ["county", "Baltimore", "City of Baltimore"],
  ["county", "St. Louis", "St. Louis city"],
  ["county", "Carson City", "Carson"],
  ["city", "Kansas City", "Kansas"],
  ["city", "Boise City", "Boise"],
  ["city", "Salem", "Winston-Salem"],
  ["city", "E", "East"],
] as const)("%s: %s is not %s", (kind, one, other) => {
  expect(areaKey(kind, other)).not.toBe(areaKey(kind, one));
});

it("of all counties of a state, no two have one key", () => {
  const file = join(import.meta.dirname, "..", "..", "..", "rate-cards", "places", "counties.csv");
  const names = readFileSync(file, "utf8").trimEnd().split("\n").slice(1);
  const counties = new Set(names.map((line) => line.split(",").slice(1, 3).join("/")));
  const keys = [...counties].map((each) => `${each.slice(0, 3)}${areaKey("county", each.slice(3))}`);
  expect(counties.size).toBeGreaterThan(3000);
  expect(new Set(keys).size).toBe(counties.size);
});
