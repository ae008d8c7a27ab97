import type { DeckDescription } from "../deck-description.ts";
import type { Rows } from "./columns-by-contents.ts";
import type { FoundTable } from "./find-table.ts";
import type { GuessedColumns } from "./guess-columns.ts";
import { meaningOfHeading } from "./heading-meaning.ts";

/** By the headings of the columns that are the codes; null where those are digits. */
export function companyKind(
  { places }: GuessedColumns,
  { headings }: FoundTable,
): DeckDescription["kind"] | null {
  const meanings = new Set((places.prefix ?? []).map((column) => meaningOfHeading(headings?.[column] ?? "")));
  if (meanings.has("ocnAndLata") || (meanings.has("ocn") && meanings.has("lata"))) return "ocnLata";
  if (meanings.has("ocn")) return "ocn";
  return meanings.has("lata") ? "lata" : null;
}

/** Nearly all codes begin with an area code and name an exchange: a deck of the United States. */
export function kindOf(
  rows: Rows,
  { places }: GuessedColumns,
  around: { readonly jurisdictional: boolean; readonly isAreaCode: (npa: string) => boolean },
): DeckDescription["kind"] {
  if (around.jurisdictional) return "npaNxxJurisdictional";
  const codes = rows.map((row) => (places.prefix ?? []).map((column) => (row[column] ?? "").trim()).join(""));
  const american = codes.filter((code) => {
    const npa = areaCodeOf(code);
    return npa !== null && around.isAreaCode(npa);
  }).length;
  return american * 100 >= codes.length * 95 ? "npaNxxFlat" : "azInternational";
}

/** The area code of an exchange, a block of one or a number; null for all else. */
function areaCodeOf(code: string): string | null {
  return /^\+?1?([2-9]\d\d)[2-9]\d\d\d{0,4}$/.exec(code.replaceAll("-", ""))?.[1] ?? null;
}
