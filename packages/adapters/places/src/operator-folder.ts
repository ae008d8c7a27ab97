import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What an import was made of. */
export type Manifest = {
  /** For people: `Minnesota boundary file`. */
  readonly source: string;
  readonly vintage: string;
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  readonly refused: number;
};

/** Where imports lie in the operator's data folder. */
export const OPERATOR_FILES = {
  zipCounties: "zip-counties.tsv",
  zipPlaces: "zip-places.tsv",
  boundaries: "boundaries",
  polygons: "polygons",
} as const;

/** `zip-counties.tsv` has its manifest in `zip-counties.tsv.json`. */
export function manifestPath(path: string): string {
  return `${path}.json`;
}

/** Null where nothing was imported there. */
export function readManifest(path: string): Manifest | null {
  const file = manifestPath(path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : null;
}

/** @example `boundaries/MN` */
export function boundaryFolder(folder: string, state: string): string {
  return join(folder, OPERATOR_FILES.boundaries, state);
}

/** @example `polygons/MN.bin` */
export function polygonFile(folder: string, state: string): string {
  return join(folder, OPERATOR_FILES.polygons, `${state}.bin`);
}
