import type { Problem } from "@tollwright/problem";
import { z } from "zod";
import { AreaCode } from "./area-code.ts";
import { type AreaCodeClass, areaCodeClasses } from "./area-code-class.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { npaReportRows } from "./npa-report.ts";
import type { NumberingTable } from "./numbering-table.ts";

const CountryCode = z.object({
  country_code: z.string().regex(/^[1-9]\d{0,2}$/, "one to three digits"),
  /** The country that most numbers of the code belong to; empty for shared services such as +800. */
  main_region: z.string().regex(/^([A-Z]{2})?$/, "two letters, or nothing"),
  note: z.string(),
});
export type CountryCode = z.infer<typeof CountryCode>;

/** Compiled once, asked for every call. */
export type NumberingPlan = {
  readonly areaCodes: ReadonlyMap<string, AreaCode>;
  /** The same by the code as a number, with what it says of a number: no text is cut out of a number to look it up. */
  readonly classes: readonly (AreaCodeClass | undefined)[];
  readonly countryCodes: ReadonlyMap<string, CountryCode>;
};

/**
 * The numbering plan from its two tables (`rate-cards/numbering`), columns by heading. A broken row is a Problem with
 * file and line, and every other row counts.
 *
 * @param tables `areaCodes` with the columns npa, country, region, kind; `countryCodes` with country_code, main_region, note;
 *   `npaReport` is a newer report of the numbering administrator, as he publishes it.
 */
export function compileNumberingPlan(tables: {
  readonly areaCodes: NumberingTable;
  readonly countryCodes: NumberingTable;
  readonly npaReport?: NumberingTable;
}): { readonly plan: NumberingPlan; readonly problems: readonly Problem[] } {
  const areaCodes = checkedRows(tables.areaCodes, AreaCode, ({ npa }) => npa);
  const countryCodes = checkedRows(tables.countryCodes, CountryCode, ({ country_code }) => country_code);
  const report =
    tables.npaReport === undefined ? NO_REPORT : npaReportRows(tables.npaReport, areaCodes.byCode);
  const byCode = new Map([...areaCodes.byCode, ...report.rows.map((row) => [row.npa, row] as const)]);
  return {
    plan: {
      areaCodes: byCode,
      classes: areaCodeClasses([...byCode.values()]),
      countryCodes: countryCodes.byCode,
    },
    problems: [...areaCodes.problems, ...countryCodes.problems, ...report.problems],
  };
}

const NO_REPORT: ReturnType<typeof npaReportRows> = { rows: [], problems: [] };

function checkedRows<Shape extends z.ZodRawShape>(
  { file, text }: NumberingTable,
  schema: z.ZodObject<Shape>,
  codeOf: (row: z.infer<z.ZodObject<Shape>>) => string,
): {
  readonly byCode: ReadonlyMap<string, z.infer<z.ZodObject<Shape>>>;
  readonly problems: readonly Problem[];
} {
  const { headings, rows } = csvRows(text);
  const missing = Object.keys(schema.shape).filter((column) => !headings.includes(column));
  if (missing.length > 0) return { byCode: new Map(), problems: [columnsMissing(file, missing)] };

  const byCode = new Map<string, z.infer<z.ZodObject<Shape>>>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const checked = schema.safeParse(row.cells);
    if (!checked.success) problems.push(...brokenRow(file, row, checked.error));
    else if (byCode.has(codeOf(checked.data))) problems.push(repeatedRow(file, row, codeOf(checked.data)));
    else byCode.set(codeOf(checked.data), checked.data);
  }
  return { byCode, problems };
}

function columnsMissing(file: string, columns: readonly string[]): Problem {
  return {
    code: "NUMBERING_COLUMN_MISSING",
    message: `the heading has no column ${columns.join(", ")}`,
    file,
    line: 1,
    wayOut: "Give the first line the headings that rate-cards/numbering/README.md names, in any order.",
  };
}

function brokenRow(file: string, { line }: CsvRow, error: z.ZodError): readonly Problem[] {
  return error.issues.map((issue) => ({
    code: "NUMBERING_ROW_BROKEN",
    message: `${issue.path.join(".")}: ${issue.message}`,
    path: issue.path.join("."),
    file,
    line,
    wayOut: "Correct the cell; all other rows are in use, and numbers of this code are invalid until then.",
  }));
}

function repeatedRow(file: string, { line }: CsvRow, code: string): Problem {
  return {
    code: "NUMBERING_ROW_BROKEN",
    message: `code ${code} stands twice`,
    file,
    line,
    wayOut: "Remove one of the two rows; the first is in use.",
  };
}
