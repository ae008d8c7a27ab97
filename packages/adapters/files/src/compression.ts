/** How the bytes of a file are packed; `null`: they are the content itself. */
export type Compression = "gzip" | "zstd" | null;

/** What is wrong with the bytes of one file, where nobody else is to blame: not the disk, not the archive. */
export class ContentUnreadable extends Error {
  /** `corrupt`: cut off or damaged. `compression`: packed in a way that is not unpacked here. */
  readonly kind: "corrupt" | "compression";
  constructor(kind: ContentUnreadable["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/**
 * Tells a file's compression by its first bytes; names do not matter.
 *
 * @throws ContentUnreadable for a packed file of another kind, whose bytes would otherwise be taken for call records.
 */
export function compressionOf(head: Uint8Array): Compression {
  if (startsWith(head, [0x1f, 0x8b])) return "gzip";
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd]) || startsWithSkippableFrame(head)) return "zstd";
  const other = OTHERS.find(([, magic]) => startsWith(head, magic))?.[0] ?? (isBzip2(head) ? "bzip2" : null);
  if (other === null) return null;
  throw new ContentUnreadable("compression", `the content is ${other}, which is not unpacked here`);
}

/** `pzstd` begins its files so, and a decoder passes over it (RFC 8878, section 3.1.2). */
function startsWithSkippableFrame(head: Uint8Array): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && startsWith(head.subarray(1), [0x2a, 0x4d, 0x18]);
}

/** Signatures long enough, or odd enough, that no text begins with them. */
const OTHERS: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ["a zip archive", [0x50, 0x4b, 0x03, 0x04]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["lz4", [0x04, 0x22, 0x4d, 0x18]],
  ["compress (.Z)", [0x1f, 0x9d]],
];

/** `BZh`, a level, then the sign of its first block: the letters alone could begin a text. */
function isBzip2(head: Uint8Array): boolean {
  return (
    startsWith(head, [0x42, 0x5a, 0x68]) && startsWith(head.subarray(4), [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
  );
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}
