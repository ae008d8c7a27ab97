import type { Intake } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";

/** One arrival of a file (books 1). */
export type FileDelivery = {
  readonly source: string;
  /** The identity under which its records are known and its bytes are archived. */
  readonly fileHash: string;
  /** SHA-256 of what arrived, decompressed: `fileHash` itself, or another where it continues that file. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly name: string;
  /** Path within the archive. */
  readonly archivedAs: string;
  readonly at: Instant;
};

/** A content that arrived from a source; of the longest under its identity, which alone can be continued, the size as well. */
export type KnownFile = Pick<FileDelivery, "fileHash" | "contentHash" | "bytes"> & {
  readonly longestBytes: number;
};

/** What the ingester asks of the books. */
export type IngestStore = {
  /** The sizes of all contents that arrived from the source. Asked only for formats whose files can grow, as is the next. */
  readonly knownSizes: (source: string) => Promise<readonly number[]>;
  /** Those of the contents that arrived from the source before. */
  readonly knownContents: (source: string, contentHashes: readonly string[]) => Promise<readonly KnownFile[]>;
  /** A row for each arrival, and one for each file not yet known; in one transaction. */
  readonly registerFiles: (deliveries: readonly FileDelivery[]) => Promise<void>;
  /** Position rows at 0 for ids that have none (books 4: made beforehand). */
  readonly ensurePositions: (ids: readonly string[]) => Promise<void>;
  /** Each id's next unread byte. */
  readonly positionsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;
  /** For a bus that does not carry the intake: positions, set-aside records and counts in one transaction, fenced. */
  readonly storeIntake: (intake: Intake, at: Instant) => Promise<void>;
};

/** @example `file:asterisk-chi:9f86d0…` */
export function positionId(source: string, fileHash: string): string {
  return `file:${source}:${fileHash}`;
}
