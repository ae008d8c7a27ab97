import type { Instant } from "@tollwright/calendar";
import type { Call } from "./call.ts";
import type { PartRecord } from "./call-part.ts";
import type { SetAside } from "./set-aside.ts";
import type { Source } from "./source.ts";

/** What a reader must know before the first byte. */
export type ReaderSettings = {
  readonly source: Source;
  /** The identity under which the file's bytes are kept (books 1): SHA-256, 64 hexadecimal digits. */
  readonly fileHash: string;
  /** The moment of reading, for the source's window of dates. */
  readonly readAt: Instant;
  /** Records that begin before this byte were stored earlier: they are passed over. 0 reads all. */
  readonly resumeAt: number;
  /**
   * `none`: calls come without key and content hash, for sums alone, in half the time. Pieces of calls keep theirs, for they
   * are joined by them.
   */
  readonly identity?: "none";
};

/**
 * Reads one file, fed in order from its first byte, in chunks of any size; memory stays that of a chunk.
 *
 * A resumed file is fed from its beginning too: line numbers and weak keys depend on what stands before.
 */
export type RecordReader = {
  /** The records that these bytes complete. */
  readonly read: (bytes: Uint8Array) => Reading;
  /**
   * The file ends here. What has no line end is read if the file is `closed`, and otherwise left for the next pass,
   * for it may still be being written.
   */
  readonly end: (closed: boolean) => Reading;
};

/** Numbers that a switch gave to its records, `until` not included; what is missing between them was never delivered. */
export type SequenceRange = { readonly counter: string; readonly from: number; until: number };

/** Every record is in exactly one place: `records` = calls + pieces of calls + set aside. */
export type Reading = {
  readonly calls: readonly Call[];
  readonly parts: readonly PartRecord[];
  readonly setAside: readonly SetAside[];
  readonly sequences: readonly SequenceRange[];
  readonly records: number;
  /** Records with more columns than their format knows; the surplus is not read. */
  readonly recordsWithExtraColumns: number;
  /** The first byte that is not read yet, from the file's start. */
  readonly nextOffset: number;
};
