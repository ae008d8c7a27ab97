import type { ReceivedFile } from "@tollwright/files";
import type { KnownFile } from "./ingest-store.ts";

/** Under which identity a content is known from now on, and whether it has to be kept. */
export type Identity = { readonly fileHash: string; readonly isNew: boolean };

/** What a copy may be, or continue: its own content, and each beginning of it that ends a line. */
export function hashesToKnow({ contentHash, prefixes }: ReceivedFile): readonly string[] {
  const beginnings = [...prefixes.values()].filter(({ endsLine }) => endsLine).map(({ hash }) => hash);
  return [contentHash, ...beginnings];
}

/**
 * Gives each copy its identity (books 1), in order: a content that is known keeps its own; one that begins with the whole of a
 * known file, up to a line end, continues it under the same identity; any other is a file by the hash of its content.
 *
 * @returns a function that also remembers what it was given, for a file can continue its neighbour in the same list.
 */
export function identities(known: readonly KnownFile[]): (copy: ReceivedFile) => Identity {
  const byContent = new Map(known.map((file) => [file.contentHash, file]));
  const longest = new Map(known.map(({ fileHash, longestBytes }) => [fileHash, longestBytes]));
  return (copy) => {
    const { contentHash, bytes } = copy;
    const same = byContent.get(contentHash);
    if (same !== undefined) return { fileHash: same.fileHash, isNew: false };
    const fileHash = continued(copy, byContent, longest) ?? contentHash;
    byContent.set(contentHash, { fileHash, contentHash, bytes, longestBytes: bytes });
    longest.set(fileHash, bytes);
    return { fileHash, isNew: true };
  };
}

/** The file whose whole is the longest beginning of this one. */
function continued(
  { prefixes }: ReceivedFile,
  byContent: ReadonlyMap<string, KnownFile>,
  longest: ReadonlyMap<string, number>,
): string | null {
  const beginnings = [...prefixes].sort(([left], [right]) => right - left);
  for (const [size, { hash, endsLine }] of beginnings) {
    const file = byContent.get(hash);
    if (endsLine && file !== undefined && longest.get(file.fileHash) === size) return file.fileHash;
  }
  return null;
}
