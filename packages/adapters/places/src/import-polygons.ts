import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { encodeShapes, placeNameOf, type Ring, type Shape, simplifyLine } from "@tollwright/place";
import { ProblemError, problem } from "@tollwright/problem";
import type { Imported } from "./imported.ts";
import { OPERATOR_FILES, polygonFile } from "./operator-folder.ts";
import { readFeatures } from "./read-features.ts";
import { writeManifest } from "./write-manifest.ts";

/** How far a kept border may lie from the delivered one: annexations of last year matter more. */
const TOLERANCE_METERS = 10;
/** What is no city: designated places of the Census Bureau, in Puerto Rico comunidades and zonas urbanas. */
const DESIGNATED = ["55", "57", "62"];
/** Active governments, consolidated ones among them. */
const ACTIVE = ["", "A", "B", "F"];

/**
 * Takes in a file of places (TIGER/Line or cartographic), as a zipped shapefile, `.shp` with its `.dbf` beside it, or GeoJSON:
 * the incorporated ones of each state in one compact file.
 *
 * @throws ProblemError `PLACE_FILE` where it has no incorporated place, or not the Census Bureau's fields.
 */
export async function importPolygons(given: {
  readonly folder: string;
  readonly file: string;
  readonly vintage: string;
  readonly stateOf: (fips: string) => string | null;
}): Promise<Imported> {
  const features = (await readFeatures(given.file)).filter(({ fields }) => isCity(fields));
  const byState = Map.groupBy(features, ({ fields }) => given.stateOf((fields["GEOID"] ?? "").slice(0, 2)));
  byState.delete(null);
  if (byState.size === 0)
    throw new ProblemError(
      problem({
        code: "PLACE_FILE",
        message: "no incorporated place with a GEOID and a NAME in it",
        file: given.file,
      }),
    );
  const written: Imported[] = [];
  for (const [state, found] of byState) {
    const shapes = found.map(({ fields, rings }): Shape => {
      const name = placeNameOf(fields["NAME"] ?? "");
      return {
        code: fields["GEOID"] ?? "",
        name,
        rings: rings.map(simplified).filter((ring) => ring.length >= 6),
      };
    });
    const path = polygonFile(given.folder, state ?? "");
    await writeFileAtomic(path, encodeShapes({ toleranceMeters: TOLERANCE_METERS, shapes }));
    const source = `city limits of ${state} by the Census Bureau`;
    written.push(
      await writeManifest(path, { source, vintage: given.vintage, file: given.file, rows: shapes.length }),
    );
    await addNames(given.folder, shapes);
  }
  return {
    manifests: written.flatMap(({ manifests }) => manifests),
    rows: written.reduce((sum, { rows }) => sum + rows, 0),
    refused: 0,
    problems: [],
  };
}

function isCity(fields: Readonly<Record<string, string>>): boolean {
  const { GEOID = "", NAME = "", LSAD = "", FUNCSTAT = "" } = fields;
  return /^\d{7}$/.test(GEOID) && NAME !== "" && !DESIGNATED.includes(LSAD) && ACTIVE.includes(FUNCSTAT);
}

/** A ring has no ends: it is simplified in two halves, so that the first and the middle point stay. */
function simplified(ring: Ring): Ring {
  const middle = Math.floor(ring.length / 4) * 2;
  const closed = Int32Array.from([...ring.subarray(middle), ...ring.subarray(0, 2)]);
  const halves = [
    simplifyLine(ring.subarray(0, middle + 2), TOLERANCE_METERS),
    simplifyLine(closed, TOLERANCE_METERS),
  ];
  return Int32Array.from(halves.flatMap((half) => [...half.subarray(0, -2)]));
}

/** Names by code, of every state that was imported. */
async function addNames(folder: string, shapes: readonly Shape[]): Promise<void> {
  const path = join(folder, OPERATOR_FILES.polygons, "names.tsv");
  const known = existsSync(path) ? (await readFile(path, "utf8")).trimEnd().split("\n").slice(1) : [];
  const names = new Map(known.map((line) => [line.slice(0, 7), line.slice(8)]));
  for (const { code, name } of shapes) names.set(code, name);
  const lines = [...names].toSorted().map(([code, name]) => `${code}\t${name}`);
  await writeFileAtomic(path, `${["code\tname", ...lines].join("\n")}\n`);
}
