import { expect, it } from "vitest";
import { parseStreetLine, streetName } from "./street-address.ts";

it.each([
  ["350 N Orleans St", 350, "N", "ORLEANS", "ST", "", ""],
  ["350 North Orleans Street, Suite 900", 350, "N", "ORLEANS", "ST", "", "STE 900"],
  ["350 1/2 N. Orleans St. #900", 350, "N", "ORLEANS", "ST", "", "# 900"],
  ["350A N Orleans St Apt. 12B", 350, "N", "ORLEANS", "ST", "", "APT 12B"],
  ["350 B Orleans St", 350, "", "ORLEANS", "ST", "", ""],
  ["12-34 Main Road", 12, "", "MAIN", "RD", "", ""],
  ["N6W23001 Bluemound Rd", 23001, "", "BLUEMOUND", "RD", "", ""],
  ["1600 Pennsylvania Avenue Northwest", 1600, "", "PENNSYLVANIA", "AVE", "NW", ""],
  ["5 North St", 5, "", "NORTH", "ST", "", ""],
  ["5 W North Ave", 5, "W", "NORTH", "AVE", "", ""],
  ["5 Avenue Rd", 5, "", "AVENUE", "RD", "", ""],
  ["5 Broadway", 5, "", "BROADWAY", "", "", ""],
  ["5 E Broadway", 5, "E", "BROADWAY", "", "", ""],
  ["700 Fifth Ave", 700, "", "5TH", "AVE", "", ""],
  ["700 5th Ave", 700, "", "5TH", "AVE", "", ""],
  ["100 Pier Ave", 100, "", "PIER", "AVE", "", ""],
  ["100 Main St Rear", 100, "", "MAIN", "ST", "", "REAR"],
  ["1 Martin Luther King Junior Blvd", 1, "", "MARTIN LUTHER KING J", "BLVD", "", ""],
  ["Main St", null, "", "MAIN", "ST", "", ""],
] as const)("%s", (line, number, preDirection, street, suffix, postDirection, unit) => {
  const parsed = parseStreetLine(line);
  expect({ ...parsed, unit: `${parsed.unit} ${parsed.unitNumber}`.trim(), unitNumber: "" }).toEqual({
    kind: "street",
    number,
    preDirection,
    street,
    suffix,
    postDirection,
    unit,
    unitNumber: "",
  });
});

it.each([
  ["PO Box 555", "poBox"],
  ["P.O. Box 12", "poBox"],
  ["Post Office Box #7", "poBox"],
  ["Box 9", "poBox"],
  ["RR 2 Box 10", "rural"],
  ["HC 61 Box 3", "rural"],
  ["12 Box Elder Rd", "street"],
  ["Boxwood Ln", "street"],
])("%s is of kind %s", (line, kind) => {
  expect(parseStreetLine(line).kind).toBe(kind);
});

it("a name is compared by twenty letters, without marks", () => {
  expect(streetName("O'Brien's  Very-Long Street Name")).toBe("OBRIENS VERYLONG STR");
});
