import type { CivilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { examplePlaces } from "../testing/example-places.ts";
import { candidateText } from "./level.ts";
import type { PlaceData } from "./place-data.ts";
import { PlaceQuery } from "./place-query.ts";
import { resolvePlace } from "./resolve-place.ts";
import type { ResolvedPlace } from "./resolved-place.ts";

const TODAY = "2026-04-30" as CivilDate;
const SHIPPED_ALONE = {
  zipCountyShares: null,
  zipPlaceShares: null,
  boundaries: () => null,
  placeShapes: () => null,
};

function resolved(query: unknown, changes: Partial<PlaceData> = {}): ResolvedPlace {
  const found = resolvePlace(PlaceQuery.parse(query), examplePlaces(changes), TODAY);
  if (!found.ok) throw new Error(found.problems[0]?.code);
  return found.value;
}

/** `Cook likely zip5`; of what is undetermined its candidates: `? Cook 0.7, Lake 0.3 zip5`; `none certain zip5`. */
function told({ levels }: ResolvedPlace, name: "state" | "county" | "city"): string {
  const { status, name: found, confidence, method, candidates, policy } = levels[name];
  const by = policy === null ? method : `${method} by ${policy}`;
  if (status !== "undetermined") return `${status === "none" ? "none" : found} ${confidence} ${by}`;
  const listed = candidates?.map((each) => candidateText(each));
  return `? ${listed?.join(", ") ?? "unknown"} ${by}`;
}

describe("with the shipped tables alone", () => {
  it.each([
    ["one county in both sources", { zip: "10001" }, "ZA likely zip5", "Alpha likely zip5", "? unknown none"],
    [
      "and the address agrees on the state",
      { zip: "10001", state: "ZA" },
      "ZA certain zip5",
      "Alpha likely zip5",
      "? unknown none",
    ],
    [
      "two counties, shares unknown",
      { zip: "10002" },
      "ZA likely zip5",
      "? Alpha, Beta zip5",
      "? unknown none",
    ],
    [
      "an independent city is the city",
      { zip: "10008" },
      "ZA likely zip5",
      "Delta city likely zip5",
      "Delta likely cityOfCounty",
    ],
    [
      "or its neighbour",
      { zip: "10003" },
      "ZA likely zip5",
      "? Delta city, Alpha zip5",
      "? Delta, others, not listed cityOfCounty",
    ],
    [
      "or a consolidated one, with a town of its own",
      { zip: "10010" },
      "ZA likely zip5",
      "? Alpha, Union zip5",
      "? Union, Inlet, others, not listed cityOfCounty",
    ],
    [
      "consolidated, with a town of its own",
      { zip: "10004" },
      "ZA likely zip5",
      "Union likely zip5",
      "? Union, Inlet cityOfCounty",
    ],
    ["only in one source", { zip: "10005" }, "ZA likely zip5", "Alpha likely zip5", "? unknown none"],
    [
      "the address says another state",
      { zip: "10001", state: "ZB" },
      "? ZA, ZB zip5",
      "Alpha likely zip5",
      "? unknown none",
    ],
    ["two states, none stated", { zip: "10006" }, "? ZA, ZB zip5", "? Alpha, Gamma zip5", "? unknown none"],
    [
      "two states, one stated",
      { zip: "10006", state: "ZB" },
      "ZB likely zip5",
      "Gamma likely zip5",
      "? unknown none",
    ],
    ["a code that was redrawn", { zip: "10007" }, "ZA likely zip5", "Alpha likely zip5", "? unknown none"],
    [
      "on a day before that",
      { zip: "10007", on: "2019-12-31" },
      "ZA likely zip5",
      "Old likely zip5",
      "? unknown none",
    ],
    ["military post", { zip: "09999" }, "AE certain zip5", "none certain zip5", "none certain zip5"],
    [
      "military post, by its letters",
      { zip: "99999", state: "AP" },
      "AP likely address",
      "none likely address",
      "none likely address",
    ],
    [
      "an unknown ZIP of a known state",
      { zip: "99999", state: "ZA" },
      "ZA likely address",
      "? unknown none",
      "? unknown none",
    ],
  ])("%s", (_, query, state, county, city) => {
    const place = resolved(query, SHIPPED_ALONE);
    expect([told(place, "state"), told(place, "county"), told(place, "city")]).toEqual([state, county, city]);
  });

  it("a postal city is a candidate, and decides nothing, whatever the policy", () => {
    const ambiguous = { county: "hold", city: "inside" } as const;
    const named = resolved({ zip: "10001", city: "Elm", ambiguous }, SHIPPED_ALONE);
    expect(named.place).toEqual(resolved({ zip: "10001" }, SHIPPED_ALONE).place);
    expect(told(named, "city")).toBe("? Elm, others, not listed address");
  });

  it.each([{ zip: "99999" }, { telephoneNumber: "800" }])("%j cannot be resolved", (query) => {
    const found = resolvePlace(PlaceQuery.parse(query), examplePlaces(SHIPPED_ALONE), TODAY);
    expect(found).toMatchObject({ ok: false, problems: [{ code: "PLACE_UNRESOLVED" }] });
  });
});

describe("with shares of land: 99.5 % are certain", () => {
  it.each([
    [
      "exactly 99.5 % in one county, 99.6 % in one city",
      { zip: "10001" },
      "Alpha certain zip5",
      "Elm certain zip5",
    ],
    ["less", { zip: "10002" }, "? Beta 0.7, Alpha 0.3 zip5", "? outside 0.4, Fir 0.35, Elm 0.25 zip5"],
    ["all outside every city", { zip: "10005" }, "Alpha likely zip5", "none certain zip5"],
    [
      "no city of a consolidated county is the consolidated one",
      { zip: "10004" },
      "Union likely zip5",
      "Union certain zip5",
    ],
    ["or a town within it", { zip: "10009" }, "Union likely zip5", "? Union 0.7, Inlet 0.3 zip5"],
    [
      "no city, and perhaps a consolidated county (46278, Indianapolis)",
      { zip: "10010" },
      "? Alpha, Union zip5",
      "? Union, others, not listed 1 zip5",
    ],
    [
      "a city, none, or a consolidated county",
      { zip: "10011" },
      "? Alpha, Union zip5",
      "? Fir 0.2, Union, others, not listed 0.8 zip5",
    ],
    ["a box has no city", { zip: "10001", lines: ["PO Box 12"] }, "Alpha certain zip5", "? unknown none"],
  ])("%s", (_, query, county, city) => {
    const place = resolved(query);
    expect([told(place, "county"), told(place, "city")]).toEqual([county, city]);
  });

  it("a share of 99.49 % is not", () => {
    const settings = { certainShare: 0.9951, ambiguousMeters: 50, likelyMeters: 100 };
    expect(told(resolved({ zip: "10001" }, { settings }), "county")).toBe("? Alpha 0.995, Beta 0.005 zip5");
  });
});

describe("by coordinates: a border is near within twice the drawing's tolerance of 100 m, very near within it", () => {
  // One metre is 0.0000118 of a degree of longitude at 40.5 north.
  it.each([
    ["inside the city", 40.5, -99.5, "Alpha certain coordinates", "Elm certain coordinates"],
    ["outside it", 40.2, -99.5, "Alpha certain coordinates", "none certain coordinates"],
    [
      "90 m from the county's border",
      40.5,
      -99.00106,
      "? Alpha, Beta coordinates",
      "none certain coordinates",
    ],
    ["190 m from it", 40.5, -99.00224, "Alpha likely coordinates", "none certain coordinates"],
    ["210 m from it", 40.5, -99.00248, "Alpha certain coordinates", "none certain coordinates"],
    [
      "40 m inside the city limit",
      40.5,
      -99.59953,
      "Alpha certain coordinates",
      "? Elm, outside coordinates",
    ],
    ["60 m inside it", 40.5, -99.59929, "Alpha certain coordinates", "Elm likely coordinates"],
    ["110 m inside it", 40.5, -99.5987, "Alpha certain coordinates", "Elm certain coordinates"],
    ["60 m outside it", 40.5, -99.60071, "Alpha certain coordinates", "none likely coordinates"],
    ["just off the shore", 39.9991, -99.5, "Alpha likely coordinates", "none certain coordinates"],
  ])("%s", (_, latitude, longitude, county, city) => {
    const place = resolved({ at: { latitude, longitude } });
    expect([told(place, "county"), told(place, "city")]).toEqual([county, city]);
  });

  it("they go before the ZIP, and say so where both do not agree", () => {
    const place = resolved({ at: { latitude: 40.5, longitude: -97.5 }, zip: "10001", state: "ZA" });
    expect(told(place, "county")).toBe("Gamma certain coordinates");
    expect(told(place, "state")).toBe("ZB likely coordinates");
    expect(place.notes).toEqual(["the coordinates lie in Gamma, where 10001 has no addresses: check both"]);
  });

  it("a point at sea is nowhere", () => {
    const query = PlaceQuery.parse({ at: { latitude: 10, longitude: 10 } });
    expect(resolvePlace(query, examplePlaces(), TODAY).ok).toBe(false);
  });
});

describe("by the state's own file, which goes before everything but a stored place", () => {
  const at = (street: string, zip = "20001") => ({ lines: [street], zip, state: "ZA" });
  it.each([
    [
      "an even number",
      at("150 N Main St"),
      "Alpha certain addressRange",
      "Elm certain addressRange",
      ["sst-90-00017"],
    ],
    [
      "an odd one lies outside",
      at("151 North Main Street"),
      "Alpha certain addressRange",
      "none certain addressRange",
      [],
    ],
    [
      "with a letter and a half",
      at("150-B N. Main St."),
      "Alpha certain addressRange",
      "Elm certain addressRange",
      ["sst-90-00017"],
    ],
    [
      "the last of the range",
      at("198 N Main St"),
      "Alpha certain addressRange",
      "Elm certain addressRange",
      ["sst-90-00017"],
    ],
    ["a flat", at("210 N Main St Apt 9"), "Alpha certain addressRange", "Elm certain addressRange", []],
    ["another flat", at("210 N Main St #10"), "Beta certain addressRange", "none certain addressRange", []],
    ["no flat: either", at("210 N Main St"), "? Alpha, Beta addressRange", "? Elm, outside addressRange", []],
    [
      "the ZIP+4 until 2025",
      { ...at("9 Oak Ave", "20001-1500"), on: "2025-12-31" },
      "Alpha certain zip4",
      "Elm certain zip4",
      ["sst-90-00017"],
    ],
    [
      "and from 2026",
      { ...at("9 Oak Ave", "20001-1500"), on: "2026-01-01" },
      "Alpha certain zip4",
      "none certain zip4",
      ["sst-90-00018"],
    ],
  ])("%s", (_, query, county, city, districts) => {
    const place = resolved(query);
    expect([told(place, "county"), told(place, "city")]).toEqual([county, city]);
    expect(place.levels.districts.names.filter((name) => name.startsWith("sst"))).toEqual(districts);
  });

  it("a ZIP alone may be any of its rows", () => {
    const place = resolved({ zip: "20001", state: "ZA" });
    expect(told(place, "county")).toBe("? Alpha, Beta zipOfStateFile");
    expect(told(place, "city")).toBe("? Elm, outside zipOfStateFile");
    expect(place.levels.districts.status).toBe("undetermined");
  });

  it("a row of a whole ZIP without county and place says nothing of either", () => {
    const place = resolved({ zip: "20003", state: "ZA" });
    expect(told(place, "state")).toBe("ZA certain zipOfStateFile");
    expect([told(place, "county"), told(place, "city")]).toEqual(["? unknown none", "? unknown none"]);
  });

  it("a file that has no row of the ZIP leaves it to the others", () => {
    expect(told(resolved({ zip: "10001", state: "ZA" }), "county")).toBe("Alpha certain zip5");
  });
});

describe("a stored place wins, and gets the county's code", () => {
  it("whatever the address says", () => {
    const place = resolved({
      place: { state: "ZA", county: "Beta", city: "Fir" },
      zip: "10001",
      state: "ZB",
    });
    expect(place.place).toEqual({
      country: "US",
      state: "ZA",
      county: "Beta",
      countyFips: "90003",
      city: "Fir",
      districts: [],
    });
    expect([told(place, "state"), told(place, "county"), told(place, "city")]).toEqual([
      "ZA certain override",
      "Beta certain override",
      "Fir certain override",
    ]);
  });
});

describe("what is ambiguous becomes what the legal entity's policy says, and the record names it", () => {
  it.each([
    [undefined, "? Beta 0.7, Alpha 0.3 zip5", "? outside 0.4, Fir 0.35, Elm 0.25 zip5", { state: "ZA" }],
    [
      { county: "largestShare", city: "largestShare" },
      "Beta ambiguous zip5 by largestShare",
      "none ambiguous zip5 by largestShare",
      { county: "Beta" },
    ],
    [
      { city: "inside" },
      "? Beta 0.7, Alpha 0.3 zip5",
      "Fir ambiguous zip5 by inside",
      { city: "Fir", cityFips: "9000200" },
    ],
    [{ city: "outside" }, "? Beta 0.7, Alpha 0.3 zip5", "none ambiguous zip5 by outside", { state: "ZA" }],
  ])("%j", (ambiguous, county, city, place) => {
    const found = resolved({ zip: "10002", ambiguous });
    expect([told(found, "county"), told(found, "city")]).toEqual([county, city]);
    expect(found.place).toMatchObject(place);
  });

  it("the largest of parts without shares is not known: it is held", () => {
    const found = resolved(
      { zip: "10002", ambiguous: { county: "largestShare", city: "inside" } },
      SHIPPED_ALONE,
    );
    expect(found.undetermined).toEqual(["county", "city", "districts"]);
    expect(found.place).toEqual({ country: "US", state: "ZA", districts: [] });
  });
});

describe("where some of several counties have a list of their cities, and others have none", () => {
  it.each([
    ["inside", "? Delta, others, not listed cityOfCounty"],
    ["largestShare", "? Delta, others, not listed cityOfCounty"],
    ["outside", "none ambiguous cityOfCounty by outside"],
  ])("%s", (city, expected) => {
    expect(told(resolved({ zip: "10003", ambiguous: { city } }, SHIPPED_ALONE), "city")).toBe(expected);
  });
});

it.each([
  ["10001", "Delta", "? others, not listed address"],
  ["10001", "Elm", "? Elm, others, not listed address"],
  ["10003", "Delta", "? Delta, others, not listed cityOfCounty"],
])("%s %s: an independent city is no candidate where its county is none", (zip, city, expected) => {
  expect(told(resolved({ zip, city }, SHIPPED_ALONE), "city")).toBe(expected);
});

it("all of a ZIP's land in one county, and its point in another: neither is certain, and no share picks one", () => {
  const place = resolved({ zip: "10012", ambiguous: { county: "largestShare" } });
  expect(told(place, "county")).toBe("? Alpha, Beta zip5");
  expect(place.undetermined).toContain("county");
});

describe("districts", () => {
  it.each([
    ["10003", "2025-12-31", []],
    ["10003", "2026-01-01", ["Alpha Transit"]],
    ["10002", "2026-01-01", []],
  ])("where the county is one of several, those that all of them share: %s on %s", (zip, on, names) => {
    expect(resolved({ zip, on }, SHIPPED_ALONE).levels.districts.names).toEqual(names);
  });

  it.each([
    ["2024-12-31", "undetermined", []],
    ["2025-01-01", "partial", ["Alpha Transit"]],
  ])("a union of counties counts from its day on: %s", (on, status, names) => {
    const place = resolved({ zip: "10001", on }, SHIPPED_ALONE);
    expect(place.levels.districts).toMatchObject({ status, names });
    expect(place.place?.districts).toEqual(names);
  });
});

describe("a telephone number", () => {
  it("tells the state, for the jurisdiction of calls only", () => {
    const place = resolved({ telephoneNumber: "9005550100" });
    expect(place).toMatchObject({ use: "callJurisdiction", place: { state: "ZA" } });
    expect(told(place, "state")).toBe("ZA likely areaCode");
    expect(told(place, "county")).toBe("? unknown none");
  });

  it("does not count beside an address", () => {
    expect(resolved({ telephoneNumber: "9005550100", zip: "10006", state: "ZB" }).place?.state).toBe("ZB");
  });
});
