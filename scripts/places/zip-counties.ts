import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The county of one ZIP in one source, or in several. */
export type ZipCounties = {
  /** GeoNames: the county of the ZIP's point; a military state (`AE`) where it has none. Empty where GeoNames lacks the ZIP. */
  readonly main: string;
  /** HUD: every county in which the ZIP has addresses; empty where HUD lacks the ZIP. */
  readonly listed: readonly string[];
};

/** Both sources side by side, by ZIP. */
export function zipCounties(folders: {
  readonly geoNames: string;
  readonly hud: string;
  readonly stateFips: ReadonlyMap<string, string>;
  /** Pairs that both sources lack, kept by hand; `instead` is a county that HUD names wrongly. */
  readonly added: readonly { readonly zip: string; readonly county: string; readonly instead: string }[];
}): ReadonlyMap<string, ZipCounties> {
  const main = geoNamesCounties(folders);
  const listed = hudCounties(folders.hud);
  for (const { zip, county, instead } of folders.added) {
    const kept = (listed.get(zip) ?? []).filter((code) => code !== instead);
    listed.set(zip, [...new Set([...kept, county])].toSorted());
  }
  const zips = [...new Set([...main.keys(), ...listed.keys()])].toSorted();
  return new Map(zips.map((zip) => [zip, { main: main.get(zip) ?? "", listed: listed.get(zip) ?? [] }]));
}

/** Tab separated: country, ZIP, name, state, its letters, county, its three digits, …; military post has its state in the name. */
function geoNamesCounties({
  geoNames,
  stateFips,
}: {
  readonly geoNames: string;
  readonly stateFips: ReadonlyMap<string, string>;
}): ReadonlyMap<string, string> {
  const lines = readFileSync(join(geoNames, "data", "US.txt"), "utf8")
    .trimEnd()
    .split("\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, zip = "", name = "", , letters = "", , county = ""] = line.split("\t");
      const military = /^[ADF]PO A[AEP]$/.test(name) ? militaryState(zip) : null;
      if (military !== null) return [[zip, military]];
      const state = stateFips.get(letters);
      return state === undefined || county === "" ? [] : [[zip, `${state}${county}`]];
    }),
  );
}

/**
 * By the ZIP, for GeoNames calls posts of the Pacific `AA`: Publication 28 of the postal service, 225.1, has them as `AP`. Null for
 * posts in the country, whose state is a state (225.2): those of Hawaii.
 */
function militaryState(zip: string): "AA" | "AE" | "AP" | null {
  if (/^96[2-6]/.test(zip)) return "AP";
  if (zip.startsWith("09")) return "AE";
  return zip.startsWith("34") ? "AA" : null;
}

function hudCounties(folder: string): Map<string, readonly string[]> {
  const [, ...lines] = readFileSync(join(folder, "resources", "zip_fips_county_code_and_state.csv"), "utf8")
    .trimEnd()
    .split(/\r?\n/);
  const counties = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [zip = "", county = ""] = line.split(",");
    counties.set(zip, [...(counties.get(zip) ?? []), county].toSorted());
  }
  return counties;
}
