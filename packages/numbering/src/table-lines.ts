import { cellsOf } from "./csv-rows.ts";

/** Where the cells of a meaning stand: the column's index, or -1. */
export type Columns<Name extends string> = Readonly<Record<Name, number>>;

/**
 * Columns by heading, whatever their order; letters' case, spaces, dashes and underlines do not count.
 *
 * @param names For each meaning the headings that stand for it, written small and without ornament.
 * @example `NPA-NXX,Rate Center` with `{ prefix: ["npanxx"], rateCenter: ["ratecenter"] }`: 0 and 1.
 */
export function columnsOf<Name extends string>(
  headings: readonly string[],
  names: Readonly<Record<Name, readonly string[]>>,
): Columns<Name> {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const entries = Object.entries<readonly string[]>(names).map(([name, known]) => [
    name,
    plain.findIndex((heading) => known.includes(heading)),
  ]);
  return Object.fromEntries(entries) as Columns<Name>;
}

/**
 * Cells line by line, for tables of half a million rows that hold no line ends in their cells: a line without a quote is
 * cut at its commas. First line is 1; blank ones are skipped.
 */
export function* tableLines(
  text: string,
): Generator<{ readonly line: number; readonly cells: readonly string[] }> {
  let line = 0;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  // Files that end their lines with CR alone have no LF at all.
  const end = text.includes("\n") ? "\n" : "\r";
  while (start < text.length) {
    const found = text.indexOf(end, start);
    const stop = found < 0 ? text.length : found;
    line += 1;
    const row = text.slice(start, text[stop - 1] === "\r" && end === "\n" ? stop - 1 : stop);
    start = stop + 1;
    if (FILLED.test(row)) yield { line, cells: cellsOf(row) };
  }
}

const FILLED = /[^,\s]/;

/** A cell without the blanks around it; `""` where there is no such column. */
export function cellAt(cells: readonly string[], column: number): string {
  return cells[column]?.trim() ?? "";
}
