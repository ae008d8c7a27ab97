import { OFF_PEAK_OF } from "../deck-description.ts";
import type { Guess } from "./columns-by-contents.ts";

/**
 * Off-peak prices that are the others' in every row say nothing, and are left out; of all else the times are asked for: no file of
 * prices says when they are, the contract does.
 */
export function judgeOffPeak({ places, doubts, headings, rows }: Guess): void {
  const cell = (row: readonly string[], column: number): string => (row[column] ?? "").trim();
  for (const [offPeak, peak] of Object.entries(OFF_PEAK_OF) as [
    keyof typeof OFF_PEAK_OF,
    keyof typeof places,
  ][]) {
    const [column] = places[offPeak] ?? [];
    const [beside] = places[peak] ?? [];
    if (column === undefined) continue;
    if (beside !== undefined && rows.every((row) => cell(row, column) === cell(row, beside))) {
      delete places[offPeak];
      doubts.push(
        `column ${column + 1} has the prices of column ${beside + 1} in every row, and is not read`,
      );
    } else
      doubts.push(
        `column ${column + 1}, "${headings?.[column]?.trim() ?? ""}", is taken for the off-peak price: say in offPeak.when at which times it holds`,
      );
  }
}
