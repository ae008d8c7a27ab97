import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { type LevyTable, LevyTableDescription, LevyTableRow } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { checkYaml } from "@tollwright/yaml";
import { csvRecords } from "../csv-records.ts";

export type ReadLevyTable = { readonly table: LevyTable; readonly figures: SourceFile };

const COLUMNS = Object.keys(LevyTableRow.shape);

/**
 * A table of levies of its two files. Every row that cannot be read is told at once, and then nothing of the table is loaded:
 * a place that is silently left out would be untaxed.
 */
export function readLevyTable(description: SourceFile, beside: readonly SourceFile[]): Result<ReadLevyTable> {
  const checked = checkYaml(LevyTableDescription, description);
  if (!checked.ok) return checked;
  const { figures: name, ...shared } = checked.value;
  const figures = beside.find(({ path }) => path.slice(path.lastIndexOf("/") + 1) === name);
  if (figures === undefined)
    return fail(rowProblem(description.path, null, `there is no file ${name} beside it`));
  const records = csvRecords(figures, ",");
  if (!records.ok) return records;
  const [headings = [], ...lines] = records.value;
  const unknown = headings.filter((heading) => !COLUMNS.includes(heading));
  if (unknown.length > 0) {
    const message = `${unknown.join(", ")}: no such column; there are ${COLUMNS.join(", ")}`;
    return fail(rowProblem(figures.path, 1, message));
  }
  const read = lines.map((cells, index) => readRow(headings, cells, { index, shared, file: figures.path }));
  const problems = [...read.flatMap((row) => (row.ok ? [] : row.problems)), ...twoPlaces(read, figures.path)];
  if (problems.length > 0) return fail(...problems);
  const rows = read.flatMap((row) => (row.ok && row.value !== null ? [row.value] : []));
  if (rows.length === 0) return fail(rowProblem(figures.path, null, "it has no rows"));
  return ok({ table: { ...shared, rows }, figures });
}

type RowOf = {
  readonly index: number;
  readonly shared: Pick<LevyTable, "sources">;
  readonly file: string;
};

/** Null: a blank line. */
function readRow(
  headings: readonly string[],
  cells: readonly string[],
  { index, shared, file }: RowOf,
): Result<LevyTableRow | null> {
  if (cells.every((cell) => cell.trim() === "")) return ok(null);
  const line = index + 2;
  if (cells.length > headings.length)
    return fail(rowProblem(file, line, `${cells.length} cells, and ${headings.length} headings`));
  const filled = headings
    .map((heading, column) => [heading, (cells[column] ?? "").trim()] as const)
    .filter(([, cell]) => cell !== "");
  const row = LevyTableRow.safeParse(Object.fromEntries(filled));
  if (!row.success) {
    return fail(
      ...row.error.issues.map(({ path, message }) =>
        rowProblem(file, line, `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`),
      ),
    );
  }
  if (row.data.source in shared.sources) return ok(row.data);
  return fail(rowProblem(file, line, `source ${row.data.source} is not among the sources of the table`));
}

/** Rows of one id are one levy, so their places must be one. */
function twoPlaces(rows: readonly Result<LevyTableRow | null>[], file: string): readonly Problem[] {
  const first = new Map<string, string>();
  return rows.flatMap((row, index) => {
    if (!row.ok || row.value === null) return [];
    const { id, county, city, countyFips, cityFips, district } = row.value;
    const place = [county, countyFips, city, cityFips, district].map((name) => name ?? "").join(" / ");
    const before = first.get(id) ?? place;
    first.set(id, before);
    if (before === place) return [];
    return [rowProblem(file, index + 2, `levy ${id} is at ${place} here, and at ${before} above`)];
  });
}

function rowProblem(file: string, line: number | null, message: string): Problem {
  return problem({ code: "LEVY_TABLE", message, file, ...(line === null ? {} : { line }) });
}
