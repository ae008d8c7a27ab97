import { readFileSync } from "node:fs";
import { join } from "node:path";
import { civilDate } from "@tollwright/calendar";
import { assess, leviesReaching, type TaxPlace } from "@tollwright/tax";
import { expect, test } from "vitest";
import { levies } from "./tax-files.ts";

const PLACES = join(import.meta.dirname, "../../rate-cards/places");

/** Cities whose own taxes take the place of others: a place that carries Census codes alone must bear the same. */
test.each([
  ["Chicago", { state: "IL", county: "Cook", city: "Chicago" }, { countyFips: "17031", cityFips: "1714000" }],
  [
    "Kansas City",
    { state: "MO", county: "Jackson", city: "Kansas City" },
    { countyFips: "29095", cityFips: "2938000" },
  ],
  [
    "St. Louis",
    { state: "MO", county: "St. Louis city", city: "St. Louis" },
    { countyFips: "29510", cityFips: "2965000" },
  ],
  [
    "Los Angeles",
    { state: "CA", county: "Los Angeles", city: "Los Angeles" },
    { countyFips: "06037", cityFips: "0644000" },
  ],
  ["Rome", { state: "NY", county: "Oneida", city: "Rome" }, { countyFips: "36065", cityFips: "3663418" }],
])("%s bears the same by its names as by its codes", (_, named, codes) => {
  const stack = (place: TaxPlace) => {
    const charges = [
      { id: "1", amount: "100.00", serviceClass: "voip", counts: { channels: 1, lines: 1 }, place },
    ];
    const assessed = assess({
      billDate: civilDate("2026-11-22"),
      charges,
      levies: leviesReaching(levies, { charges }),
    });
    if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
    const { taxLines, gaps } = assessed.value;
    return [...taxLines.map(({ levy, amount }) => `${levy} ${amount}`), ...gaps.map(({ levy }) => levy)];
  };
  expect(stack({ state: named.state, ...codes })).toEqual(stack(named));
});

/** Named by a state's list of cities, and no incorporated place of the Census Bureau. */
const WITHOUT_CODE = ["Crosby", "Hebbronville", "Zapata"];
const fipsOf = new Map(
  readFileSync(join(PLACES, "states.csv"), "utf8")
    .split("\n")
    .map((line) => line.split(","))
    .map(([letters = "", digits = ""]) => [letters, digits]),
);
const countyOf = new Map(
  readFileSync(join(PLACES, "counties.csv"), "utf8")
    .split("\n")
    .map((line) => line.split(","))
    .map(([code = "", state = "", name = ""]) => [code, `${state} ${name}`]),
);

test("each county or city that a levy names has its Census code, of the levy's state, and each code is its county's", () => {
  const named = levies.flatMap(({ id, jurisdiction, exceptPlaces }) =>
    [jurisdiction ?? {}, ...(exceptPlaces ?? [])].map((place) => ({
      id,
      country: "country" in place ? place.country : undefined,
      state: place.state ?? jurisdiction?.state ?? "",
      ...{ county: place.county, countyFips: place.countyFips, city: place.city, cityFips: place.cityFips },
    })),
  );
  const here = named.filter(({ country, state }) => (country ?? "US") === "US" && fipsOf.has(state));
  const wrong = here.filter(({ state, county, countyFips, city, cityFips }) => {
    const lacks = (county && !countyFips) || (city && !cityFips && !WITHOUT_CODE.includes(city));
    const other = [countyFips, cityFips].some((code) => code && !code.startsWith(fipsOf.get(state) ?? "-"));
    return lacks || other || (county && countyFips && countyOf.get(countyFips) !== `${state} ${county}`);
  });
  expect(wrong).toEqual([]);
  expect(here.filter(({ cityFips }) => cityFips).length).toBeGreaterThan(400);
});
