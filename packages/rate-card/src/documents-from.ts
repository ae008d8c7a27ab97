import { byCodeUnit, type CanonicalValue, canonicalJson, sha256 } from "@tollwright/canonical";
import { StatedSource } from "@tollwright/cdr";
import { AccountFile } from "@tollwright/inventory";
import { ok, type Problem, problemCatalogue, type Result } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { checkYaml, lineInText } from "@tollwright/yaml";
import type { RateDeck } from "./deck.ts";
import { fileKind } from "./file-kind.ts";
import { readLevyTable } from "./levies/read-levy-table.ts";
import { type Locate, locateAccount } from "./locate-account.ts";
import { numberingProblems } from "./numbering-file.ts";
import { readDeck } from "./read-deck.ts";
import { storedDeck } from "./stored-deck.ts";
import type { CheckedDocument, VersionDocument, VersionKind } from "./version.ts";
import { versionSchemas } from "./version-schemas.ts";

export type LoadedFiles = {
  /** Ordered by kind, name and effective date: the order of the files does not matter. */
  readonly documents: readonly CheckedDocument[];
  readonly problems: readonly Problem[];
  /** Harmless, and worth telling: they refuse nothing. */
  readonly warnings: readonly Problem[];
};

type Reading = Result<CheckedDocument> & { readonly warnings?: readonly Problem[] };

/**
 * Every version that a set of files describes, by the place of each file. A file with a problem gives no document, and
 * all others go on; each problem says file, line and way out.
 *
 * @example `plans/basic.yaml` → a plan; `decks/us/deck.yaml` with its CSV → a deck; `README.md` → nothing.
 * @param locate Finds the place of an address; without it every location carries its own.
 */
export function documentsFrom(
  files: readonly SourceFile[],
  { locate = null }: { readonly locate?: Locate | null } = {},
): LoadedFiles {
  const readings = files.map((file) => readFile(file, files, locate));
  const documents = readings.flatMap((reading) => (reading?.ok ? [reading.value] : [])).toSorted(byIdentity);
  const twice = documents.filter(
    (document, index) => index > 0 && sameIdentity(document, documents[index - 1]),
  );
  return {
    documents: documents.filter((document) => !twice.some((other) => sameIdentity(document, other))),
    problems: [
      ...readings.flatMap((reading) => (reading === null || reading.ok ? [] : reading.problems)),
      ...twice.map((document) => describedTwice(document, documents)),
    ],
    warnings: readings.flatMap((reading) => reading?.warnings ?? []),
  };
}

/** Null: the file makes no version, and none was expected of it. */
function readFile(file: SourceFile, all: readonly SourceFile[], locate: Locate | null): Reading | null {
  const kind = fileKind(file.path);
  switch (kind) {
    case "ignored":
    case "skipped":
      return null;
    case "unknown":
      return { ok: false, problems: [unknownFile(file, "nothing of this name is expected here")] };
    case "deck":
      return deckDocument(file, all);
    case "deckRows":
      return rowsOfNoDeck(file, all);
    case "levyTable":
      return levyTableDocument(file, all);
    case "levyRows":
      return rowsOfNoTable(file, all);
    case "numbering":
      return numberingDocument(file);
    case "account":
      return accountDocument(file, locate);
    default:
      return yamlDocument(kind, file);
  }
}

type YamlKind = Exclude<VersionKind, "deck" | "levyTable" | "numbering">;

function yamlDocument(kind: YamlKind, file: SourceFile): Reading {
  const checked = checkYaml(kind === "source" ? StatedSource : versionSchemas[kind], file);
  if (!checked.ok) return checked;
  return ok(yamlVersion(kind, file, checked.value as unknown as CanonicalValue & { readonly id: string }));
}

function accountDocument(file: SourceFile, locate: Locate | null): Reading {
  const checked = checkYaml(AccountFile, file);
  if (!checked.ok) return checked;
  const located = locateAccount(checked.value, file, locate);
  if (!located.ok) return located;
  const value = located.value as unknown as CanonicalValue & { readonly id: string };
  return { ...ok(yamlVersion("account", file, value)), warnings: located.warnings ?? [] };
}

function yamlVersion(
  kind: YamlKind,
  file: SourceFile,
  value: CanonicalValue & { readonly id: string },
): CheckedDocument {
  return document({
    kind,
    name: value.id,
    value,
    effectiveFrom: null,
    delivered: file.text,
    file: file.path,
  });
}

function deckDocument(file: SourceFile, all: readonly SourceFile[]): Reading {
  const beside = all.filter((other) => folderOf(other.path) === folderOf(file.path));
  const read = readDeck({ description: file, beside });
  if (!read.ok) return read;
  const { deck, rowsFile, warnings, confirmed } = read.value;
  if (!confirmed) return { ok: false, problems: [unconfirmed(file)] };
  const delivered = canonicalJson({ "deck.yaml": file.text, [nameOf(rowsFile.path)]: rowsFile.text });
  const made = document({
    kind: "deck",
    name: deck.id,
    value: storedDeck(deck),
    effectiveFrom: deck.effectiveFrom,
    delivered,
    file: file.path,
  });
  return { ...ok(made), warnings };
}

/** A deck as a version would hold it, without the files that it came from: for asking what it would price. */
export function deckVersion(deck: RateDeck): VersionDocument {
  const canonical = canonicalJson(storedDeck(deck));
  const { id: name, effectiveFrom } = deck;
  return { kind: "deck", name, hash: sha256(canonical), canonical, effectiveFrom };
}

function unconfirmed(file: SourceFile): Problem {
  return {
    code: "DECK_UNCONFIRMED",
    message: "confirmed: false: what the columns mean was guessed, and nobody has looked at it",
    path: "confirmed",
    file: file.path,
    line: lineInText(file.text, ["confirmed"]),
    wayOut: problemCatalogue.DECK_UNCONFIRMED.wayOut,
  };
}

function rowsOfNoDeck(file: SourceFile, all: readonly SourceFile[]): Reading | null {
  const deck = `${folderOf(file.path)}/deck.yaml`;
  if (all.some((other) => other.path === deck)) return null;
  return { ok: false, problems: [unknownFile(file, "there is no deck.yaml beside these rows")] };
}

function levyTableDocument(file: SourceFile, all: readonly SourceFile[]): Reading {
  const beside = all.filter((other) => folderOf(other.path) === folderOf(file.path));
  const read = readLevyTable(file, beside);
  if (!read.ok) return read;
  const { table, figures } = read.value;
  const delivered = canonicalJson({ [nameOf(file.path)]: file.text, [nameOf(figures.path)]: figures.text });
  return ok(
    document({
      kind: "levyTable",
      name: table.id,
      value: table as unknown as CanonicalValue,
      effectiveFrom: null,
      delivered,
      file: file.path,
    }),
  );
}

function rowsOfNoTable(file: SourceFile, all: readonly SourceFile[]): Reading | null {
  const folder = folderOf(file.path);
  const has = all.some(({ path }) => folderOf(path) === folder && path.endsWith(".table.yaml"));
  return has
    ? null
    : { ok: false, problems: [unknownFile(file, "no *.table.yaml beside it names these rows")] };
}

/** Line ends and a byte-order mark are how a file travelled, not what it says. */
function numberingDocument(file: SourceFile): Reading {
  const text = file.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const value = { file: nameOf(file.path), text };
  const problems = numberingProblems(value).map((problem) => ({ ...problem, file: file.path }));
  if (problems.length > 0) return { ok: false, problems };
  const made = document({
    kind: "numbering",
    name: value.file.replace(/\.csv$/, ""),
    value,
    effectiveFrom: null,
    delivered: file.text,
    file: file.path,
  });
  return ok(made);
}

function document(facts: {
  readonly kind: VersionKind;
  readonly name: string;
  readonly value: CanonicalValue;
  readonly effectiveFrom: string | null;
  readonly delivered: string;
  readonly file: string;
}): CheckedDocument {
  const { value, ...rest } = facts;
  const canonical = canonicalJson(value);
  return { ...rest, canonical, hash: sha256(canonical) };
}

function byIdentity(left: CheckedDocument, right: CheckedDocument): number {
  return (
    byCodeUnit(left.kind, right.kind) ||
    byCodeUnit(left.name, right.name) ||
    byCodeUnit(left.effectiveFrom ?? "", right.effectiveFrom ?? "") ||
    byCodeUnit(left.file, right.file)
  );
}

function sameIdentity(left: CheckedDocument, right: CheckedDocument | undefined): boolean {
  return left.kind === right?.kind && left.name === right.name && left.effectiveFrom === right.effectiveFrom;
}

function describedTwice(document: CheckedDocument, all: readonly CheckedDocument[]): Problem {
  const other = all.find((candidate) => candidate !== document && sameIdentity(candidate, document));
  const from = document.effectiveFrom === null ? "" : ` from ${document.effectiveFrom}`;
  return {
    code: "DOCUMENT_TWICE",
    message: `${document.kind} ${document.name}${from} stands in ${other?.file ?? "another file"} as well`,
    file: document.file,
    wayOut: problemCatalogue.DOCUMENT_TWICE.wayOut,
  };
}

function unknownFile(file: SourceFile, message: string): Problem {
  return { code: "UNKNOWN_FILE", message, file: file.path, wayOut: problemCatalogue.UNKNOWN_FILE.wayOut };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
