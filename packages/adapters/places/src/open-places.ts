import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  compileCounties,
  compileCountyCities,
  compileDistricts,
  compileShares,
  compileZips,
  decodeShapes,
  indexShapes,
  type NumberState,
  PLACE_SETTINGS,
  type PlaceData,
  type ShapeIndex,
  type Sourced,
  type ZipShares,
} from "@tollwright/place";
import { ProblemError } from "@tollwright/problem";
import { openBoundaryStore } from "./boundary-store.ts";
import { boundaryFolder, OPERATOR_FILES, polygonFile, readManifest } from "./operator-folder.ts";
import { placeNames } from "./place-names.ts";
import { readOneLine } from "./read-one-line.ts";

/** Sources of the shipped tables, as rate-cards/places/README.md tells them. */
const SHIPPED = {
  zips: { source: "ZIP table of GeoNames (CC BY 4.0) and HUD", vintage: "2026-03-11" },
  counties: { source: "county polygons of the Census Bureau, 1:500,000", vintage: "2016" },
} as const;

/**
 * Opens everything that places are resolved by: the shipped tables, and what the operator has imported. Large files are read
 * when they are first asked for.
 *
 * @param shipped `rate-cards/places`.
 * @param operator `places` in the data folder; it need not exist.
 * @throws ProblemError `PLACE_FILE` where a file of polygons is damaged.
 */
export function openPlaces(given: {
  readonly shipped: string;
  readonly operator: string;
  readonly stateOfNumber?: (number: string) => NumberState | null;
}): PlaceData {
  const { shipped, operator } = given;
  const text = (name: string): string => readFileSync(join(shipped, name), "utf8");
  const countyCities = compileCountyCities(text("county-cities.tsv"));
  const placeShapes = perState((state) => shapesOf(polygonFile(operator, state)));
  return {
    counties: compileCounties(text("counties.csv"), text("states.csv")),
    zips: { data: compileZips(text("zip-counties.csv")), ...SHIPPED.zips },
    countyShapes: { data: lazyShapes(join(shipped, "counties.bin")), ...SHIPPED.counties },
    countyCities,
    districts: compileDistricts(text("districts.tsv")),
    zipCountyShares: sharesOf(join(operator, OPERATOR_FILES.zipCounties)),
    zipPlaceShares: sharesOf(join(operator, OPERATOR_FILES.zipPlaces)),
    boundaries: perState((state) => boundariesOf(boundaryFolder(operator, state))),
    placeShapes,
    placeName: placeNames({ operator, countyCities: text("county-cities.tsv") }),
    stateOfNumber: given.stateOfNumber ?? null,
    readLine: readOneLine,
    settings: PLACE_SETTINGS,
  };
}

function sharesOf(path: string): Sourced<ZipShares> | null {
  const manifest = readManifest(path);
  if (manifest === null) return null;
  const shares = lazy(() => compileShares(readFileSync(path, "utf8")));
  return { data: (zip) => shares()(zip), source: manifest.source, vintage: manifest.vintage };
}

function boundariesOf(folder: string): ReturnType<PlaceData["boundaries"]> {
  const manifest = readManifest(folder);
  if (manifest === null) return null;
  return { data: openBoundaryStore(folder), source: manifest.source, vintage: manifest.vintage };
}

function shapesOf(path: string): Sourced<ShapeIndex> | null {
  const manifest = readManifest(path);
  if (manifest === null || !existsSync(path)) return null;
  return { data: lazyShapes(path), source: manifest.source, vintage: manifest.vintage };
}

function lazyShapes(path: string): ShapeIndex {
  const index = lazy(() => {
    const shapes = decodeShapes(readFileSync(path));
    if (shapes.ok) return indexShapes(shapes.value);
    const [damage] = shapes.problems;
    throw damage === undefined ? new Error(path) : new ProblemError({ ...damage, file: path });
  });
  return {
    get toleranceMeters() {
      return index().toleranceMeters;
    },
    around: (point, withinMeters) => index().around(point, withinMeters),
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Opened once a state. */
function perState<T>(open: (state: string) => T): (state: string) => T {
  const opened = new Map<string, T>();
  return (state) => {
    const known = opened.get(state);
    if (known !== undefined) return known;
    const fresh = open(state);
    opened.set(state, fresh);
    return fresh;
  };
}
