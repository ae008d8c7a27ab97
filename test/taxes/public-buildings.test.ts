import { readFileSync } from "node:fs";
import { join } from "node:path";
import { civilDate } from "@tollwright/calendar";
import { Place, PlaceQuery, resolvePlace } from "@tollwright/place";
import { openPlaces } from "@tollwright/places";
import { assess, leviesReaching, type TaxPlace } from "@tollwright/tax";
import { describe, expect, test } from "vitest";
import { levies } from "./tax-files.ts";

const SHIPPED = join(import.meta.dirname, "../../rate-cards/places");
const tables = openPlaces({ shipped: SHIPPED, operator: join(SHIPPED, "nothing-imported") });
const TODAY = civilDate("2026-11-22");

/** Levies that a business VoIP line bears there, by what became of them: billed or waiting for a figure, or held by the place. */
function stack(query: unknown): { readonly bears: readonly string[]; readonly held: readonly string[] } {
  const resolved = resolvePlace(PlaceQuery.parse(query), tables, TODAY);
  if (!resolved.ok) throw new Error(resolved.problems[0]?.message);
  const { place, undetermined } = resolved.value;
  const open = undetermined.filter((level) => level === "county" || level === "city");
  const where: TaxPlace = { ...Place.parse(place), undetermined: open };
  const counts = { channels: "1", lines: "1", numbers: "1" };
  const line = { id: "line", amount: "100.00", serviceClass: "voip", portion: "intrastate" as const };
  const charges = [{ ...line, place: where, counts }];
  const reaching = leviesReaching(levies, { charges });
  const elections = Object.fromEntries(reaching.map(({ id }) => [id, "recover" as const]));
  const assessed = assess({ billDate: TODAY, seller: { elections }, charges, levies: reaching });
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
  const { taxLines, gaps, unassessed } = assessed.value;
  return {
    bears: [...taxLines, ...gaps].map(({ levy }) => levy),
    held: unassessed.filter(({ reason }) => reason.includes("not determined")).map(({ levy }) => levy),
  };
}

const buildings = readFileSync(
  join(import.meta.dirname, "../../packages/adapters/places/src/testing/public-buildings.txt"),
  "utf8",
)
  .split("\n")
  .filter((line) => /^\d/.test(line))
  .map((line) => line.split(" | "));

/** The place as somebody who looked it up would store it: the true county and city by name and code. */
function stored([address = "", , , county = "", , , city = ""]: readonly string[]) {
  const [countyFips, ...countyName] = county.split(" ");
  const [, cityFips, cityName] = /^(?:(\d{7}) )?(.*)$/.exec(city) ?? [];
  const named = cityName === "none" ? {} : { city: cityName, ...(cityFips ? { cityFips } : {}) };
  return { state: address.slice(-8, -6), county: countyName.join(" "), countyFips, ...named };
}
describe("by the true county and city: what it bears, and what is its neighbours'", () => {
  test.each([
    ["121 N LaSalle St", "il-chicago-911 il-chicago-smtt il-tet", "il-911"],
    ["10000 W O'Hare Ave", "il-chicago-911 il-chicago-smtt", "il-911"],
    ["1 City Hall Park", "ny-911-nyc ny-lst-nyc ny-sales-mctd-nyc ny-utt-nyc", "ny-911-cty"],
    ["209 Joralemon St", "ny-911-nyc ny-lst-nyc ny-sales-mctd-nyc ny-utt-nyc", "ny-911-cty"],
    ["10 Richmond Terrace", "ny-911-nyc ny-lst-nyc ny-sales-mctd-nyc ny-utt-nyc", "ny-911-cty"],
    ["851 Grand Concourse", "ny-911-nyc ny-lst-nyc ny-sales-mctd-nyc ny-utt-nyc", "ny-911-cty"],
    ["120-55 Queens Blvd", "ny-911-nyc ny-lst-nyc ny-sales-mctd-nyc ny-utt-nyc", "ny-911-cty"],
    ["1 Liberty Island", "ny-911-nyc ny-lst-nyc", "nj-sales"],
    ["1 Penn Square", "pa-sales-phl", ""],
    ["200 N Spring St", "ca-los-angeles-uut", ""],
    ["8300 Santa Monica Blvd", "ca-911", "ca-los-angeles-uut"],
    ["4801 E 3rd St", "ca-911", "ca-los-angeles-uut"],
    ["1 Dr Carlton B Goodlett Pl", "ca-alt-sf ca-tut-sf", ""],
    ["3600 S Las Vegas Blvd", "nv-911-cla", "nv-911-elsewhere"],
    ["101 N Carson St", "nv-911-elsewhere", "nv-911-cla"],
    ["530 S King St", "hi-get-hon", ""],
    ["1 Public Square", "tn-sales-dav", "tn-lst"],
    ["4705 Harding Pike", "tn-sales-dav", "tn-lst"],
    ["801 Anderson St", "tn-lst", "tn-sales-dav va-cst"],
    ["300 Lee St", "va-cst", "tn-sales"],
    ["117 W Duval St", "fl-cst-jax", "fl-cst-in-duval"],
    ["11 N 3rd St", "fl-cst-in-duval", "fl-cst-jax"],
    ["111 NW 1st St", "fl-cst-mia", "fl-cst-mdc"],
    ["2100 NW 42nd Ave", "fl-cst-mdc", "fl-cst-mia"],
    ["1180 Seven Seas Dr", "fl-cst-in-orange", ""],
    ["535 Telfair St", "ga-sst-00-245", ""],
    ["301 College Ave", "ga-sst-00-059", ""],
    ["100 10th St", "ga-sst-00-215", ""],
    ["700 Poplar St", "ga-sst-00-021", ""],
    ["6000 N Terminal Pkwy", "ga-sst-00-063 ga-sst-01-17776", "ga-sst-01-04000 ga-sst-00-121"],
    ["1200 Market St", "mo-st-louis-sales mo-st-louis-gross-receipts", "mo-lst-29189"],
    ["41 S Central Ave", "mo-lst-29189", "mo-st-louis-sales"],
    ["414 E 12th St", "mo-jackson-county-911 mo-kansas-city-sales", "mo-lst-29095"],
    ["1 Kansas City Blvd", "mo-lst-29165", "mo-jackson-county-911 mo-kansas-city-sales"],
    ["4545 Worlds of Fun Ave", "mo-lst-29047", "mo-jackson-county-911"],
    ["701 N 7th St", "ks-lst-kansas", "mo-sales"],
    ["100 Holliday St", "md-911-elsewhere", ""],
    ["500 N State Line Ave, Texarkana, AR", "ar-local-sales-tax-elsewhere", "tx-lst-texarkana"],
    ["500 N State Line Ave, Texarkana, TX", "tx-lst-texarkana", "tx-local-sales-tax-elsewhere ar-sales"],
    ["2400 Aviation Dr", "tx-lst-grapevine", "tx-local-sales-tax-elsewhere"],
    ["7008 S Rice Ave", "tx-local-sales-tax-elsewhere", "tx-lst-houston"],
    ["60 E Broadway", "mn-sst-00-053 mn-sst-01-06616", ""],
    ["200 E Wells St", "wi-sst-00-079 wi-sst-01-53000", ""],
    ["1819 Farnam St", "ne-911 ne-lst-omaha", "ne-local-sales-elsewhere"],
    ["1737 Main St", "sc-lst-columb", "sc-local-sales-elsewhere"],
    ["1 Pentagon", "va-cst", "dc-911"],
    ["3087 Terminal Dr", "ky-911", "oh-911"],
  ])("%s: %s, not %s", (address, wanted, neighbours) => {
    const row = buildings.find(([full = ""]) => full.startsWith(address));
    const { bears, held } = stack({ place: stored(row ?? []) });
    expect(bears).toEqual(expect.arrayContaining(wanted.split(" ")));
    expect(bears.filter((levy) => neighbours.split(" ").includes(levy))).toEqual([]);
    expect(held).toEqual([]);
  });
});

/*
 * What is billed by the address alone is billed at the true place, too: what turns on a level that is not known is held. Nothing is
 * guessed, by the shipped tables.
 */
test.each(buildings)("%s: the address alone bills nothing that is not due there", (address, ...row) => {
  const { bears } = stack({ line: address });
  const truth = stack({ place: stored([address ?? "", ...row]) });
  expect(bears.filter((levy) => !truth.bears.includes(levy))).toEqual([]);
  expect(bears.filter((levy) => truth.held.includes(levy))).toEqual([]);
});

test("where the city is one of several, the fee of the rest of the state and the county's own rates wait", () => {
  expect(stack({ line: "121 N LaSalle St, Chicago, IL 60602" }).held).toContain("il-911");
  expect(stack({ line: "700 E Adams St, Springfield, IL 62701" }).bears).toContain("il-911");
  expect(stack({ line: "111 NW 1st St, Miami, FL 33128" }).held).toContain("fl-cst-mdc");
});
