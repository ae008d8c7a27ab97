import type { LevyTable, LevyTableRow } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { csvText } from "../deck-import/csv-text.ts";
import { levyYaml } from "./levy-yaml.ts";

const COLUMNS = [
  "id",
  "place",
  "county",
  "city",
  "countyFips",
  "cityFips",
  "district",
  "unincorporated",
  "exceptCities",
  "codes",
  "figure",
  "from",
  "until",
  "seenInForceOn",
  "confidence",
  "source",
  "note",
] as const satisfies readonly (keyof LevyTableRow)[];

/** The two files of a table: `<name>.table.yaml`, and `<name>.csv` with the columns that any row fills. */
export function tableFiles(table: LevyTable, path: string, comment: string): readonly SourceFile[] {
  const { id, description, state, form, replaces, elsewhere, levy, sources, verifiedOn, rows } = table;
  const figures = `${path.slice(path.lastIndexOf("/") + 1)}.csv`;
  const yaml = levyYaml(
    {
      id,
      description,
      figures,
      state,
      form,
      ...(replaces ? { replaces } : {}),
      ...(elsewhere ? { elsewhere } : {}),
      levy,
      verifiedOn,
      sources,
    },
    comment,
  );
  return [
    { path: `${path}.table.yaml`, text: yaml },
    { path: `${path}.csv`, text: tableRows(rows) },
  ];
}

/** Columns that no row fills are left out. */
export function tableRows(rows: readonly LevyTableRow[]): string {
  const columns = COLUMNS.filter((column) => rows.some((row) => row[column]));
  return csvText([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]);
}
