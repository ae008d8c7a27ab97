import type { SourceFile } from "../source-file.ts";
import type { NumberedRow } from "./figure-row.ts";
import { intoLevy } from "./into-levy.ts";
import { intoTable } from "./into-table.ts";
import type { KnownLevies, KnownTable } from "./known-levies.ts";
import { type LevyImport, together } from "./levy-import.ts";
import { type NewLevyFacts, newLevies } from "./new-levies.ts";

/**
 * Figures put into the levies of a folder: a code that the folder knows gets new figures in its history, another one a file of
 * its own, and three or more places under one law a table.
 */
export function importRows(
  rows: readonly NumberedRow[],
  from: SourceFile,
  known: KnownLevies,
  facts: NewLevyFacts,
): LevyImport {
  const parts: LevyImport[] = [];
  const fresh: NumberedRow[][] = [];
  const ofTables = new Map<KnownTable, Map<string, readonly NumberedRow[]>>();
  for (const [code, ofCode] of Map.groupBy(rows, ({ tax_code }) => tax_code.toLowerCase())) {
    const levy = known.levies.get(code);
    const table = known.rows.get(code);
    if (levy) parts.push(intoLevy(levy, ofCode, from));
    else if (table) ofTables.set(table, (ofTables.get(table) ?? new Map()).set(code, ofCode));
    else fresh.push(ofCode);
  }
  for (const [table, codes] of ofTables) parts.push(intoTable(table, codes, from));
  return together([...parts, ...newLevies(fresh, facts)]);
}
