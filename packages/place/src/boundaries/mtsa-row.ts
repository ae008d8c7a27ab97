import { fail, ok, type Result } from "@tollwright/problem";
import { directionOf, streetName, suffixOf } from "../address/street-address.ts";
import type { BoundaryDistrict, BoundaryRow } from "./boundary-row.ts";
import {
  codeOf,
  digits,
  parityOf,
  range,
  wrongAddresses,
  wrongCodes,
  wrongDates,
  wrongRow,
} from "./sst-row.ts";

/*
 * Flat file of the Mobile Telecommunications Sourcing Act (ASC X12 TS 158), as the Federation of Tax Administrators published it;
 * Florida's and Utah's address databases use it. Fixed widths, in this order; then up to twenty districts of 2, 5, 2.
 */
const FIELDS = {
  from: 8,
  until: 8,
  low: 10,
  high: 10,
  parity: 1,
  preDirection: 2,
  street: 20,
  suffix: 4,
  postDirection: 2,
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
} as const;
const FIXED_WIDTH = Object.values(FIELDS).reduce((sum, width) => sum + width, 0);
/** Up to the place: what follows may be cut off. */
const WIDTH_MIN = 133;
const DISTRICTS_MAX = 20;
const OPEN_ENDS = ["", "00000000", "99999999"];
const FOR_EVER = "99991231";

/** Reads one line. A row without a street is of a ZIP+4, one without that of a whole ZIP. */
export function mtsaBoundaryRow(line: string): Result<BoundaryRow> {
  if (line.length < WIDTH_MIN)
    return fail(wrongRow(`${line.length} characters, at least ${WIDTH_MIN} are needed`));
  const cells = fieldsOf(line);
  const zip = digits(cells.zip, 5);
  if (!/^\d{5}$/.test(zip)) return fail(wrongRow(`${JSON.stringify(cells.zip)} is no ZIP`));
  const until = OPEN_ENDS.includes(cells.until) ? FOR_EVER : cells.until;
  const areas = {
    state: digits(cells.state, 2),
    county: codeOf(cells.county, 3),
    place: codeOf(cells.place, 5),
  };
  const addresses = range(cells);
  const wrong = wrongDates(cells.from, until) ?? wrongCodes(areas) ?? wrongAddresses(addresses);
  if (wrong !== null) return fail(wrongRow(wrong));
  const plus4 = digits(cells.plus4, 4);
  const kind = cells.street !== "" ? "A" : plus4 === "" ? "Z" : "4";
  return ok({
    kind,
    layout: "mtsa",
    from: cells.from,
    until,
    ...addresses,
    preDirection: directionOf(cells.preDirection),
    street: streetName(cells.street),
    suffix: suffixOf(cells.suffix),
    postDirection: directionOf(cells.postDirection),
    unit: cells.unit.toUpperCase(),
    unitLow: cells.unitLow,
    unitHigh: cells.unitHigh,
    unitParity: parityOf(cells.unitParity),
    zipLow: zip,
    zipHigh: zip,
    plus4Low: plus4,
    plus4High: plus4,
    ...areas,
    districts: districtsFrom(line),
  });
}

function fieldsOf(line: string): Record<keyof typeof FIELDS, string> {
  let at = 0;
  const cut = Object.entries(FIELDS).map(([name, width]) => {
    at += width;
    return [name, line.slice(at - width, at).trim()] as const;
  });
  return Object.fromEntries(cut) as Record<keyof typeof FIELDS, string>;
}

function districtsFrom(line: string): readonly BoundaryDistrict[] {
  const districts = Array.from({ length: DISTRICTS_MAX }, (_, index) => {
    const at = FIXED_WIDTH + index * 9;
    return {
      source: line.slice(at, at + 2).trim(),
      code: digits(line.slice(at + 2, at + 7), 5),
      type: line.slice(at + 7, at + 9).trim(),
    };
  });
  return districts.filter(({ code }) => code !== "" && code !== "00000");
}
