import { join } from "node:path";
import { CivilDate } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { expect, it } from "vitest";
import { checkPlaces } from "./check-places.ts";
import { openPlaceData } from "./open-place-data.ts";

const today = CivilDate.parse("2026-04-30");
const tables = openPlaceData(join(import.meta.dirname, "no-imports"));

function reviews(address: object, place: object) {
  const account = Account.parse({
    id: "acme",
    name: "Acme",
    legalEntity: "small",
    billingAddress: { lines: ["1 Example St"], city: "Chicago", state: "IL", postalCode: "60654" },
    zone: "America/Chicago",
    plans: [{ plan: "flat", from: "2026-01-01" }],
    locations: [
      {
        id: "main",
        name: "Main",
        address: { lines: ["1 Example St"], city: "Chicago", state: "IL", postalCode: "60654", ...address },
        place: { state: "IL", ...place },
        from: "2026-01-01",
      },
    ],
    defaultLocation: "main",
  });
  return checkPlaces({ accounts: [account], tables, today }).map(
    ({ level, kind, stored, resolved }) => `${level} ${kind}: ${stored} against ${resolved}`,
  );
}

it.each([
  ["what the address says", {}, { county: "Cook" }, []],
  ["a city that the tables do not tell", {}, { county: "Cook", city: "Chicago" }, []],
  ["another county", {}, { county: "Lake" }, ["county differs: Lake against Cook"]],
  ["no county", {}, {}, ["county differs: null against Cook"]],
  ["one of two counties", { state: "VA", postalCode: "22030" }, { state: "VA", county: "Fairfax" }, []],
  [
    "another state",
    { state: "VA", postalCode: "23510" },
    { county: "Cook" },
    [
      "state differs: IL against VA",
      "county differs: Cook against Norfolk city",
      "city differs: null against Norfolk",
    ],
  ],
  ["a ZIP that is not known", { state: "IL", postalCode: "00000" }, { county: "Cook" }, []],
  ["abroad", {}, { country: "CA", state: "ON" }, []],
])("a stored place with %s", (_, address, place, expected) => {
  expect(reviews(address, place)).toEqual(expected);
});
