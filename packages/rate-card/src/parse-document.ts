import { type Levy, leviesOfTable, withOverlays } from "@tollwright/tax";
import type { VersionDocument, VersionKind } from "./version.ts";
import { type VersionValue, versionSchemas } from "./version-schemas.ts";

export type ParsedDocument = {
  readonly [K in VersionKind]: {
    readonly kind: K;
    readonly document: VersionDocument;
    readonly value: VersionValue<K>;
  };
}[VersionKind];

/**
 * The typed value of a stored version.
 *
 * @throws ZodError for canonical JSON that we did not write: what is stored was checked, so it is a bug.
 */
export function parseDocument(document: VersionDocument): ParsedDocument {
  const value = versionSchemas[document.kind].parse(JSON.parse(document.canonical));
  // The kind picks the schema, which the compiler cannot follow through a union.
  return { kind: document.kind, document, value } as ParsedDocument;
}

/** All versions of one kind, in the order given. */
export function parsedOf<K extends VersionKind>(
  documents: readonly VersionDocument[],
  kind: K,
): readonly Extract<ParsedDocument, { kind: K }>[] {
  return documents
    .filter((document) => document.kind === kind)
    .map((document) => parseDocument(document) as Extract<ParsedDocument, { kind: K }>);
}

/** The values alone of all versions of one kind. */
export function valuesOf<K extends VersionKind>(
  documents: readonly VersionDocument[],
  kind: K,
): readonly VersionValue<K>[] {
  return parsedOf(documents, kind).map(({ value }) => value as VersionValue<K>);
}

/**
 * Every levy of a set of versions: those of one file each, those of tables, and an operator's overlays on them. A table that
 * another one replaces is left out.
 */
export function leviesOf(documents: readonly VersionDocument[]): readonly Levy[] {
  const tables = valuesOf(documents, "levyTable");
  const replaced = new Set(tables.map(({ replaces }) => replaces));
  const levies = tables.filter(({ id }) => !replaced.has(id)).flatMap(leviesOfTable);
  return withOverlays([...valuesOf(documents, "levy"), ...levies], valuesOf(documents, "levyOverlay"));
}
