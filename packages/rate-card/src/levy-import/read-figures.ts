import { ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { csvRecords } from "../csv-records.ts";
import { FigureRow, type NumberedRow } from "./figure-row.ts";

export type ReadFigures = { readonly rows: readonly NumberedRow[]; readonly problems: readonly Problem[] };

/** The rows of a file of figures that can be read, and a problem for each that cannot; the others go on. */
export function readFigures(file: SourceFile): Result<ReadFigures> {
  const records = csvRecords(file, ",");
  if (!records.ok) return records;
  const [headings = [], ...lines] = records.value;
  const names = headings.map((heading) => heading.trim());
  const rows: NumberedRow[] = [];
  const problems: Problem[] = [];
  for (const [index, cells] of lines.entries()) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const line = index + 2;
    const row = FigureRow.safeParse(filled(names, cells));
    if (row.success) rows.push({ ...row.data, line });
    else problems.push(...row.error.issues.map((issue) => refused(file, line, issue)));
  }
  return ok({ rows, problems });
}

/** Cells that are empty say nothing. */
function filled(names: readonly string[], cells: readonly string[]): Record<string, string> {
  const pairs = names.map((name, column) => [name, (cells[column] ?? "").trim()] as const);
  return Object.fromEntries(pairs.filter(([, cell]) => cell !== ""));
}

function refused(
  { path: file }: SourceFile,
  line: number,
  issue: { readonly path: readonly PropertyKey[]; readonly message: string },
): Problem {
  const path = issue.path.map(String).join(".");
  return problem({ code: "TAX_ROW", message: issue.message, file, line, ...(path ? { path } : {}) });
}
