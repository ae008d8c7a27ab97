import { type Problem, problem } from "@tollwright/problem";

/**
 * Whether a row among the prices is none: the name of a section, alone or in cells that a spreadsheet merged, or the headings once
 * more. A row that has a digit anywhere is a price, or a broken one.
 *
 * @example `EUROPE,,` → true; `UK Premium,449,` → false, for its price is missing.
 */
export function isSectionRow(cells: readonly string[], headings: readonly string[] | null): boolean {
  return isOneName(cells) || (headings !== null && cells[0] === headings[0] && areEqual(cells, headings));
}

/** Nearly every row of a deck ends at its first cells, for they hold digits. */
function isOneName(cells: readonly string[]): boolean {
  let name = "";
  for (const cell of cells) {
    const text = cell.trim();
    if (text === "" || text === name) continue;
    if (name !== "" || /\d/.test(text)) return false;
    name = text;
  }
  return name !== "";
}

function areEqual(cells: readonly string[], headings: readonly string[]): boolean {
  return cells.every((cell, column) => cell.trim() === (headings[column] ?? "").trim());
}

/** One finding for all of them, at the first; none where there are none. */
export function sectionsFound(rows: readonly number[], file: string): readonly Problem[] {
  const [first] = rows;
  if (first === undefined) return [];
  const named = rows.slice(0, ROWS_NAMED).join(", ");
  const others = rows.length > ROWS_NAMED ? ` and ${rows.length - ROWS_NAMED} more` : "";
  const message = `no code and no price, only names: row ${named}${others}`;
  return [problem({ code: "DECK_SECTION", message, file, line: first })];
}

const ROWS_NAMED = 10;
