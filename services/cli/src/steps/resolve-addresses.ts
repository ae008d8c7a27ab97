import { readFile } from "node:fs/promises";
import type { CivilDate } from "@tollwright/calendar";
import {
  candidateText,
  type PlaceData,
  PlaceQuery,
  type ResolvedPlace,
  resolvePlace,
} from "@tollwright/place";
import { fail, type Problem, type Result, schemaProblems } from "@tollwright/problem";
import { tableOfText } from "@tollwright/rate-card";
import { csvText } from "../csv.ts";
import { filesMissing } from "../files-missing.ts";
import type { Output } from "../output.ts";

type Asked = {
  readonly file: string;
  readonly tables: PlaceData;
  readonly today: CivilDate;
  /** Fields that every row shares: the day, the policy. */
  readonly shared: Readonly<Record<string, unknown>>;
};

const LEVELS = ["state", "county", "city"] as const;
const HEADINGS = [
  "id",
  ...LEVELS.flatMap((name) => [
    name,
    `${name}_code`,
    `${name}_confidence`,
    `${name}_method`,
    `${name}_candidates`,
  ]),
  "districts",
  "notes",
];

/** Resolves every row of a table of addresses: CSV, or with `--json` one document a line. Rows that cannot be read are told, and the others go on. */
export async function resolveAddresses(
  output: Output,
  { file, tables, today, shared }: Asked,
): Promise<{ readonly problems: readonly Problem[]; readonly answered: true } | undefined> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return { problems: [filesMissing(file)], answered: true };
  const read = tableOfText({ path: file, text });
  if (!read.ok) return { problems: read.problems, answered: true };
  const [headings = [], ...rows] = read.value.rows;
  const names = headings.map((heading) => heading.trim().toLowerCase().replaceAll(" ", "_"));
  const problems: Problem[] = [];
  if (!output.json) output.write(csvText(HEADINGS, []));
  for (const [at, row] of rows.entries()) {
    const cells = Object.fromEntries(names.map((name, column) => [name, row[column]?.trim() ?? ""]));
    const id = cells["id"] || String(at + 2);
    const resolved = resolveRow(cells, { tables, today, shared });
    if (resolved.ok)
      output.write(
        output.json
          ? `${JSON.stringify({ id, ...resolved.value })}\n`
          : csvText(rowOf(id, resolved.value), []),
      );
    else problems.push(...resolved.problems.map((problem) => ({ ...problem, file, line: at + 2 })));
  }
  return problems.length === 0 ? undefined : { problems, answered: true };
}

function resolveRow(
  cells: Readonly<Record<string, string>>,
  { tables, today, shared }: Omit<Asked, "file">,
): Result<ResolvedPlace> {
  const { street = "", street2 = "", address = "", city, state, zip, latitude, longitude } = cells;
  const lines = [street, street2].filter((line) => line !== "");
  const at = latitude && longitude ? { latitude: Number(latitude), longitude: Number(longitude) } : null;
  const query = PlaceQuery.safeParse({
    lines: lines.length === 0 ? null : lines,
    line: address || null,
    city: city || null,
    state: state || null,
    // A spreadsheet drops the zero that ZIPs of New England begin with.
    zip: zip ? zip.padStart(5, "0") : null,
    at,
    ...shared,
  });
  return query.success ? resolvePlace(query.data, tables, today) : fail(...schemaProblems(query.error));
}

function rowOf(id: string, { levels, notes }: ResolvedPlace): readonly string[] {
  return [
    id,
    ...LEVELS.flatMap((name) => {
      const { name: found, code, confidence, method, status, candidates } = levels[name];
      const listed = (candidates ?? []).map((each) => candidateText(each));
      return [
        status === "none" ? "none" : (found ?? ""),
        code ?? "",
        confidence,
        method,
        confidence === "ambiguous" ? listed.join("; ") : "",
      ];
    }),
    levels.districts.names.join("; "),
    notes.join("; "),
  ];
}
