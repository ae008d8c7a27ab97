import type { CivilDate } from "@tollwright/calendar";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { absentLevies } from "./absent-levies.ts";
import { besideRateFile } from "./compiled-figures.ts";
import { firstDayOf } from "./days-without-rate.ts";
import { importRows } from "./import-rows.ts";
import { knownLevies } from "./known-levies.ts";
import type { LevyImport } from "./levy-import.ts";
import { readFigures } from "./read-figures.ts";
import { type CensusNames, readSstRates } from "./read-sst-rates.ts";
import { nameOf, rowsOfSst } from "./rows-of-sst.ts";
import { withoutTwiceTaxed } from "./twice-taxed.ts";

/**
 * A file of figures, or a state's Streamlined Sales Tax rate file, put into the levies of a folder. What cannot be read is told
 * by its row, and the rest goes on. Rules that a person wrote into a levy stay as they are.
 *
 * @param input.existing The files of the folder, with paths inside it: `us/il/tet.yaml`.
 * @param input.readOn The day of the import.
 */
export function importLevies(input: {
  readonly file: SourceFile;
  readonly existing: readonly SourceFile[];
  readonly readOn: CivilDate;
  readonly names: CensusNames;
}): Result<LevyImport> {
  const { file, readOn } = input;
  const known = knownLevies(input.existing);
  if (isFigures(file)) {
    const read = readFigures(file);
    if (!read.ok) return read;
    if (isEmpty(read.value)) return withoutRows(file);
    const made = importRows(read.value.rows, file, known, { readOn, law: null, isRateFile: false });
    return ok({ ...made, problems: [...read.value.problems, ...made.problems] });
  }
  const read = readSstRates(file, input.names);
  if (!read.ok) return read;
  if (isEmpty({ ...read.value, rows: read.value.rates })) return withoutRows(file);
  const state = read.value.rates[0]?.state ?? "";
  const salesTax = known.levies.get(`${state.toLowerCase()}-sales`)?.levy ?? null;
  const rows = rowsOfSst(read.value.rates, file, salesTax);
  const parted = withoutTwiceTaxed(rows, known, file);
  const made = importRows(parted.rows, file, known, { readOn, law: salesTax, isRateFile: true });
  const beside = besideRateFile(state, known, file);
  const absent = absentLevies(rows, known, { state, day: firstDayOf(nameOf(file)) ?? readOn, file });
  const problems = [...read.value.problems, ...parted.problems, ...made.problems, ...beside, ...absent];
  return ok({ ...made, problems });
}

/** A file of figures names its columns; a rate file begins with a state's code. */
function isFigures({ text }: SourceFile): boolean {
  const [heading = ""] = text.split(/\r\n|\n|\r/, 1);
  return heading.includes("tax_code");
}

function isEmpty(read: {
  readonly rows: readonly unknown[];
  readonly problems: readonly unknown[];
}): boolean {
  return read.rows.length === 0 && read.problems.length === 0;
}

/** Nothing to import is no import: a file that broke off would pass for one that changes nothing. */
function withoutRows({ path }: SourceFile): Result<never> {
  return fail(problem({ code: "TAX_FILE_EMPTY", message: "the file has no row", file: path }));
}
