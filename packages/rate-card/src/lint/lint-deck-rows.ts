import { compare, exact } from "@tollwright/money";
import { type Problem, type ProblemCode, problemCatalogue } from "@tollwright/problem";
import type { RateRow } from "../deck.ts";
import { offPeakRow } from "../off-peak-row.ts";

/** Rows that a message names; the others are counted. */
const ROWS_TOLD = 5;

/**
 * Rows of one delivery that stand in each other's way: gaps and overlaps in the days of a prefix, and rows that no number reaches
 * because all ten longer prefixes are listed; and rows that are dearer off-peak. None of it is refused: the rules of a deck say what holds.
 *
 * @param rows In order of prefix and day.
 * @example 447 until 2026-05-01, and again from 2026-05-10: nine days on which 44 prices it, or nothing.
 */
export function lintDeckRows(rows: readonly RateRow[], file: string): readonly Problem[] {
  return [...daysBetween(rows, file), ...hiddenRows(rows, file), ...dearerOffPeak(rows, file)];
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

const DIGITS = 10;

function hiddenRows(rows: readonly RateRow[], file: string): Problem[] {
  const covered = coveredPrefixes(rows);
  const hidden = rows.filter(({ prefix }) => covered.has(prefix));
  const [first] = hidden;
  if (first === undefined) return [];
  const message = `no number reaches row ${rowsText(hidden)}: all ten longer prefixes have their own price`;
  return [told("DECK_ROW_HIDDEN", message, first.row, file)];
}

function rowsText(rows: readonly RateRow[]): string {
  const some = rows.slice(0, ROWS_TOLD).map(({ row, prefix }) => `${row} (${prefix})`);
  const more = rows.length > ROWS_TOLD ? ` and ${rows.length - ROWS_TOLD} more` : "";
  return `${some.join(", ")}${more}`;
}

const PRICES = ["ratePerMinute", "interstate", "intrastate", "indeterminate", "local"] as const;

function dearerOffPeak(rows: readonly RateRow[], file: string): Problem[] {
  const dearer = rows.filter((row) => {
    const offPeak = offPeakRow(row);
    return offPeak !== row && PRICES.some((price) => isAbove(offPeak[price], row[price]));
  });
  const [first] = dearer;
  if (first === undefined) return [];
  const message = `row ${rowsText(dearer)}: dearer off-peak than at all other times`;
  return [told("DECK_OFF_PEAK_DEARER", message, first.row, file)];
}

function isAbove(offPeak: string | null, peak: string | null): boolean {
  return offPeak !== null && peak !== null && compare(exact(offPeak), exact(peak)) > 0;
}

/** Prefixes all of whose ten next ones are listed. Longer ones stand right behind theirs, so one pass is enough. */
function coveredPrefixes(rows: readonly RateRow[]): ReadonlySet<string> {
  const covered = new Set<string>();
  const above: { readonly prefix: string; longer: number }[] = [];
  for (const { prefix, effectiveUntil, removed } of rows) {
    // A prefix that ends or begins within the file does not hide another for good.
    if (effectiveUntil !== null || removed || above.at(-1)?.prefix === prefix) continue;
    while (!prefix.startsWith(above.at(-1)?.prefix ?? "")) above.pop();
    const parent = above.at(-1);
    if (parent?.prefix.length === prefix.length - 1) parent.longer += 1;
    if (parent?.longer === DIGITS) covered.add(parent.prefix);
    above.push({ prefix, longer: 0 });
  }
  return covered;
}

function told(code: ProblemCode, message: string, line: number, file: string): Problem {
  return { code, message, file, line, wayOut: problemCatalogue[code].wayOut };
}
