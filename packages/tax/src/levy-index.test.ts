import { expect, test } from "vitest";
import { leviesReaching } from "./levy-index.ts";
import { type Levy, LevySchema } from "./schema/levy.ts";

const levy = (id: string, rest: object): Levy =>
  LevySchema.parse({ id, kind: "tax", form: { percent: "0.01" }, ...rest });

const levies = [
  levy("federal", { jurisdiction: { level: "federal", country: "US" } }),
  levy("unplaced", {}),
  levy("zz", { jurisdiction: { level: "state", state: "ZZ" }, baseIncludes: ["yy-recovery"] }),
  levy("zz-anywhere", { jurisdiction: { level: "county", state: "ZZ" } }),
  levy("zz-county", { jurisdiction: { level: "county", state: "ZZ", county: "Cook", countyFips: "99001" } }),
  levy("zz-city", { jurisdiction: { level: "city", state: "ZZ", cityFips: "9900100" } }),
  levy("zz-saint", { jurisdiction: { level: "city", state: "ZZ", city: "St. Louis" } }),
  levy("zz-district", { jurisdiction: { level: "district", state: "ZZ", district: "sst-99-80001" } }),
  levy("yy", { jurisdiction: { level: "state", state: "YY" } }),
  levy("yy-recovery", { jurisdiction: { level: "state", state: "YY" } }),
  levy("de", { jurisdiction: { level: "country", country: "DE" } }),
];

// The charge's place, and what may reach it; yy-recovery stands in the base of zz.
test.each([
  [{ state: "ZZ" }, ["federal", "unplaced", "zz", "zz-anywhere", "yy-recovery"]],
  [{ state: "ZZ", county: "Cook" }, ["federal", "unplaced", "zz", "zz-anywhere", "zz-county", "yy-recovery"]],
  [
    { state: "ZZ", countyFips: "99001", cityFips: "9900100", districts: ["sst-99-80001"] },
    ["federal", "unplaced", "zz", "zz-anywhere", "zz-county", "zz-city", "zz-district", "yy-recovery"],
  ],
  [
    { state: "ZZ", county: "COOK COUNTY", city: "Saint Louis" },
    ["federal", "unplaced", "zz", "zz-anywhere", "zz-county", "zz-saint", "yy-recovery"],
  ],
  [{ state: "YY" }, ["federal", "unplaced", "yy", "yy-recovery"]],
  [{ country: "DE" }, ["federal", "unplaced", "de"]],
])("%j", (place, ids) => {
  const found = leviesReaching(levies, { charges: [{ id: "1", amount: "1", place }] });
  expect(found.map(({ id }) => id)).toEqual(ids);
});

test("a charge used at several places brings the levies of all of them", () => {
  const situs = { segment: [{ state: "ZZ" }, { state: "YY" }] as [{ state: string }, { state: string }] };
  const found = leviesReaching(levies, { charges: [{ id: "1", amount: "1", situs }] });
  expect(found.map(({ id }) => id)).toContain("yy");
  expect(found.map(({ id }) => id)).toContain("zz");
});
