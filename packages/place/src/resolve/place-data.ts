import type { BoundaryRow } from "../boundaries/boundary-row.ts";
import type { ShapeIndex } from "../polygons/shape-index.ts";
import type { CityOfCounty } from "../tables/county-cities.ts";
import type { CountyTable } from "../tables/county-table.ts";
import type { DeclaredDistricts } from "../tables/declared-districts.ts";
import type { ZipShares } from "../tables/zip-shares.ts";
import type { ZipTable } from "../tables/zip-table.ts";

/** Something that was read, with the name and the edition that a record tells. */
export type Sourced<T> = { readonly data: T; readonly source: string; readonly vintage: string };

/** A state's own file: rows of one ZIP, read when they are asked for. */
export type BoundaryFile = { readonly rowsOf: (zip: string) => readonly BoundaryRow[] };

/** Everything that a place is resolved by. What an operator has not imported is null. */
export type PlaceData = {
  readonly counties: CountyTable;
  readonly zips: Sourced<ZipTable>;
  readonly countyShapes: Sourced<ShapeIndex>;
  readonly countyCities: (county: string) => CityOfCounty | null;
  readonly districts: DeclaredDistricts;
  readonly zipCountyShares: Sourced<ZipShares> | null;
  readonly zipPlaceShares: Sourced<ZipShares> | null;
  /** By state of two letters. */
  readonly boundaries: (state: string) => Sourced<BoundaryFile> | null;
  /** By state of two letters: incorporated places. */
  readonly placeShapes: (state: string) => Sourced<ShapeIndex> | null;
  /** The name of a place of seven digits, where some table has it. */
  readonly placeName: (code: string) => string | null;
  /** The state that a telephone number belongs to. */
  readonly stateOfNumber: ((number: string) => NumberState | null) | null;
  readonly readLine: ((line: string) => AddressFields | null) | null;
  readonly settings: PlaceSettings;
};

export type NumberState = {
  readonly state: string;
  readonly method: "exchange" | "areaCode";
  readonly source: string;
};

/** An address as fields, whoever split it. */
export type AddressFields = {
  readonly lines: readonly string[];
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
};

export type PlaceSettings = {
  /** Of a ZIP's land, from which on a county, a city or no city is certain. */
  readonly certainShare: number;
  /** From a border, below which a point is ambiguous; never less than the tolerance of the drawing. */
  readonly ambiguousMeters: number;
  /** From a border, below which a point is only likely; never less than twice the tolerance. */
  readonly likelyMeters: number;
};

/** See docs/places.md for where they come from. */
export const PLACE_SETTINGS: PlaceSettings = { certainShare: 0.995, ambiguousMeters: 50, likelyMeters: 100 };
