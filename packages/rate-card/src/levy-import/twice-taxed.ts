import { type Problem, problem } from "@tollwright/problem";
import type { Levy } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import type { NumberedRow } from "./figure-row.ts";
import type { KnownLevies } from "./known-levies.ts";
import { INTERSTATE } from "./rows-of-sst.ts";

/**
 * Interstate rates beside levies that the folder has for interstate service already would tax it twice: none is imported before a
 * person has said that those levies are for service within the state. One problem for each file of levies.
 */
export function withoutTwiceTaxed(
  rows: readonly NumberedRow[],
  known: KnownLevies,
  from: SourceFile,
): { readonly rows: readonly NumberedRow[]; readonly problems: readonly Problem[] } {
  const twice = new Map<string, NumberedRow>();
  for (const row of rows.filter(isInterstate)) {
    const holder = holderOf(row, known);
    if (holder !== null && !twice.has(holder)) twice.set(holder, row);
  }
  const problems = [...twice].map(([holder, { line }]) => {
    const message = `rates within the state and across its border differ, and ${holder} is for both: give it portion intrastate, and import again`;
    return problem({ code: "TAX_CONFLICT", message, file: from.path, line });
  });
  return { rows: twice.size === 0 ? rows : rows.filter((row) => !isInterstate(row)), problems };
}

function isInterstate({ tax_code }: NumberedRow): boolean {
  return tax_code.endsWith(INTERSTATE);
}

/** The file of the levy that taxes the interstate part of the row's jurisdiction; null: none does. */
function holderOf({ tax_code }: NumberedRow, known: KnownLevies): string | null {
  if (known.levies.has(tax_code.toLowerCase()) || known.rows.has(tax_code.toLowerCase())) return null;
  const code = tax_code.slice(0, -INTERSTATE.length).toLowerCase();
  const own = known.levies.get(code);
  const table = known.rows.get(code);
  if (own) return reachesInterstate(own.levy.portion) ? own.file.path : null;
  return table && reachesInterstate(table.table.levy.portion) ? table.file.path : null;
}

function reachesInterstate(portion: Levy["portion"]): boolean {
  return [portion ?? "all"].flat().some((part) => part === "all" || part === "interstate");
}
