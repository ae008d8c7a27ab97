import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { directionOf, streetName, suffixOf } from "../address/street-address.ts";
import type { BoundaryDistrict, BoundaryRow } from "./boundary-row.ts";

/*
 * Streamlined Sales Tax boundary file, without headings: 0 record type A, 4, Z (lower case occurs); 1, 2 begin and end date;
 * 3, 4 low and high address; 5 odd, even, both; 6 pre-direction, 7 street, 8 suffix, 9 post-direction; 10 secondary
 * abbreviation, 11, 12 low and high, 13 odd, even, both; 14 city name; 15 ZIP, 16 plus-4 (type A); 17, 18 ZIP and extension
 * low, 19, 20 high (types 4 and Z); 21 composite code; 22 state; 23 state indicator; 24 county; 25 place; 26 place type;
 * 27, 28 not named by the sources; then up to twenty districts of three: class, code, type.
 */
const DISTRICTS_FROM = 29;
/** Up to the place: some states leave trailing columns out. */
const COLUMNS_MIN = 25;
/** A location code, which is no district. */
const LOCATION_CODE = "45";
const DATE = /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** Reads one line. Leading zeros that a spreadsheet dropped are put back. */
export function sstBoundaryRow(line: string): Result<BoundaryRow> {
  const cells = cellsOf(line);
  const cell = (at: number): string => cells[at] ?? "";
  const kind = cell(0).toUpperCase();
  if (kind !== "A" && kind !== "4" && kind !== "Z")
    return fail(wrongRow(`record type ${JSON.stringify(cell(0))} is none of A, 4 and Z`));
  if (cells.length < COLUMNS_MIN)
    return fail(wrongRow(`${cells.length} columns, at least ${COLUMNS_MIN} are needed`));
  const ofAddress = kind === "A";
  const zipLow = digits(ofAddress ? cell(15) : cell(17), 5);
  const zipHigh = ofAddress ? zipLow : digits(cell(19), 5) || zipLow;
  if (!/^\d{5}$/.test(zipLow) || !/^\d{5}$/.test(zipHigh))
    return fail(wrongRow(`${JSON.stringify(zipLow)} is no ZIP`));
  const areas = { state: digits(cell(22), 2), county: codeOf(cell(24), 3), place: codeOf(cell(25), 5) };
  const addresses = range({ low: cell(3), high: cell(4), parity: cell(5) });
  const plus4 = {
    plus4Low: digits(ofAddress ? cell(16) : cell(18), 4),
    plus4High: digits(ofAddress ? cell(16) : cell(20), 4),
  };
  const isOfOneZip = zipLow === zipHigh;
  const wrong =
    wrongDates(cell(1), cell(2)) ??
    wrongCodes(areas) ??
    wrongAddresses(addresses) ??
    (isOfOneZip ? wrongPlus4(plus4) : null);
  if (wrong !== null) return fail(wrongRow(wrong));
  return ok({
    kind,
    layout: "sst",
    from: cell(1),
    until: cell(2),
    ...addresses,
    preDirection: directionOf(cell(6)),
    street: streetName(cell(7)),
    suffix: suffixOf(cell(8)),
    postDirection: directionOf(cell(9)),
    unit: cell(10).toUpperCase(),
    unitLow: cell(11),
    unitHigh: cell(12),
    unitParity: parityOf(cell(13)),
    zipLow,
    zipHigh,
    ...plus4,
    ...areas,
    districts: districtsFrom(cells),
  });
}

/** House numbers of a range, or of one house where no last one is said; letters are left out. */
export function range(cells: {
  readonly low: string;
  readonly high: string;
  readonly parity: string;
}): Pick<BoundaryRow, "low" | "high" | "parity"> {
  const number = (text: string): number => Number(text.replace(/\D/g, "") || "0");
  return {
    low: number(cells.low),
    high: number(cells.high.trim() === "" ? cells.low : cells.high),
    parity: parityOf(cells.parity),
  };
}

/** `B` where nothing is said. */
export function parityOf(text: string): string {
  const first = text.trim().toUpperCase().slice(0, 1);
  return first === "O" || first === "E" ? first : "B";
}

/** Zeros alone say that there is none: so Florida writes what lies outside its cities. */
export function codeOf(text: string, width: number): string {
  const code = digits(text, width);
  return /^0+$/.test(code) ? "" : code;
}

/** What is wrong with the days of a row, both of which belong to it; null where nothing is. */
export function wrongDates(from: string, until: string): string | null {
  const [wrong] = [from, until].filter((text) => !DATE.test(text));
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is no date`;
  return until < from ? `it ends on ${until}, before it begins on ${from}` : null;
}

/** What is wrong with the codes of a row; null where nothing is. */
export function wrongCodes(areas: Pick<BoundaryRow, "state" | "county" | "place">): string | null {
  const { state, county, place } = areas;
  if (!/^\d{2}$/.test(state)) return `${JSON.stringify(state)} is no state`;
  if (!/^(\d{3})?$/.test(county)) return `${JSON.stringify(county)} is no county`;
  return /^(\d{5})?$/.test(place) ? null : `${JSON.stringify(place)} is no place`;
}

/** A range that ends before it begins holds no address, and its addresses would be taken for the ZIP's. */
export function wrongAddresses({ low, high }: Pick<BoundaryRow, "low" | "high">): string | null {
  return high < low ? `addresses ${low} to ${high}` : null;
}

function wrongPlus4({ plus4Low, plus4High }: Pick<BoundaryRow, "plus4Low" | "plus4High">): string | null {
  return plus4High !== "" && plus4High < plus4Low ? `ZIP+4 ${plus4Low} to ${plus4High}` : null;
}

/** With the leading zeros of its width; empty stays empty. */
export function digits(text: string, width: number): string {
  const trimmed = text.trim();
  return trimmed === "" ? "" : trimmed.padStart(width, "0");
}

export function wrongRow(message: string): Problem {
  return problem({ code: "PLACE_ROW", message });
}

function districtsFrom(cells: readonly string[]): readonly BoundaryDistrict[] {
  const districts: BoundaryDistrict[] = [];
  for (let at = DISTRICTS_FROM; at + 2 < cells.length; at += 3) {
    const [source = "", code = "", type = ""] = cells.slice(at, at + 3);
    if (code !== "" && type !== LOCATION_CODE)
      districts.push({ source, code: digits(code, 5), type: digits(type, 2) });
  }
  return districts;
}

/** Cells of a line with commas between them, quoted or not. */
export function cellsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(",").map((cell) => cell.trim());
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    (quoted?.replaceAll('""', '"') ?? bare ?? "").trim(),
  );
}
