import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { dbfRecords, inUnits, type Ring, shapefileRings } from "@tollwright/place";
import { ProblemError, problem } from "@tollwright/problem";
import { unreadable } from "./unreadable.ts";
import { openZip } from "./zip-entries.ts";

/** An area with the fields that its publisher gave it. */
export type Feature = { readonly fields: Readonly<Record<string, string>>; readonly rings: readonly Ring[] };

/** Areas of a zipped shapefile, of a `.shp` with its `.dbf` beside it, or of a GeoJSON file. */
export async function readFeatures(path: string): Promise<readonly Feature[]> {
  return featuresOf(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

async function featuresOf(path: string): Promise<readonly Feature[]> {
  if (/\.zip$/i.test(path)) return zippedFeatures(path);
  if (/\.shp$/i.test(path))
    return shapefile({ shp: await readFile(path), dbf: await readFile(path.replace(/\.shp$/i, ".dbf")) });
  if (/\.(geo)?json$/i.test(path)) return geoJson(await readFile(path, "utf8"), path);
  throw new ProblemError(
    problem({ code: "PLACE_FILE", message: "neither .zip, .shp nor .geojson", file: path }),
  );
}

async function zippedFeatures(path: string): Promise<readonly Feature[]> {
  const zip = await openZip(path);
  try {
    const shp = await wholeOf(await zip.stream(/\.shp$/i));
    return shapefile({ shp, dbf: await wholeOf(await zip.stream(/\.dbf$/i)) });
  } finally {
    zip.close();
  }
}

async function wholeOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function shapefile({ shp, dbf }: { readonly shp: Buffer; readonly dbf: Buffer }): readonly Feature[] {
  const rings = shapefileRings(shp);
  return dbfRecords(dbf, "utf-8").map((fields, at) => ({ fields, rings: rings[at] ?? [] }));
}

type GeoJson = {
  readonly features?: readonly {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  }[];
};

type Position = readonly [number, number];

function geoJson(text: string, path: string): readonly Feature[] {
  const { features } = JSON.parse(text) as GeoJson;
  if (features === undefined)
    throw new ProblemError(
      problem({ code: "PLACE_FILE", message: "a GeoJSON without features", file: path }),
    );
  return features.map(({ properties, geometry }) => ({
    fields: Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, String(value ?? "")]),
    ),
    rings: polygonsOf(geometry).flatMap((polygon) => polygon.map(ringOf)),
  }));
}

function polygonsOf(geometry: { readonly type: string; readonly coordinates: unknown } | null) {
  if (geometry?.type === "Polygon") return [geometry.coordinates as readonly (readonly Position[])[]];
  if (geometry?.type === "MultiPolygon")
    return geometry.coordinates as readonly (readonly (readonly Position[])[])[];
  return [];
}

/** Without the last point, which repeats the first. */
function ringOf(points: readonly Position[]): Ring {
  return Int32Array.from(points.slice(0, -1).flatMap(([x, y]) => [inUnits(x), inUnits(y)]));
}
