import type { Problem } from "@tollwright/problem";
import { type Dated, dayIn } from "./dated-rows.ts";
import type { NumberingTable } from "./numbering-table.ts";
import { type Columns, cellAt, columnsOf, tableLines } from "./table-lines.ts";

/** What is known of an exchange or of one thousand of its numbers, from a day on; null where the table is silent. */
export type Exchange = Dated & {
  /** NPA-NXX, six digits, or with the thousands digit of a pooled block, seven. */
  readonly prefix: string;
  /** US state or territory, Canadian province, two letters: counts before that of the area code. */
  readonly state: string | null;
  readonly rateCenter: string | null;
  readonly lata: string | null;
  /** Four characters of the company that holds it; may hold letters. */
  readonly ocn: string | null;
};

/** Headings of the administrator's reports and of the industry's licensed file, and ours, which come first. */
const HEADINGS = {
  prefix: ["prefix", "npanxx", "npanxxx"],
  npa: ["npa"],
  nxx: ["nxx"],
  block: ["x", "block", "blockid", "thousands"],
  state: ["state", "locstate"],
  rateCenter: ["ratecenter", "ratecentre", "rcabbre", "rcname"],
  lata: ["lata"],
  ocn: ["ocn"],
  from: ["from", "effectivedate", "effdate"],
  until: ["until"],
} as const;
type Heading = Columns<keyof typeof HEADINGS>;

const FAULTS_TOLD = 100;

/**
 * Rows of `exchanges*.csv`: NPA-NXX or NPA-NXX-X with any of state, rate centre, LATA and OCN, dated or not. Each whole row is
 * given away as it is read.
 *
 * @returns A Problem for each of the first hundred rows that are broken.
 * @example `312-555,IL,CHICAGO,358,0101` under `NPA-NXX,State,Rate Center,LATA,OCN`.
 */
export function readExchanges(
  { file, text }: NumberingTable,
  accept: (row: Exchange) => void,
): readonly Problem[] {
  const lines = tableLines(text);
  const first = lines.next();
  const headings = first.done ? [] : first.value.cells;
  const columns = columnsOf(headings, HEADINGS);
  if (columns.prefix < 0 && (columns.npa < 0 || columns.nxx < 0)) return [noPrefixColumn(file)];
  const problems: Problem[] = [];
  for (const { line, cells } of lines) {
    const row = rowOf(cells, columns);
    if (typeof row !== "string") accept(row);
    else if (problems.length < FAULTS_TOLD) problems.push(broken(file, line, row));
  }
  return problems;
}

/** A row, or what is wrong with it. */
function rowOf(cells: readonly string[], columns: Heading): Exchange | string {
  const prefix = prefixOf(cells, columns);
  if (prefix === null)
    return `"${cells.join(",")}" begins with no NPA-NXX of six digits, or seven with a block`;
  const state = cellAt(cells, columns.state).toUpperCase();
  if (!/^([A-Z]{2})?$/.test(state)) return `state "${state}": two letters, or nothing`;
  const lata = cellAt(cells, columns.lata);
  if (!/^(\d{3}|\d{5})?$/.test(lata)) return `LATA "${lata}": three or five digits, or nothing`;
  const from = dayIn(cellAt(cells, columns.from));
  const until = dayIn(cellAt(cells, columns.until));
  if (from === undefined || until === undefined) return "a day is written as 2026-04-01 or 4/1/2026";
  return {
    prefix,
    state: orNull(state),
    rateCenter: orNull(cellAt(cells, columns.rateCenter).toUpperCase()),
    lata: orNull(lata),
    ocn: orNull(ocnOf(cellAt(cells, columns.ocn))),
    from,
    until,
  };
}

/** One block of a pooled exchange is named by its digit; `A` stands for all of them. */
function prefixOf(cells: readonly string[], { prefix, npa, nxx, block }: Heading): string | null {
  const thousands = cellAt(cells, block).toUpperCase();
  const exchange = prefix >= 0 ? cellAt(cells, prefix) : `${cellAt(cells, npa)}${cellAt(cells, nxx)}`;
  const digits = exchange.replaceAll("-", "") + (thousands === "A" ? "" : thousands);
  return /^[2-9]\d\d[2-9]\d\d\d?$/.test(digits) ? digits : null;
}

/** A spreadsheet drops the zeros in front. */
function ocnOf(cell: string): string {
  return /^\d{1,3}$/.test(cell) ? cell.padStart(4, "0") : cell.toUpperCase();
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}

function noPrefixColumn(file: string): Problem {
  return {
    code: "NUMBERING_COLUMN_MISSING",
    message: "the heading has no column prefix (or NPA-NXX), and no columns NPA and NXX",
    file,
    line: 1,
    wayOut: "Give the first line the headings that rate-cards/numbering/README.md names, in any order.",
  };
}

function broken(file: string, line: number, message: string): Problem {
  return {
    code: "NUMBERING_ROW_BROKEN",
    message,
    file,
    line,
    wayOut: "Correct the row, or take it out: the area code says the state then.",
  };
}
