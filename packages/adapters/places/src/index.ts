export { type BoundaryLayout, importBoundaries } from "./import-boundaries.ts";
export { importPolygons } from "./import-polygons.ts";
export { importZipCounties } from "./import-zip-counties.ts";
export { importZipPlaces } from "./import-zip-places.ts";
export type { Imported } from "./imported.ts";
export { openPlaces } from "./open-places.ts";
