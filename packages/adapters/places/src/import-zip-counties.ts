import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { deliveredLines } from "./delivered-lines.ts";
import type { Imported } from "./imported.ts";
import { OPERATOR_FILES } from "./operator-folder.ts";
import { columnsOf } from "./table-columns.ts";
import { writeManifest } from "./write-manifest.ts";

const SPELLINGS = {
  zip: ["geoid_zcta5_20", "zcta5", "zcta", "zip"],
  county: ["geoid_county_20", "fips_code_county", "county", "geoid"],
  land: ["arealand_part", "area_land_part", "arealandpt"],
} as const;

/**
 * Takes in the Census Bureau's relationship file of ZIP code areas and counties. Shares are of the sum of the parts: the file's
 * own total is doubled on many rows.
 *
 * @param folder `places` in the data folder.
 * @throws ProblemError `PLACE_FILE` where the file has other columns.
 */
export async function importZipCounties(given: {
  readonly folder: string;
  readonly file: string;
  readonly vintage: string;
}): Promise<Imported> {
  const parts = await landParts(given.file);
  const lines = [...parts].flatMap(([zip, counties]) => {
    const total = counties.reduce((sum, { land }) => sum + land, 0);
    return total === 0
      ? []
      : counties.map(({ county, land }) => [zip, county, "", "", land / total, land].join("\t"));
  });
  const path = join(given.folder, OPERATOR_FILES.zipCounties);
  await writeFileAtomic(path, `${["zip\tcode\tname\tstate\tshare\tland", ...lines].join("\n")}\n`);
  return writeManifest(path, {
    source: "ZIP code areas and counties of the Census Bureau, by land",
    vintage: given.vintage,
    file: given.file,
    rows: lines.length,
  });
}

type Part = { readonly county: string; readonly land: number };

async function landParts(file: string): Promise<ReadonlyMap<string, readonly Part[]>> {
  const parts = new Map<string, Part[]>();
  let read: ReturnType<typeof columnsOf<keyof typeof SPELLINGS>> | null = null;
  for await (const line of deliveredLines(file)) {
    if (read === null) {
      read = columnsOf(line, SPELLINGS, { file, optional: [] });
      continue;
    }
    const { zip, county, land } = read(line);
    if (!/^\d{5}$/.test(zip) || !/^\d{5}$/.test(county)) continue;
    const known = parts.get(zip) ?? [];
    known.push({ county, land: Number(land) });
    parts.set(zip, known);
  }
  return parts;
}
