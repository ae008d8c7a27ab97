import { type Levy, LevySchema, type LevyTable } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { checkYaml } from "@tollwright/yaml";
import { fileKind } from "../file-kind.ts";
import { readLevyTable } from "../levies/read-levy-table.ts";

export type KnownLevy = { readonly file: SourceFile; readonly levy: Levy };
export type KnownTable = {
  readonly file: SourceFile;
  readonly figures: SourceFile;
  readonly table: LevyTable;
};

/** What stands in a folder already, found by the codes of tables of figures, or by ids. Files that cannot be read are left out. */
export type KnownLevies = {
  readonly levies: ReadonlyMap<string, KnownLevy>;
  /** By the code or id of any of a table's rows. */
  readonly rows: ReadonlyMap<string, KnownTable>;
  /** By the path of the description. */
  readonly tables: ReadonlyMap<string, KnownTable>;
  /** Every file that is there, whether or not it can be read: nothing new is written over one. */
  readonly paths: ReadonlySet<string>;
};

export function knownLevies(files: readonly SourceFile[]): KnownLevies {
  const levies = new Map<string, KnownLevy>();
  const rows = new Map<string, KnownTable>();
  const tables = new Map<string, KnownTable>();
  for (const file of files) {
    const kind = fileKind(`taxes/${file.path}`);
    if (kind === "levy") {
      const read = checkYaml(LevySchema, file);
      if (!read.ok) continue;
      const levy = read.value;
      for (const code of [levy.id, ...(levy.codes ?? [])]) levies.set(code.toLowerCase(), { file, levy });
    }
    if (kind === "levyTable") {
      const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
      const read = readLevyTable(
        file,
        files.filter(({ path }) => path.startsWith(folder)),
      );
      if (!read.ok) continue;
      const known = { file, ...read.value };
      tables.set(file.path, known);
      for (const { id, codes } of known.table.rows) {
        for (const code of [id, ...(codes?.split("|") ?? [])]) rows.set(code.toLowerCase(), known);
      }
    }
  }
  return { levies, rows, tables, paths: new Set(files.map(({ path }) => path)) };
}
