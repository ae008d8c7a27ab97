import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { placeNameOf } from "@tollwright/place";
import { ProblemError, problem } from "@tollwright/problem";
import { deliveredLines } from "./delivered-lines.ts";
import { type Imported, refusals, wrongPart } from "./imported.ts";
import { OPERATOR_FILES } from "./operator-folder.ts";
import { columnsOf } from "./table-columns.ts";
import { writeManifest } from "./write-manifest.ts";

const SPELLINGS = {
  zip: ["geoid_zcta5_20", "zcta5", "zcta", "zip"],
  place: ["geoid_place_20", "place_geoid"],
  name: ["namelsad_place_20", "place_name", "namelsad"],
  state: ["state"],
  areaClass: ["classfp_place_20", "classfp"],
  land: ["arealand_part", "area_land_part", "arealandpt"],
} as const;

/** Less of a ZIP than this outside its cities is where two drawings of one border differ. */
const OUTSIDE_MIN = 0.0005;

/**
 * Takes in the relationship file of ZIP code areas and incorporated places. Designated places are left out; what is left of a
 * ZIP's land is outside every city.
 *
 * @throws ProblemError `PLACE_FILE` where the counties of ZIPs were not imported before: their land is what shares are of.
 */
export async function importZipPlaces(given: {
  readonly folder: string;
  readonly file: string;
  readonly vintage: string;
}): Promise<Imported> {
  const land = await landOfZips(given.folder);
  const { parts, torn, refused } = await placeParts(given.file);
  const lines = [...land].flatMap(([zip, total]) => {
    if (torn.has(zip)) return [];
    const places = parts.get(zip) ?? [];
    const inside = places.reduce((sum, part) => sum + part.land / total, 0);
    const rows = places.map((part) => [
      zip,
      part.place,
      part.name,
      part.state,
      part.land / Math.max(total, total * inside),
    ]);
    if (1 - inside > OUTSIDE_MIN) rows.push([zip, "", "", "", 1 - inside]);
    return rows.map((row) => row.join("\t"));
  });
  const path = join(given.folder, OPERATOR_FILES.zipPlaces);
  await writeFileAtomic(path, `${["zip\tcode\tname\tstate\tshare", ...lines].join("\n")}\n`);
  const written = await writeManifest(path, {
    source: "ZIP code areas and incorporated places of the Census Bureau, by land",
    vintage: given.vintage,
    file: given.file,
    rows: lines.length,
    refused: refused.count(),
  });
  return { ...written, problems: refused.problems };
}

async function landOfZips(folder: string): Promise<ReadonlyMap<string, number>> {
  const path = join(folder, OPERATOR_FILES.zipCounties);
  if (!existsSync(path))
    throw new ProblemError(
      problem({
        code: "PLACE_FILE",
        message: "shares of places need the land of each ZIP, which is not there",
        wayOut: "import the relationship file of ZIP code areas and counties first",
      }),
    );
  const land = new Map<string, number>();
  for (const line of (await readFile(path, "utf8")).trimEnd().split("\n").slice(1)) {
    const [zip = "", , , , , part = "0"] = line.split("\t");
    land.set(zip, (land.get(zip) ?? 0) + Number(part));
  }
  return land;
}

type Part = { readonly place: string; readonly name: string; readonly state: string; readonly land: number };

async function placeParts(file: string) {
  const parts = new Map<string, Part[]>();
  const refused = refusals();
  /** ZIPs with a part that cannot be read: of the others nobody could say how much of the whole they are. */
  const torn = new Set<string>();
  let read: ReturnType<typeof columnsOf<keyof typeof SPELLINGS>> | null = null;
  for await (const { text, number } of deliveredLines(file)) {
    if (read === null) {
      read = columnsOf(text, SPELLINGS, { file, optional: ["place", "state", "areaClass"] });
      continue;
    }
    const { zip, place, name, state, areaClass, land } = read(text);
    // Land of a place in no ZIP code area has a row, too, and the other way round.
    if (zip === "" || name === "" || !isIncorporated({ name, areaClass })) continue;
    const wrong = wrongPart({ zip, land }) ?? (/^(\d{7})?$/.test(place) ? null : `${place} is no place`);
    if (wrong !== null) {
      refused.add([problem({ code: "PLACE_ROW", message: wrong })], file, number);
      torn.add(zip);
      continue;
    }
    const known = parts.get(zip) ?? [];
    known.push({ place, name: placeNameOf(name), state, land: Number(land) });
    parts.set(zip, known);
  }
  return { parts, torn, refused };
}

/** Class C is incorporated, active or not; U and M are designated places. */
function isIncorporated({ name, areaClass }: { readonly name: string; readonly areaClass: string }): boolean {
  return areaClass === "" ? !/ (CDP|comunidad|zona urbana)$/.test(name) : areaClass.startsWith("C");
}
