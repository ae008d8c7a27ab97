import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CivilDate } from "@tollwright/calendar";
import { type PlaceData, PlaceQuery, resolvePlace } from "@tollwright/place";
import { importBoundaries, importZipCounties, importZipPlaces, openPlaces } from "@tollwright/places";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "../shared/fixtures");
const zips = join(fixtures, "places");
const minnesota = join(fixtures, "tax-boundaries/MNB2026Q2FEB18-sample.csv");
const isThere = existsSync(zips) && existsSync(minnesota);
if (!isThere) console.warn(`CONFORMANCE NOT TRIED: no Census and boundary files at ${fixtures}`);

describe.runIf(isThere)("files of the Census Bureau and of Minnesota", () => {
  const operator = mkdtempSync(join(tmpdir(), "place-data-"));
  let places: PlaceData;
  afterAll(() => rmSync(operator, { recursive: true }));

  beforeAll(async () => {
    const shipped = join(root, "rate-cards/places");
    const stateOf = openPlaces({ shipped, operator }).counties.stateOf;
    const counties = await importZipCounties({
      folder: operator,
      file: join(zips, "zcta5_county_rel.csv.gz"),
      vintage: "2020",
    });
    await importZipPlaces({ folder: operator, file: join(zips, "zcta_place.csv.gz"), vintage: "2020" });
    const rows = await importBoundaries({
      folder: operator,
      file: minnesota,
      layout: null,
      vintage: "2026Q2",
      stateOf,
    });
    // zcat FILE | wc -l gives 46,961 with the heading, wc -l 100; 66 rows of type 4 and 34 of type z.
    expect([counties.rows, rows.rows, rows.refused]).toEqual([46_960, 100, 0]);
    places = openPlaces({ shipped, operator });
  });

  function levels(query: object, on = "2026-04-30") {
    const found = resolvePlace(PlaceQuery.parse(query), places, CivilDate.parse(on));
    if (!found.ok) throw new Error(found.problems[0]?.message);
    return found.value.levels;
  }

  // Shares by awk over the file: part / sum of the parts of the ZIP.
  it.each([
    ["60654", "Cook", "certain"],
    ["22030", null, "ambiguous"],
    ["55044", null, "ambiguous"],
    ["57717", null, "ambiguous"],
  ])("the county of %s: %s, %s", (zip, county, confidence) => {
    expect(levels({ zip }).county).toMatchObject({ name: county, confidence });
  });

  it("22030 is 0.76 of Fairfax and 0.24 of the city of Fairfax, though the file's total is doubled", () => {
    expect(levels({ zip: "22030" }).county.candidates).toEqual([
      { name: "Fairfax", code: "51059", share: "0.7606" },
      { name: "Fairfax city", code: "51600", share: "0.2394" },
    ]);
  });

  it("the shares of every ZIP that the shipped table gives to one county name that county too, but for one in a hundred", () => {
    let [alone, agree] = [0, 0];
    for (let number = 500; number < 100_000; number += 1) {
      const zip = String(number).padStart(5, "0");
      const entry = places.zips.data(zip);
      const parts = places.zipCountyShares?.data(zip);
      if (entry?.seen !== "both" || entry.counties.length !== 1 || !parts) continue;
      alone += 1;
      const day = CivilDate.parse("2020-01-01");
      const [code = ""] = entry.counties;
      if (places.counties.on(code, day).includes(parts[0]?.code ?? "")) agree += 1;
    }
    expect(alone).toBeGreaterThan(20_000);
    expect(agree / alone).toBeGreaterThan(0.98);
  });

  // grep 55103 of the sample: `z,20171001,20190331,…,55103,,55103,,,27,27,123,58000`
  it.each([
    ["55103", "2018-01-01", { code: "27123", method: "zipOfStateFile" }, { code: "2758000" }],
    ["55103", "2019-04-01", { method: "zip5" }, {}],
  ])("Minnesota's row of %s on %s", (zip, on, county, city) => {
    const found = levels({ zip, state: "MN" }, on);
    expect(found.county).toMatchObject(county);
    expect(found.city).toMatchObject(city);
  });
});
