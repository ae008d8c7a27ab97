import { LevyOverlay, LevySchema } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { checkYaml, parse } from "@tollwright/yaml";
import type { LevyImport } from "./levy-import.ts";
import { levyYaml } from "./levy-yaml.ts";

/** Who lays own figures over the shipped ones, and why. */
export type OverlayFacts = { readonly by: string; readonly reason: string };

/**
 * An import whose files go into an operator's own folder, and leave the shipped ones as they are: new figures of a shipped levy
 * become an overlay; a shipped table becomes a table of the operator's own that takes its place.
 *
 * @param folders The files of the shipped folder and of the operator's own, by the same paths; what an overlay has already stays in it.
 */
export function overShipped(
  imported: LevyImport,
  { shipped, own }: { readonly shipped: readonly SourceFile[]; readonly own: readonly SourceFile[] },
  facts: OverlayFacts,
): LevyImport {
  const before = new Map(shipped.map(({ path, text }) => [path, text]));
  const tables = new Set(imported.files.filter(({ path }) => before.has(path)).flatMap(tableOf));
  const files = imported.files.flatMap((file) => {
    const old = before.get(file.path);
    if (old === undefined) return [file];
    return tableOf(file).length > 0 ? [] : [overlayOf(file, { old, own }, facts)];
  });
  const replacing = [...tables].flatMap((table) => ownTable(table, imported.files, before));
  return { ...imported, files: [...files, ...replacing] };
}

/** The path of a table without its ending; none for a levy's own file. */
function tableOf({ path }: SourceFile): string[] {
  return /\.(csv|table\.yaml)$/.test(path) ? [path.replace(/\.(csv|table\.yaml)$/, "")] : [];
}

function overlayOf(
  file: SourceFile,
  { old, own }: { readonly old: string; readonly own: readonly SourceFile[] },
  { by, reason }: OverlayFacts,
): SourceFile {
  const now = checkYaml(LevySchema, file);
  const known = checkYaml(LevySchema, { path: file.path, text: old });
  const values = now.ok && known.ok ? (now.value.values ?? []) : [];
  const seen = new Set(known.ok ? (known.value.values ?? []).map((value) => JSON.stringify(value)) : []);
  const fresh = values.filter((value) => !seen.has(JSON.stringify(value)));
  const id = now.ok ? now.value.id : "";
  const path = `tax-overlays/${id}.yaml`;
  const before = own.find((other) => other.path === path);
  const kept = before === undefined ? null : checkYaml(LevyOverlay, before);
  const { values: keptValues, ...rest } = kept?.ok ? kept.value : { id, values: [] };
  const starts = new Set(fresh.map(({ from, seenInForceOn }) => from ?? seenInForceOn));
  const stays = (keptValues ?? []).filter(({ from, seenInForceOn }) => !starts.has(from ?? seenInForceOn));
  return {
    path,
    text: levyYaml(
      { ...rest, by, reason, values: [...stays, ...fresh] },
      `Figures over ${file.path}, which stays as it is.`,
    ),
  };
}

function ownTable(
  table: string,
  files: readonly SourceFile[],
  before: ReadonlyMap<string, string>,
): readonly SourceFile[] {
  const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? before.get(path) ?? "";
  const description: Record<string, unknown> = parse(textOf(`${table}.table.yaml`), { schema: "core" });
  const id = String(description["id"]);
  const text = levyYaml(
    { ...description, id: `own-${id}`, replaces: id },
    `In the place of the shipped table ${id}, which stays as it is.`,
  );
  return [
    { path: `${table}.table.yaml`, text },
    { path: `${table}.csv`, text: textOf(`${table}.csv`) },
  ];
}
