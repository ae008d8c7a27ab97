import type { LevyTableRow } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { parseDocument } from "@tollwright/yaml";
import { withoutCompiled } from "./compiled-figures.ts";
import type { NumberedRow } from "./figure-row.ts";
import type { KnownTable } from "./known-levies.ts";
import { isChanged, type LevyImport, newChanges, told } from "./levy-import.ts";
import { datedFigure } from "./levy-of-rows.ts";
import { mergeFigures } from "./merge-figures.ts";
import { tableRows } from "./table-files.ts";
import { datedOfRow, rowsOfCode, SourceKeys } from "./table-of-rows.ts";

/** What a file has for one table: figures of codes that it knows, and places that are new in it. */
export type ForTable = {
  readonly codes: Map<string, readonly NumberedRow[]>;
  readonly fresh: (readonly NumberedRow[])[];
  /** They are a state's rate file, which has every local part. */
  readonly isRateFile: boolean;
};

/** New figures in the rows of a table, and new places under the same law behind them. */
export function intoTable(
  before: KnownTable,
  { codes, fresh, isRateFile }: ForTable,
  from: SourceFile,
): LevyImport {
  const { known, changes: replaced } = isRateFile ? withoutCompiled(before) : { known: before, changes: [] };
  const { file, figures, table } = known;
  const keys = new SourceKeys(table.sources);
  const parts: Pick<LevyImport, "changes" | "problems">[] = [];
  const idOf = new Map(
    table.rows.flatMap(({ id, codes: own }) =>
      [id, ...(own?.split("|") ?? [])].map((code) => [code.toLowerCase(), id] as const),
    ),
  );
  const incoming = new Map([...codes].map(([code, rows]) => [idOf.get(code) ?? code, rows]));
  const updated = [...Map.groupBy(table.rows, ({ id }) => id)].flatMap(([id, old]) => {
    const next = incoming.get(id);
    const [first] = old;
    if (next === undefined || first === undefined) return old;
    const history = old.map((row) => datedOfRow(row, table.sources));
    const merged = mergeFigures(history, next.map(datedFigure), isRateFile);
    parts.push(told(id, merged, { path: figures.path, rows: next, from }));
    return merged.history.map(({ was, entry }) => {
      const before = was === null ? undefined : old[was];
      const dates = { until: entry.until, seenInForceOn: entry.seenInForceOn };
      if (before) return { ...before, ...dates };
      const { figure, note, confidence } = entry;
      return {
        ...first,
        ...dates,
        from: entry.from,
        figure,
        note,
        confidence,
        source: keys.keyOf(entry.source),
      };
    });
  });
  const rows = [...updated, ...fresh.flatMap((ofCode) => rowsOfCode(ofCode, keys))];
  const added = fresh.flatMap((ofCode) => newChanges(ofCode, figures.path));
  const changes = [...replaced, ...parts.flatMap((part) => part.changes), ...added];
  const changed = isChanged(changes);
  const hasNewSource = Object.keys(keys.sources).length > Object.keys(table.sources).length;
  return {
    files: [
      ...(changed ? [{ path: figures.path, text: tableRows(rows) }] : []),
      ...(changed && (hasNewSource || replaced.length > 0)
        ? [{ path: file.path, text: descriptionOf(known, rows, keys) }]
        : []),
    ],
    changes,
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** The description with the sources that its rows name; the other words of the file stay. */
function descriptionOf(
  { file, table }: KnownTable,
  rows: readonly LevyTableRow[],
  { sources }: SourceKeys,
): string {
  const document = parseDocument(file.text, { schema: "core" });
  const named = new Set(rows.map(({ source }) => source));
  document.set(
    "sources",
    document.createNode(Object.fromEntries(Object.entries(sources).filter(([key]) => named.has(key)))),
  );
  if (!table.elsewhere) document.delete("elsewhere");
  return document.toString({ lineWidth: 0 });
}
