import { type Problem, type ProblemCode, problemCatalogue } from "@tollwright/problem";
import type { RateRow } from "../deck.ts";

/** Rows that a message names; the others are counted. */
const ROWS_TOLD = 5;

/**
 * Rows of one delivery that stand in each other's way: gaps and overlaps in the days of a prefix, and rows that no number reaches
 * because all ten longer prefixes are listed. None of it is refused: the rules of a deck say what holds.
 *
 * @param rows In order of prefix and day.
 * @example 447 until 2026-05-01, and again from 2026-05-10: nine days on which 44 prices it, or nothing.
 */
export function lintDeckRows(rows: readonly RateRow[], file: string): readonly Problem[] {
  return [...daysBetween(rows, file), ...hiddenRows(rows, file)];
}

function daysBetween(rows: readonly RateRow[], file: string): Problem[] {
  const problems: Problem[] = [];
  rows.forEach((row, index) => {
    const next = rows[index + 1];
    const until = row.effectiveUntil;
    if (until === null || next?.prefix !== row.prefix || until === next.effectiveFrom) return;
    const what =
      until < next.effectiveFrom
        ? `has no price of its own from ${until} until row ${next.row} begins on ${next.effectiveFrom}`
        : `holds until ${until}, but row ${next.row} takes its place from ${next.effectiveFrom}`;
    problems.push(
      told(
        until < next.effectiveFrom ? "DECK_GAP" : "DECK_OVERLAP",
        `row ${row.row}: prefix ${row.prefix} ${what}`,
        row.row,
        file,
      ),
    );
  });
  return problems;
}

const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

function hiddenRows(rows: readonly RateRow[], file: string): Problem[] {
  // A prefix that ends or begins within the file does not hide another for good.
  const lasting = new Set(
    rows
      .filter(({ effectiveUntil, removed }) => effectiveUntil === null && !removed)
      .map(({ prefix }) => prefix),
  );
  const parents = new Map<string, number>();
  for (const prefix of lasting) {
    const parent = prefix.slice(0, -1);
    if (lasting.has(parent)) parents.set(parent, (parents.get(parent) ?? 0) + 1);
  }
  const hidden = rows.filter(({ prefix }) => parents.get(prefix) === DIGITS.length);
  const [first] = hidden;
  if (first === undefined) return [];
  const some = hidden.slice(0, ROWS_TOLD).map(({ row, prefix }) => `${row} (${prefix})`);
  const more = hidden.length > ROWS_TOLD ? ` and ${hidden.length - ROWS_TOLD} more` : "";
  const message = `no number reaches row ${some.join(", ")}${more}: all ten longer prefixes have their own price`;
  return [told("DECK_ROW_HIDDEN", message, first.row, file)];
}

function told(code: ProblemCode, message: string, line: number, file: string): Problem {
  return { code, message, file, line, wayOut: problemCatalogue[code].wayOut };
}
