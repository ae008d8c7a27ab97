import { type Problem, problem } from "@tollwright/problem";
import type { LevyTableRow } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import type { KnownLevies, KnownTable } from "./known-levies.ts";
import type { LevyChange } from "./levy-import.ts";

/**
 * A state's rate file has every local part of its sales tax. What a table has of it from elsewhere, such as the sum of all parts at
 * a city, would tax the same again: it gives way, and so does what the table says of places that it does not name.
 */
export function withoutCompiled({ table, ...known }: KnownTable): {
  readonly known: KnownTable;
  readonly changes: readonly LevyChange[];
} {
  const { elsewhere: _unnamed, ...named } = table;
  const rows = table.rows.filter(isOfRateFile);
  const changes = table.rows
    .filter((row) => !isOfRateFile(row))
    .map(
      ({ id, from, seenInForceOn, until, figure }): LevyChange => ({
        levy: id,
        kind: "replaced",
        from: from ?? seenInForceOn ?? null,
        until: until ?? null,
        before: figure ?? null,
        figure: null,
        file: known.figures.path,
      }),
    );
  return { known: { ...known, table: changes.length > 0 ? { ...named, rows } : table }, changes };
}

/** Levies in files of their own that tax local sales beside a rate file: only a person can say whether it has them. */
export function besideRateFile(state: string, { levies }: KnownLevies, from: SourceFile): readonly Problem[] {
  const beside = new Set([...levies.values()]);
  return [...beside].flatMap(({ levy, file }) => {
    const { id, family, jurisdiction, values } = levy;
    const isLocal = jurisdiction?.state === state && jurisdiction.level !== "state";
    const hasFigure = values?.some(({ form, until }) => form !== null && !until) ?? levy.form !== undefined;
    if (family !== "sales" || !isLocal || !hasFigure || isRateFileCode(id)) return [];
    const message = `${id} in ${file.path} taxes local sales beside the rate file: what both have is taxed twice`;
    return [problem({ code: "TAX_CONFLICT", message, file: from.path })];
  });
}

function isOfRateFile({ id, codes }: LevyTableRow): boolean {
  return isRateFileCode(id) || (codes ?? "").split("|").some(isRateFileCode);
}

/** @example `MN-SST-00-027` */
export function isRateFileCode(code: string): boolean {
  return /^[a-z]{2}-sst-/i.test(code);
}
