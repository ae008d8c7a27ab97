import type { Problem } from "@tollwright/problem";
import type { DeckReading } from "./deck-row-context.ts";

type WrittenCode = { readonly code: string; readonly row: number };

/**
 * Codes of a US deck without the 1 that most of its codes are written with. Such a file lists countries, too: 447 is the United
 * Kingdom's mobile telephones in it, and would be read as an area code of Illinois.
 *
 * @example 1201200, 1907 and 447: a problem of the row of 447. In a file of 201200, 907 and 1447 nothing is wrong, for an area
 *   code never begins with 1.
 */
export function codesWithoutTheirOne(
  records: readonly (readonly string[])[],
  { deck, columns, file }: DeckReading,
  rows: { readonly from: number; readonly until: number },
): readonly Problem[] {
  if (deck.kind !== "npaNxxJurisdictional" && deck.kind !== "npaNxxFlat") return [];
  const without: WrittenCode[] = [];
  let withOne = 0;
  for (let index = rows.from; index < rows.until; index += 1) {
    const code = codeOf(records[index] ?? [], columns.prefix);
    if (code.startsWith("1")) withOne += 1;
    else if (/^\d{3}/.test(code)) without.push({ code, row: index + 1 });
  }
  if (withOne <= without.length) return [];
  return without.map(({ code, row }) => ({
    code: "DECK_ROW",
    message: `row ${row}: prefix "${code}" lacks the 1 that ${withOne} other codes begin with, so it may be a country's`,
    file,
    line: row,
    wayOut:
      "write the 1 where it is an area code; move other countries to a deck of kind azInternational (rates import --kind azInternational)",
  }));
}

function codeOf(cells: readonly string[], places: readonly number[]): string {
  return places
    .map((place) => (cells[place] ?? "").trim())
    .join("")
    .replace(/^\+/, "");
}
