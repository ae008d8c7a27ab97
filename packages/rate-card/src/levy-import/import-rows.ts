import type { SourceFile } from "@tollwright/yaml";
import type { NumberedRow } from "./figure-row.ts";
import { intoLevy } from "./into-levy.ts";
import { type ForTable, intoTable } from "./into-table.ts";
import type { KnownLevies, KnownTable } from "./known-levies.ts";
import { type LevyImport, together } from "./levy-import.ts";
import { groupsOf, hasFormOf, type NewLevyFacts, newLevies, tablePath } from "./new-levies.ts";

/**
 * Figures put into the levies of a folder: a code that the folder knows gets new figures in its history; a new place goes into
 * the table of its law where there is one; all else gets files of its own, a table for three or more places under one law.
 */
export function importRows(
  rows: readonly NumberedRow[],
  from: SourceFile,
  known: KnownLevies,
  facts: NewLevyFacts,
): LevyImport {
  const parts: LevyImport[] = [];
  const fresh: NumberedRow[][] = [];
  const tables = new Map<KnownTable, ForTable>();
  const forTable = (table: KnownTable): ForTable => {
    const before = tables.get(table) ?? { codes: new Map(), fresh: [], isRateFile: facts.isRateFile };
    tables.set(table, before);
    return before;
  };
  for (const [code, ofCode] of Map.groupBy(rows, ({ tax_code }) => tax_code.toLowerCase())) {
    const levy = known.levies.get(code);
    const table = known.rows.get(code);
    if (levy) parts.push(intoLevy(levy, ofCode, from, facts.isRateFile));
    else if (table) forTable(table).codes.set(code, ofCode);
    else fresh.push(ofCode);
  }
  const taken = new Set(known.paths);
  for (const group of groupsOf(fresh)) {
    const table = known.tables.get(`${tablePath(group)}.table.yaml`);
    if (table && hasFormOf(table.table, group)) forTable(table).fresh.push(...group);
    else parts.push(newLevies(group, taken, facts));
  }
  return together([...parts, ...[...tables].map(([table, news]) => intoTable(table, news, from))]);
}
