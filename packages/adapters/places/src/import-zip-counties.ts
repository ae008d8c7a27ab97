import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { problem } from "@tollwright/problem";
import { deliveredLines } from "./delivered-lines.ts";
import { type Imported, refusals, wrongPart } from "./imported.ts";
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
  const { parts, refused } = await landParts(given.file);
  const lines = [...parts].flatMap(([zip, counties]) => {
    const total = counties.reduce((sum, { land }) => sum + land, 0);
    return total === 0
      ? []
      : counties.map(({ county, land }) => [zip, county, "", "", land / total, land].join("\t"));
  });
  const path = join(given.folder, OPERATOR_FILES.zipCounties);
  await writeFileAtomic(path, `${["zip\tcode\tname\tstate\tshare\tland", ...lines].join("\n")}\n`);
  const written = await writeManifest(path, {
    source: "ZIP code areas and counties of the Census Bureau, by land",
    vintage: given.vintage,
    file: given.file,
    rows: lines.length,
    refused: refused.count(),
  });
  return { ...written, problems: refused.problems };
}

type Part = { readonly county: string; readonly land: number };

async function landParts(file: string) {
  const parts = new Map<string, Part[]>();
  const refused = refusals();
  /** ZIPs with a part that cannot be read: of the others nobody could say how much of the whole they are. */
  const torn = new Set<string>();
  let read: ReturnType<typeof columnsOf<keyof typeof SPELLINGS>> | null = null;
  for await (const { text, number } of deliveredLines(file)) {
    if (read === null) {
      read = columnsOf(text, SPELLINGS, { file, optional: [] });
      continue;
    }
    const { zip, county, land } = read(text);
    // Land of a county in no ZIP code area has a row, too.
    if (zip === "") continue;
    const wrong = wrongPart({ zip, land }) ?? (/^\d{5}$/.test(county) ? null : `${county} is no county`);
    if (wrong !== null) {
      refused.add([problem({ code: "PLACE_ROW", message: wrong })], file, number);
      torn.add(zip);
      continue;
    }
    const known = parts.get(zip) ?? [];
    known.push({ county, land: Number(land) });
    parts.set(zip, known);
  }
  for (const zip of torn) parts.delete(zip);
  return { parts, refused };
}
