import type { StreetAddress } from "../address/street-address.ts";
import type { BoundaryRow } from "../boundaries/boundary-row.ts";
import { type BoundaryMatch, matchBoundary } from "../boundaries/match-boundary.ts";
import { type Candidate, found, type Level, none, type Origin, undetermined } from "./level.ts";
import type { PlaceData } from "./place-data.ts";
import type { DistrictsLevel } from "./resolved-place.ts";

export type StateFileAnswer = {
  readonly state: Level;
  /** Null: the file names no county here, as it does where there is no county tax. */
  readonly county: Level | null;
  readonly city: Level | null;
  readonly districts: DistrictsLevel;
};

type Asked = {
  readonly states: readonly string[];
  readonly zip: string;
  readonly plus4: string | null;
  readonly street: StreetAddress | null;
  readonly day: string;
  readonly data: PlaceData;
};

/** What a state's own file says of an address; null where none was imported, or none has the ZIP. A carrier that uses it is held harmless. */
export function byStateFile({ states, zip, plus4, street, day, data }: Asked): StateFileAnswer | null {
  for (const state of states) {
    const file = data.boundaries(state);
    const match =
      file && matchBoundary(file.data.rowsOf(zip), { street, plus4, day: day.replaceAll("-", "") });
    if (!file || !match) continue;
    const origin: Origin = { method: match.method, source: file.source, vintage: file.vintage };
    return {
      state: found(
        { name: state, code: match.rows[0]?.state ?? null },
        origin,
        "certain",
        `the file of ${state} has ${zip}`,
      ),
      county: countyOf(match, origin, data),
      city: cityOf(match, origin, data),
      districts: districtsOf(match),
    };
  }
  return null;
}

const HOW: Readonly<Record<BoundaryMatch["method"], string>> = {
  addressRange: "its address range",
  zip4: "its ZIP+4",
  zipOfStateFile: "its ZIP",
};

function countyOf({ rows, method }: BoundaryMatch, origin: Origin, data: PlaceData): Level | null {
  const codes = distinct(
    rows.filter(({ county }) => county !== "").map(({ state, county }) => `${state}${county}`),
  );
  const candidates = codes.map(
    (code): Candidate => ({ name: data.counties.named(code)?.name ?? code, code, share: null }),
  );
  const [only] = candidates;
  if (only === undefined) return null;
  if (candidates.length > 1 || rows.some(({ county }) => county === ""))
    return undetermined(candidates, origin, `the state's file has ${rows.length} rows for ${HOW[method]}`);
  return found(
    { name: only.name ?? "", code: only.code },
    origin,
    "certain",
    `the state's file says so by ${HOW[method]}`,
  );
}

function cityOf({ rows, method }: BoundaryMatch, origin: Origin, data: PlaceData): Level | null {
  const finer = rows.filter(({ kind }) => kind !== "Z");
  // A row of a whole ZIP without a place says nothing of cities: it is there for the rates of the ZIP.
  const telling = [...finer, ...rows.filter(({ kind, place }) => kind === "Z" && place !== "")];
  const codes = distinct(telling.map(({ state, place }) => (place === "" ? "" : `${state}${place}`)));
  const candidates = codes.map(
    (code): Candidate =>
      code === ""
        ? { name: null, code: null, share: null }
        : { name: data.placeName(code) ?? code, code, share: null },
  );
  const [only] = candidates;
  if (only === undefined) return null;
  const silent = telling.length < rows.length && finer.length === 0;
  if (candidates.length > 1 || silent)
    return undetermined(candidates, origin, `the state's file has ${rows.length} rows for ${HOW[method]}`);
  const because = `the state's file says so by ${HOW[method]}`;
  return only.name === null
    ? none(origin, "certain", because)
    : found({ name: only.name, code: only.code }, origin, "certain", because);
}

function districtsOf({ rows, method }: BoundaryMatch): DistrictsLevel {
  const sets = rows.map((row) =>
    distinct(row.districts.map(({ code }) => districtKey(row, code))).toSorted(),
  );
  const [first = []] = sets;
  const same = sets.every((set) => set.join() === first.join());
  return same
    ? {
        status: "found",
        names: [...first],
        confidence: "certain",
        because: `the state's file says so by ${HOW[method]}`,
      }
    : {
        status: "undetermined",
        names: [],
        confidence: "ambiguous",
        because: `rows of the state's file differ for ${HOW[method]}`,
      };
}

/** @example `sst-27-80001`: as levies from the state's rate file name the district. */
function districtKey({ layout, state }: BoundaryRow, code: string): string {
  return `${layout}-${state}-${code}`;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
