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

export type KnownFile = Pick<FileDelivery, "fileHash" | "contentHash" | "bytes">;

/** What the ingester asks of the books. */
export type IngestStore = {
  /** Every content that arrived from the source so far. Asked only for formats whose files can grow. */
  readonly knownFiles: (source: string) => Promise<readonly KnownFile[]>;
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
