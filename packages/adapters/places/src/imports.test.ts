import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CivilDate } from "@tollwright/calendar";
import { type PlaceQuery, resolvePlace } from "@tollwright/place";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importBoundaries } from "./import-boundaries.ts";
import { importPolygons } from "./import-polygons.ts";
import { importZipCounties } from "./import-zip-counties.ts";
import { importZipPlaces } from "./import-zip-places.ts";
import { openPlaces } from "./open-places.ts";

const SHIPPED = join(import.meta.dirname, "..", "..", "..", "..", "rate-cards", "places");
const TODAY = CivilDate.parse("2026-04-30");
const stateOf = (fips: string) => (fips === "27" ? "MN" : null);

let operator = "";
beforeEach(() => {
  operator = mkdtempSync(join(tmpdir(), "places-test-"));
});
afterEach(() => rmSync(operator, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(operator, name);
  writeFileSync(path, content);
  return path;
}

function levels(query: PlaceQuery) {
  const found = resolvePlace(query, openPlaces({ shipped: SHIPPED, operator }), TODAY);
  if (!found.ok) throw new Error(found.problems[0]?.message);
  return found.value.levels;
}

// 1,000 square metres: 990 in one county, 10 in another; the total of the file is wrong on purpose.
const COUNTIES = `\uFEFFzcta5,arealand_zcta5_20,areawater_zcta5_20,fips_code_county,arealand_part
55101,2000,0,27123,1000
55102,2000,0,27123,990
55102,2000,0,27037,10
`;
const CENSUS_COUNTIES = [
  "OID_ZCTA5_20|GEOID_ZCTA5_20|AREALAND_ZCTA5_20|GEOID_COUNTY_20|NAMELSAD_COUNTY_20|AREALAND_PART",
  "1|55101|1000|27123|Ramsey County|1000",
  "2||500|27037|Dakota County|500",
].join("\r\n");
const CENSUS_PLACES = [
  "GEOID_ZCTA5_20|AREALAND_ZCTA5_20|GEOID_PLACE_20|NAMELSAD_PLACE_20|CLASSFP_PLACE_20|AREALAND_PART",
  "55101|1000|2758000|St. Paul city|C1|900",
  "55101|1000|2799999|Somewhere CDP|U1|60",
].join("\n");

describe("Census files of ZIP code areas", () => {
  it.each([
    ["with a byte-order mark, commas and doubled totals", "rel.csv", COUNTIES],
    ["packed", "rel.csv.gz", gzipSync(COUNTIES)],
  ])("counties %s: shares are of the sum of the parts", async (_, name, content) => {
    await importZipCounties({ folder: operator, file: file(name, content), vintage: "2020" });
    expect(levels({ zip: "55101" }).county).toMatchObject({
      name: "Ramsey",
      confidence: "certain",
      vintage: "2020",
    });
    expect(levels({ zip: "55102" }).county).toMatchObject({
      status: "undetermined",
      candidates: [
        { name: "Ramsey", code: "27123", share: "0.99" },
        { name: "Dakota", code: "27037", share: "0.01" },
      ],
    });
  });

  it("places in the Census Bureau's own form: designated places are outside every city", async () => {
    await importZipCounties({ folder: operator, file: file("c.txt", CENSUS_COUNTIES), vintage: "2020" });
    await importZipPlaces({ folder: operator, file: file("p.txt", CENSUS_PLACES), vintage: "2020" });
    expect(levels({ zip: "55101" }).city.candidates).toEqual([
      { name: "St. Paul", code: "2758000", share: "0.9" },
      { name: null, code: null, share: "0.1" },
    ]);
  });

  it("a name with a comma in it stands in quotes", async () => {
    await importZipCounties({ folder: operator, file: file("rel.csv", COUNTIES), vintage: "2020" });
    const quoted = file(
      "quoted.csv",
      'zcta,place_name,state,area_land_part\n55101,"Elm, Lake and Fir city",MN,1000\n',
    );
    expect(await importZipPlaces({ folder: operator, file: quoted, vintage: "2020" })).toMatchObject({
      refused: 0,
    });
    expect(levels({ zip: "55101" }).city.candidates?.map(({ name }) => name)).toContain("Elm, Lake and Fir");
  });

  it("damaged rows are told by their lines, and a ZIP that lacks a part is left out whole", async () => {
    const counties = file(
      "torn.txt",
      "zip|county|arealand_part\n55101|27123|900\n\n55101|27037|9x\n55102|27123|1000\n5510|27123|1\n",
    );
    const imported = await importZipCounties({ folder: operator, file: counties, vintage: "2020" });
    expect(imported).toMatchObject({ rows: 1, refused: 2 });
    expect(imported.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      "PLACE_ROW 4",
      "PLACE_ROW 6",
    ]);
    const places = file("torn-places.txt", "zip|place_name|arealand_part\n55102|St. Paul city|\n");
    expect(await importZipPlaces({ folder: operator, file: places, vintage: "2020" })).toMatchObject({
      rows: 0,
      refused: 1,
    });
  });

  it.each([
    ["not there", null, /^it cannot be read: ENOENT/],
    ["broken off.gz", gzipSync(COUNTIES).subarray(0, 40), /^it cannot be read.*unexpected end of file/],
    ["no.zip", "hello", /^it cannot be read: .*zip/],
  ])("a file that is %s", async (name, content, message) => {
    const path = content === null ? name : file(name, content);
    const imported = importZipCounties({ folder: operator, file: path, vintage: "2020" });
    await expect(imported).rejects.toMatchObject({
      problem: { code: "PLACE_FILE", file: path, message: expect.stringMatching(message) },
    });
  });

  it("places need the land of the counties first, and a table of something else is refused", async () => {
    const places = importZipPlaces({ folder: operator, file: file("p.txt", CENSUS_PLACES), vintage: "2020" });
    await expect(places).rejects.toMatchObject({ problem: { code: "PLACE_FILE" } });
    const other = importZipCounties({ folder: operator, file: file("o.csv", "a,b\n1,2\n"), vintage: "" });
    await expect(other).rejects.toMatchObject({ problem: { code: "PLACE_FILE" } });
  });
});

const BOUNDARIES = [
  "A,20260101,99991231,100,198,E,,MAIN,ST,,,,,,ST PAUL,55101,,,,,,,27,27,123,58000,,,,ST,00017,63",
  "4,20260101,29991231,,,,,,,,,,,,,,,55103,0001,55103,0999,,27,27,123,58000",
  "Q,20260101,29991231,,,,,,,,,,,,,,,55103,,55103,,,27,27,123,58000",
  "z,20260101,29991231,,,,,,,,,,,,,,,55104,,55106,,,27,27,123,",
  "Z,20260101,29991231,,,,,,,,,,,,,,,54001,,54001,,,55,55,095,",
].join("\n");

describe("a state's boundary file", () => {
  const take = (text: string) =>
    importBoundaries({
      folder: operator,
      file: file("MNB.csv", text),
      layout: null,
      vintage: "2026Q2",
      stateOf,
    });

  it("keeps what fits the layout, tells what does not, and is asked ZIP by ZIP", async () => {
    const { rows, refused, problems } = await take(BOUNDARIES);
    expect([rows, refused]).toEqual([3, 2]);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '3 record type "Q" is none of A, 4 and Z',
      "5 a row of state 55 in a file of 27",
    ]);
    const street = levels({ lines: ["150 Main Street"], zip: "55101", state: "MN" });
    expect(street.city).toMatchObject({
      code: "2758000",
      confidence: "certain",
      method: "addressRange",
      vintage: "2026Q2",
    });
    expect(street.districts.names).toEqual(["sst-27-00017"]);
    expect(levels({ zip: "551030500", state: "MN" }).city.method).toBe("zip4");
    for (const zip of ["55104", "55105", "55106"])
      expect(levels({ zip }).county).toMatchObject({ code: "27123", method: "zipOfStateFile" });
    expect(levels({ zip: "55107" }).county.method).toBe("zip5");
  });

  it("replaces the file of before, whole, and leaves nothing half-written", async () => {
    await take(BOUNDARIES);
    await take("Z,20260101,29991231,,,,,,,,,,,,,,,55103,,55103,,,27,27,037,");
    expect(levels({ zip: "55103" }).county.name).toBe("Dakota");
    expect(levels({ zip: "55104" }).county.method).toBe("zip5");
    expect(readdirSync(operator).toSorted()).toEqual(["MNB.csv", "boundaries"]);
  });

  it("without a single row of the layout it is refused, and what was there stays", async () => {
    await take(BOUNDARIES);
    await expect(take("state,rate\n27,0.06875\n")).rejects.toMatchObject({ problem: { code: "PLACE_FILE" } });
    expect(levels({ zip: "55104" }).county.method).toBe("zipOfStateFile");
  });
});

describe("city limits", () => {
  const feature = (GEOID: string, NAME: string, LSAD: string, west: number) => ({
    properties: { GEOID, NAME, LSAD, FUNCSTAT: "A" },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, 44.9],
          [west + 0.1, 44.9],
          [west + 0.1, 45],
          [west, 45],
          [west, 44.9],
        ],
      ],
    },
  });

  it("incorporated places of a GeoJSON file; designated ones are left out", async () => {
    const features = [
      feature("2758000", "St. Paul", "25", -93.2),
      feature("2799999", "Somewhere", "57", -93.1),
    ];
    const path = file("places.geojson", JSON.stringify({ type: "FeatureCollection", features }));
    const { rows } = await importPolygons({ folder: operator, file: path, vintage: "2025", stateOf });
    expect(rows).toBe(1);
    const at = (longitude: number) => levels({ at: { latitude: 44.95, longitude } }).city;
    expect(at(-93.15)).toMatchObject({
      name: "St. Paul",
      code: "2758000",
      confidence: "certain",
      vintage: "2025",
    });
    expect(at(-93.05)).toMatchObject({ status: "none", confidence: "certain" });
  });

  it("a file without any is refused", async () => {
    const path = file("empty.geojson", JSON.stringify({ features: [] }));
    const taken = importPolygons({ folder: operator, file: path, vintage: "2025", stateOf });
    await expect(taken).rejects.toMatchObject({ problem: { code: "PLACE_FILE" } });
  });
});
