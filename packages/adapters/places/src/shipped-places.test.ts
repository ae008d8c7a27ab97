import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CivilDate } from "@tollwright/calendar";
import { type PlaceQuery, resolvePlace } from "@tollwright/place";
import { describe, expect, it } from "vitest";
import { openPlaces } from "./open-places.ts";
import { readOneLine } from "./read-one-line.ts";

const SHIPPED = join(import.meta.dirname, "..", "..", "..", "..", "rate-cards", "places");
const places = openPlaces({ shipped: SHIPPED, operator: join(SHIPPED, "nothing-imported") });

function levels(query: PlaceQuery, on = "2026-04-30") {
  const found = resolvePlace(query, places, CivilDate.parse(on));
  if (!found.ok) throw new Error(found.problems[0]?.message);
  return found.value.levels;
}

describe("ZIPs by the shipped table", () => {
  it.each([
    ["60654", "IL", "Cook", "-"],
    ["90012", "CA", "Los Angeles", "-"],
    ["64106", "MO", "Jackson", "-"],
    ["21201", "MD", "Baltimore city", "Baltimore"],
    ["63101", "MO", "St. Louis city", "St. Louis"],
    ["20001", "DC", "District of Columbia", "Washington"],
    ["10118", "NY", "New York", "New York"],
    ["11225", "NY", "Kings", "New York"],
    ["94103", "CA", "San Francisco", "San Francisco"],
    ["80202", "CO", "Denver", "Denver"],
    ["19103", "PA", "Philadelphia", "Philadelphia"],
    ["70112", "LA", "Orleans", "New Orleans"],
    ["96813", "HI", "Honolulu", "Honolulu"],
    ["23219", "VA", "Richmond city", "Richmond"],
    ["23510", "VA", "Norfolk city", "Norfolk"],
    ["22314", "VA", "Alexandria city", "Alexandria"],
    ["24011", "VA", "Roanoke city", "Roanoke"],
    ["37201", "TN", "Davidson", "-"],
    ["46204", "IN", "Marion", "-"],
    ["57770", "SD", "Oglala Lakota", "-"],
    ["06103", "CT", "Capitol", "-"],
  ])("%s is in %s, %s, city %s", (zip, state, county, city) => {
    const found = levels({ zip, state });
    expect([found.state.name, found.county.name, found.city.name ?? "-"]).toEqual([state, county, city]);
    expect(found.county.confidence).toBe("likely");
  });

  it("two counties of one city: the city is known", () => {
    const { county, city } = levels({ zip: "11201", state: "NY" });
    expect(county.candidates?.map(({ name }) => name)).toEqual(["Kings", "New York"]);
    expect(city).toMatchObject({ name: "New York", code: "3651000", confidence: "likely" });
  });

  it.each([
    ["96799", "AS", 4],
    ["96742", "HI", 2],
  ])("%s, %s, may be in %i counties, none of which has a city: there is no city", (zip, state, counties) => {
    const { county, city } = levels({ zip, state });
    expect(county.candidates).toHaveLength(counties);
    expect(city).toMatchObject({ status: "none", confidence: "likely" });
  });

  it.each([
    ["80020", ["Boulder", "Adams", "Broomfield", "Jefferson"]],
    ["80023", ["Broomfield", "Adams"]],
    ["80234", ["Adams", "Broomfield"]],
  ])("%s reaches into Broomfield, a county since 2001: %j", (zip, counties) => {
    const { county, city } = levels({ zip, state: "CO" });
    expect(county.candidates?.map(({ name }) => name)).toEqual(counties);
    expect(city.candidates?.map(({ name }) => name)).toContain("Broomfield");
  });

  it("an independent city and the county around it stay apart", () => {
    const { county, city } = levels({ zip: "22030", state: "VA" });
    expect(county.candidates?.map(({ name, code }) => `${name} ${code}`)).toEqual([
      "Fairfax city 51600",
      "Fairfax 51059",
    ]);
    expect(city.candidates?.map(({ name }) => name)).toEqual(["Fairfax", null]);
  });

  it.each([
    ["21204", "MD", "Baltimore"],
    ["21044", "MD", "Howard"],
    ["22201", "VA", "Arlington"],
    ["96720", "HI", "Hawaii"],
    ["00901", "PR", "San Juan"],
  ])("%s lies outside every city, for none lies in %s, %s", (zip, state, county) => {
    const found = levels({ zip, state });
    expect(found.county.name).toBe(county);
    expect(found.city).toMatchObject({ status: "none", method: "cityOfCounty" });
  });

  it("Richmond, or Henrico around it, which has no city: nothing is left out of the list", () => {
    expect(levels({ zip: "23228", state: "VA" }).city.candidates).toEqual([
      { name: null, code: null, share: null },
      { name: "Richmond", code: "5167000", share: null },
    ]);
  });

  it.each([
    ["96319", "AP"],
    ["09014", "AE"],
    ["34002", "AA"],
  ])("%s is a military post of %s, in no county", (zip, state) => {
    const found = levels({ zip, state });
    expect([found.state.name, found.county.status, found.city.status]).toEqual([state, "none", "none"]);
  });

  it.each([
    ["03579", "NH", "Coos"],
    ["03579", "ME", "Oxford"],
    ["97635", "OR", "Lake"],
    ["97635", "CA", "Modoc"],
  ])("%s crosses a state line: in %s it is %s, and without a state ambiguous", (zip, state, county) => {
    const stated = levels({ zip, state });
    expect([stated.state.name, stated.county.name, stated.county.confidence]).toEqual([
      state,
      county,
      "likely",
    ]);
    expect(levels({ zip }).state).toMatchObject({ status: "undetermined", confidence: "ambiguous" });
  });

  it("a post on Hawaii is in Hawaii", () => {
    expect(levels({ zip: "96860", state: "HI" }).county.name).toBe("Honolulu");
  });

  it("places within a consolidated government are candidates beside it", () => {
    const names = levels({ zip: "37201", state: "TN" }).city.candidates?.map(({ name }) => name);
    expect(names?.slice(0, 2)).toEqual(["Nashville-Davidson", "Belle Meade"]);
  });
});

describe("points by the shipped polygons", () => {
  it.each([
    [41.8896, -87.6372, "Cook"],
    [38.8823, -77.1711, "Falls Church city"],
    [40.6892, -74.0445, "New York"],
    [39.2904, -76.6122, "Baltimore city"],
    [38.627, -90.1994, "St. Louis city"],
    [29.9511, -90.0715, "Orleans"],
    [21.3069, -157.8583, "Honolulu"],
    [61.2181, -149.9003, "Anchorage"],
    [41.7637, -72.6851, "Capitol"],
  ])("%d, %d lies in %s", (latitude, longitude, county) => {
    expect(levels({ at: { latitude, longitude } }).county.name).toBe(county);
  });
});

it.each([
  ["06103", "2022-06-05", "Hartford"],
  ["06103", "2022-06-06", "Capitol"],
])("the county of a Connecticut point on %s changes by the day: %s is %s", (_, on, county) => {
  expect(levels({ at: { latitude: 41.7637, longitude: -72.6851 } }, on).county.name).toBe(county);
});

it.each([
  ["02261", ["02063", "02066"]],
  ["02270", ["02158"]],
  ["46113", ["46102"]],
  ["51515", ["51019"]],
])("the code %s became %j", (code, became) => {
  expect(places.counties.on(code, CivilDate.parse("2026-04-30"))).toEqual(became);
});

it("counties share their borders: no point far from the sea lies in none or in two", () => {
  const outside: string[] = [];
  for (let latitude = 37.013; latitude < 43; latitude += 0.097)
    for (let longitude = -104.007; longitude < -84; longitude += 0.133) {
      const inside = places.countyShapes.data
        .around({ latitude, longitude }, 0)
        .filter((area) => area.inside);
      if (inside.length !== 1) outside.push(`${latitude} ${longitude}: ${inside.length}`);
    }
  // Lake Michigan's south belongs to no county here.
  expect(outside.filter((point) => !/^4[12]\.\d+ -8[67]/.test(point))).toEqual([]);
});

it("all independent cities of Virginia decide their city", () => {
  const rows = readFileSync(join(SHIPPED, "counties.csv"), "utf8").split("\n");
  const cities = rows
    .filter((row) => /^51\d{3},VA,.* city,independent city,,,$/.test(row))
    .map((row) => row.slice(0, 5));
  expect(cities).toHaveLength(38);
  expect(cities.filter((code) => places.countyCities(code)?.covers !== "whole")).toEqual([]);
});

it.each([
  ["350 N Orleans St Ste 900, Chicago, IL 60654-1234", ["350 N Orleans St Ste 900"], "IL", "60654-1234"],
  ["PO Box 555, Springfield IL 62701", ["PO Box 555"], "IL", "62701"],
  ["RR 2 Box 10, Dover NH 03820", ["RR 2 Box 10"], "NH", "03820"],
  ["03820", [], null, "03820"],
])("one line: %s", (line, lines, state, zip) => {
  expect(readOneLine(line)).toMatchObject({ lines, state, zip });
});
