import type { Levy } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { parseDocument } from "@tollwright/yaml";
import type { NumberedRow } from "./figure-row.ts";
import type { KnownLevy } from "./known-levies.ts";
import { isChanged, type LevyImport, told } from "./levy-import.ts";
import { datedFigure, levyValueOf } from "./levy-of-rows.ts";
import { withHistory } from "./levy-yaml.ts";
import { type DatedFigure, mergeFigures } from "./merge-figures.ts";
import { sourceOf } from "./table-of-rows.ts";

/** New figures in the history of a levy's own file; what else a person wrote there stays. */
export function intoLevy(
  { file, levy }: KnownLevy,
  rows: readonly NumberedRow[],
  from: SourceFile,
  isRateFile: boolean,
): LevyImport {
  const history = (levy.values ?? []).map(datedOfValue);
  const merged = mergeFigures(history, rows.map(datedFigure), isRateFile);
  const shape = (levy.values ?? []).findLast(({ form }) => form?.perUnit)?.form?.perUnit ?? null;
  const text = () =>
    withHistory(
      parseDocument(file.text, { schema: "core" }),
      merged.history.map(({ was, entry }) => ({ was, value: levyValueOf(entry, shape) })),
    );
  return {
    files: isChanged(merged.changes) ? [{ path: file.path, text: text() }] : [],
    ...told(levy.id, merged, { path: file.path, rows, from }),
  };
}

function datedOfValue(value: NonNullable<Levy["values"]>[number]): DatedFigure {
  return {
    from: value.from ?? null,
    until: value.until ?? null,
    seenInForceOn: value.seenInForceOn ?? null,
    figure: value.form?.percent ?? value.form?.perUnit?.amount ?? null,
    confidence: value.confidence ?? "medium",
    note: value.note ?? null,
    source: sourceOf(value.source),
  };
}
