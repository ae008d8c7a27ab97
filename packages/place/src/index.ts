export { areaKey } from "./area-key.ts";
export { type BoundaryRow, boundaryLine, boundaryRowOf } from "./boundaries/boundary-row.ts";
export { mtsaBoundaryRow } from "./boundaries/mtsa-row.ts";
export { cellsOf, sstBoundaryRow } from "./boundaries/sst-row.ts";
export { Place } from "./place.ts";
export type { Ring, Shape, ShapeSet } from "./polygons/shape.ts";
export { decodeShapes, encodeShapes } from "./polygons/shape-file.ts";
export { indexShapes, type ShapeIndex } from "./polygons/shape-index.ts";
export { dbfRecords, inUnits, shapefileRings } from "./polygons/shapefile.ts";
export { simplifyLine } from "./polygons/simplify.ts";
export { candidateText } from "./resolve/level.ts";
export {
  type AddressFields,
  type BoundaryFile,
  type NumberState,
  PLACE_SETTINGS,
  type PlaceData,
  type Sourced,
} from "./resolve/place-data.ts";
export { AmbiguousPlaces, PlaceQuery } from "./resolve/place-query.ts";
export { resolvePlace } from "./resolve/resolve-place.ts";
export { PlaceResolution, ResolvedPlace } from "./resolve/resolved-place.ts";
export { compileCountyCities } from "./tables/county-cities.ts";
export { compileCounties } from "./tables/county-table.ts";
export { compileDistricts } from "./tables/declared-districts.ts";
export { placeNameOf } from "./tables/place-name.ts";
export { compileShares, type ZipShares } from "./tables/zip-shares.ts";
export { compileZips } from "./tables/zip-table.ts";
