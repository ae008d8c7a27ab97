import { basename } from "node:path";
import {
  type BoundaryLayout,
  type Imported,
  importBoundaries,
  importPolygons,
  importZipCounties,
  importZipPlaces,
} from "@tollwright/places";
import type { Problem } from "@tollwright/problem";
import { type Command, Option } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, table } from "../output.ts";
import { openPlaceData, placesFolder } from "../steps/open-place-data.ts";

type Options = { readonly vintage?: string; readonly layout?: BoundaryLayout };

export function addPlacesImport(places: Command, { plain }: Runner): void {
  places
    .command("import")
    .argument("<what>", "zip-counties, zip-places, boundaries, city-limits")
    .argument("<file>", "as its publisher delivers it, packed or not")
    .option("--vintage <text>", "edition of the file (default: from its name)")
    .addOption(
      new Option("--layout <layout>", "of a boundary file (default: told by its first row)").choices([
        "sst",
        "mtsa",
      ]),
    )
    .description("Take in a Census file, a state's boundary file or city limits, for resolving places.")
    .addHelpText(
      "after",
      `
It is kept in the folder places of the data folder, and replaces what the same import brought before. Files by ZIP+4 may
not be passed on. Accounts keep the places they were loaded with: tollwright places check says which would differ.
Exit code 1: rows were refused; the others are in use.

Examples:
  tollwright places import zip-counties tab20_zcta520_county20_natl.txt
  tollwright places import zip-places tab20_zcta520_place20_natl.txt
  tollwright places import boundaries MNB2026Q2FEB18.zip
  tollwright places import city-limits tl_2025_17_place.zip`,
    )
    .action((what: string, file: string, options: Options, command: Command) =>
      plain(async (output) => {
        const { data } = command.optsWithGlobals<{ readonly data: string }>();
        const imported = await importOf({ what, file, options, data });
        if (imported === null)
          return command.error(`error: ${what} is none of zip-counties, zip-places, boundaries, city-limits`);
        answer(output, { json: imported, people: importedText(imported) });
        return refusedRows(imported);
      }),
    );
}

async function importOf(given: {
  readonly what: string;
  readonly file: string;
  readonly options: Options;
  readonly data: string;
}): Promise<Imported | null> {
  const { what, file, options, data } = given;
  const folder = placesFolder(data);
  const asked = { folder, file, vintage: options.vintage ?? vintageOf(file) };
  const stateOf = (fips: string): string | null => openPlaceData(data).counties.stateOf(fips);
  switch (what) {
    case "zip-counties":
      return importZipCounties(asked);
    case "zip-places":
      return importZipPlaces(asked);
    case "boundaries":
      return importBoundaries({ ...asked, layout: options.layout ?? null, stateOf });
    case "city-limits":
      return importPolygons({ ...asked, stateOf });
    default:
      return null;
  }
}

/** @example `MNB2026Q2FEB18.csv` → 2026Q2FEB18; `tl_2025_17_place.zip` → 2025; `tab20_zcta520_…` → 2020 */
function vintageOf(file: string): string {
  const name = basename(file);
  const [, released] = /^[A-Z]{2}B(\d{4}Q\d[A-Z]{3}\d{1,2})/i.exec(name) ?? [];
  const [, year] = /(?:^|\D)(20\d\d)(?:\D|$)/.exec(name) ?? [];
  return released?.toUpperCase() ?? year ?? (/zcta5?20|^tab20/i.test(name) ? "2020" : name);
}

function importedText({ manifests, rows, refused }: Imported): string {
  const kept = manifests.map((each) => [each.name, each.source, each.vintage, each.rows]);
  return [
    table(["kept as", "what", "vintage", "rows"], kept),
    `${counted(rows, "row")} kept, ${refused} refused`,
  ].join("\n");
}

function refusedRows({
  problems,
  refused,
}: Imported): { problems: readonly Problem[]; answered: true; outcome: string } | undefined {
  if (refused === 0) return undefined;
  return {
    problems,
    answered: true,
    outcome: `${counted(refused, "row")} refused; the first are shown, the others are in use.`,
  };
}
