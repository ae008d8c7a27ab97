import { describe, expect, it } from "vitest";
import { boundaryLine, boundaryRowOf } from "./boundary-row.ts";
import { mtsaBoundaryRow } from "./mtsa-row.ts";
import { sstBoundaryRow } from "./sst-row.ts";

const ADDRESS =
  'A,20260101,29991231,100,198,E,North,Main,Street,,STE,1,9,O,"ST. PAUL, EAST",55101,1234,,,,,,27,27,123,58000,,,,ST,17,63,ST,00099,45';

describe("a row of the Streamlined Sales Tax layout", () => {
  it.each([
    ["one house", "A,20260101,29991231,100,100,E,,Main,St,,,,,,,55101,,,,,,,27,27,123,"],
    ["one house, said once", "A,20260101,29991231,100,,E,,Main,St,,,,,,,55101,,,,,,,27,27,123,"],
    ["one extension", "4,20260101,29991231,,,,,,,,,,,,,,,55101,0100,55101,0100,,27,27,123,"],
    ["extensions of two ZIPs", "4,20260101,29991231,,,,,,,,,,,,,,,55101,0200,55102,0100,,27,27,123,"],
  ])("may be of %s", (_, line) => {
    expect(sstBoundaryRow(line)).toMatchObject({ ok: true });
  });

  it("has its words abbreviated, its codes filled up, and no location code among its districts", () => {
    expect(sstBoundaryRow(ADDRESS)).toEqual({
      ok: true,
      value: {
        kind: "A",
        layout: "sst",
        from: "20260101",
        until: "29991231",
        low: 100,
        high: 198,
        parity: "E",
        preDirection: "N",
        street: "MAIN",
        suffix: "ST",
        postDirection: "",
        unit: "STE",
        unitLow: "1",
        unitHigh: "9",
        unitParity: "O",
        zipLow: "55101",
        zipHigh: "55101",
        plus4Low: "1234",
        plus4High: "1234",
        state: "27",
        county: "123",
        place: "58000",
        districts: [{ source: "ST", code: "00017", type: "63" }],
      },
    });
  });

  it("of ZIP+4 gets back the zeros that a spreadsheet dropped, and may leave columns out", () => {
    const row = sstBoundaryRow("4,20260101,29991231,,,,,,,,,,,,,,,2101,12,2101,99,,25,25,25");
    expect(row).toMatchObject({
      ok: true,
      value: {
        kind: "4",
        zipLow: "02101",
        plus4Low: "0012",
        plus4High: "0099",
        county: "025",
        place: "",
        districts: [],
      },
    });
  });

  it.each([
    ["X,20260101,29991231,,,,,,,,,,,,,,,55101,,55101,,,27,27,123,", 'record type "X" is none of A, 4 and Z'],
    ["Z,20260101,29991231", "3 columns, at least 25 are needed"],
    ["Z,20261301,29991231,,,,,,,,,,,,,,,55101,,,,,27,27,123,", '"20261301" is no date'],
    [
      "Z,20260102,20260101,,,,,,,,,,,,,,,55101,,,,,27,27,123,",
      "it ends on 20260101, before it begins on 20260102",
    ],
    ["Z,20260101,29991231,,,,,,,,,,,,,,,55101,,,,,,27,123,", '"" is no state'],
    ["Z,20260101,29991231,,,,,,,,,,,,,,,55101,,,,,27,27,1x3,", '"1x3" is no county'],
    ["Z,20260101,29991231,,,,,,,,,,,,,,,55101,,,,,27,27,123,STP", '"00STP" is no place'],
    ["Z,20260101,29991231,,,,,,,,,,,,,,,5510x,,,,,27,27,123,", '"5510x" is no ZIP'],
    ["A,20260101,29991231,198,100,E,,Main,St,,,,,,,55101,,,,,,,27,27,123,", "addresses 198 to 100"],
    ["4,20260101,29991231,,,,,,,,,,,,,,,55101,0200,55101,0100,,27,27,123,", "ZIP+4 0200 to 0100"],
    ["Z,1/1/2026,29991231,,,,,,,,,,,,,,,55101,,,,,27,27,123,", '"1/1/2026" is no date'],
  ])("%s is refused", (line, message) => {
    expect(sstBoundaryRow(line)).toMatchObject({ ok: false, problems: [{ code: "PLACE_ROW", message }] });
  });
});

/** Fields of the sourcing act's layout, each filled up to its width. */
function mtsaLine(fields: { readonly [name: string]: string }): string {
  const widths = {
    from: 8,
    until: 8,
    low: 10,
    high: 10,
    parity: 1,
    pre: 2,
    street: 20,
    suffix: 4,
    post: 2,
    unit: 4,
    unitLow: 8,
    unitHigh: 8,
    unitParity: 1,
    city: 28,
    zip: 5,
    plus4: 4,
    state: 2,
    county: 3,
    place: 5,
    placeClass: 2,
    longitude: 7,
    latitude: 7,
  };
  const fixed = Object.entries(widths).map(([name, width]) => (fields[name] ?? "").padEnd(width));
  return `${fixed.join("")}${fields["districts"] ?? ""}`;
}

describe("a row of the sourcing act's layout", () => {
  const AT = {
    from: "20260101",
    until: "99991231",
    zip: "32301",
    state: "12",
    county: "073",
    place: "70600",
  };
  it.each([
    [
      "an address range",
      { ...AT, street: "MONROE", suffix: "ST", low: "0000000100", high: "0000000198", parity: "E" },
      { kind: "A", low: 100, high: 198, street: "MONROE", county: "073", place: "70600" },
    ],
    ["a ZIP+4", { ...AT, plus4: "1234" }, { kind: "4", plus4Low: "1234", plus4High: "1234" }],
    // Florida's Tax Information Publication 09A19-04: "for all unincorporated areas, zeros are used as the place code".
    [
      "outside every city, by zeros",
      { ...AT, street: "MONROE", place: "00000" },
      { kind: "A", county: "073", place: "" },
    ],
    ["a day without an end, by nines", { ...AT, until: "99999999" }, { until: "99991231" }],
    ["a whole ZIP without an end", { ...AT, until: "" }, { kind: "Z", until: "99991231" }],
    [
      "with two districts",
      { ...AT, districts: "ST00017AAVD00018BB" },
      {
        districts: [
          { source: "ST", code: "00017", type: "AA" },
          { source: "VD", code: "00018", type: "BB" },
        ],
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(mtsaBoundaryRow(mtsaLine(fields))).toMatchObject({
      ok: true,
      value: { layout: "mtsa", zipLow: "32301", ...expected },
    });
  });

  it.each([
    ["cut off before the place", mtsaLine(AT).slice(0, 132), "132 characters, at least 133 are needed"],
    ["no ZIP", mtsaLine({ ...AT, zip: "" }), '"" is no ZIP'],
    ["no day", mtsaLine({ ...AT, from: "2026AB01" }), '"2026AB01" is no date'],
    ["letters for a place", mtsaLine({ ...AT, place: "7O600" }), '"7O600" is no place'],
    [
      "addresses backwards",
      mtsaLine({ ...AT, street: "MONROE", low: "198", high: "100" }),
      "addresses 198 to 100",
    ],
  ])("%s is refused", (_, line, message) => {
    expect(mtsaBoundaryRow(line)).toMatchObject({ ok: false, problems: [{ code: "PLACE_ROW", message }] });
  });
});

it("a stored line is the row again", () => {
  const row = sstBoundaryRow(ADDRESS);
  expect(row.ok && boundaryRowOf(boundaryLine(row.value))).toEqual(row.ok && row.value);
});
