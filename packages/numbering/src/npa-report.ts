import type { Problem } from "@tollwright/problem";
import { AreaCode } from "./area-code.ts";
import { csvRows } from "./csv-rows.ts";
import type { NumberingTable } from "./numbering-table.ts";

type Cells = Readonly<Record<string, string>>;

const NEEDED = ["NPA_ID", "ASSIGNED", "USE", "LOCATION", "COUNTRY", "IN_SERVICE", "SERVICE"];

/** The report's own abbreviation of a place, by ours. */
const PLACES: Readonly<Record<string, string>> = { CNMI: "MP" };
const TERRITORIES: ReadonlySet<string> = new Set(["AS", "GU", "MP", "PR", "VI"]);

/**
 * The numbering administrator's NPA report as it is delivered: a line with the file's date, one with the headings, then all codes from 200
 * to 999. What it says of places in the United States, of toll-free and of personal codes goes before the table of area codes;
 * of other countries it adds the codes that the table does not have, for the table knows them better.
 *
 * @returns Rows for codes that are assigned, and a Problem where it is no such report.
 * @example a row `235, …, ASSIGNED Yes, USE G, LOCATION MO, COUNTRY US` makes 235 Missouri.
 */
export function npaReportRows(
  { file, text }: NumberingTable,
  known: ReadonlyMap<string, AreaCode>,
): { readonly rows: readonly AreaCode[]; readonly problems: readonly Problem[] } {
  const { headings, rows } = csvRows(text.replace(/^\uFEFF?File Date[^\r\n]*\r?\n/, ""));
  const missing = NEEDED.filter((column) => !headings.includes(column));
  if (missing.length > 0) return { rows: [], problems: [columnsMissing(file, missing)] };
  const read = rows.flatMap(({ cells }) => codeOf(cells, known) ?? []);
  return { rows: read.filter((row) => AreaCode.safeParse(row).success), problems: [] };
}

/** Null: the report adds nothing to what is known of the code. */
function codeOf(cells: Cells, known: ReadonlyMap<string, AreaCode>): AreaCode | null {
  const { NPA_ID: npa = "", ASSIGNED: assigned, USE: use, COUNTRY: country = "" } = cells;
  if (assigned !== "Yes") return null;
  if (use !== "G") return withoutPlace(npa, cells);
  const location = PLACES[cells["LOCATION"] ?? ""] ?? cells["LOCATION"] ?? "";
  if (country === "US" && /^[A-Z]{2}$/.test(location))
    return {
      npa,
      country,
      region: location,
      kind: TERRITORIES.has(location) ? "us_territory" : "geographic",
    };
  if (known.has(npa)) return null;
  if (country === "CANADA") return { npa, country: "CA", region: location, kind: "geographic" };
  return { npa, country: "NANP", region: location === "" ? country : location, kind: "caribbean" };
}

function withoutPlace(npa: string, { SERVICE: service, IN_SERVICE: inService }: Cells): AreaCode | null {
  const base = { npa, country: "NANP", region: "" };
  if (service === "Toll-Free")
    return { ...base, kind: inService === "Y" ? "toll_free" : "toll_free_reserved" };
  return service === "Non-Geographic Services" ? { ...base, kind: "personal" } : null;
}

function columnsMissing(file: string, columns: readonly string[]): Problem {
  return {
    code: "NUMBERING_COLUMN_MISSING",
    message: `this is no NPA report: the heading has no column ${columns.join(", ")}`,
    file,
    line: 2,
    wayOut: "Take the report as the numbering administrator publishes it, without changes.",
  };
}
