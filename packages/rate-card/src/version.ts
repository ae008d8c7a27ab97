/** What can be a version: immutable, named by the SHA-256 of its canonical JSON (books 8). */
export type VersionKind =
  | "legalEntity"
  | "account"
  | "plan"
  | "deck"
  | "levy"
  | "levyTable"
  | "levyOverlay"
  | "source"
  | "coverage"
  | "numbering"
  | "alertRule"
  | "vendor";

/** A version as it prices. Only one that was just read from files still has them beside it. */
export type VersionDocument = {
  readonly kind: VersionKind;
  /** The document's own id: `us-termination`, `nh-911`. */
  readonly name: string;
  readonly hash: string;
  /** Canonical JSON: exactly the bytes that `hash` is of. */
  readonly canonical: string;
  /** Decks stack by it; of the others the one last put in force counts. */
  readonly effectiveFrom: string | null;
  /** As delivered: kept under its own hash. */
  readonly delivered?: string;
  /** Where it came from, for people. */
  readonly file?: string;
};

/** A checked document, ready to be stored as a version. */
export type CheckedDocument = VersionDocument & { readonly delivered: string; readonly file: string };

/** Hash of the sorted hashes of all versions in force: an engine says which set it priced by (books 7). */
export type VersionSetHash = string;
