import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";

export type FileDelivery = {
  /** Identity of the file: hash of its content as first seen (books 1). */
  readonly fileHash: string;
  /** Hash of what arrived now; left out where it is the file's own. A continuation has another. */
  readonly contentHash?: string;
  readonly bytes: number;
  readonly name: string;
  readonly source: string;
  readonly archivedAs: string;
  readonly at: Instant;
};

/** Notes arrivals, and each file not yet known, in one transaction: a file sent again is seen, not re-read (books 1). */
export async function registerFiles(db: Database, deliveries: readonly FileDelivery[]): Promise<void> {
  const column = <T>(of: (delivery: FileDelivery) => T): readonly T[] => deliveries.map(of);
  const files = [
    column(({ source }) => source),
    column(({ fileHash }) => Buffer.from(fileHash, "hex")),
    column(({ at }) => new Date(at)),
  ];
  await inTransaction(db, async (transaction) => {
    await rows(
      transaction,
      `insert into file (source, hash, first_seen_at)
       select * from unnest($1::text[], $2::bytea[], $3::timestamptz[]) on conflict do nothing`,
      files,
    );
    await rows(
      transaction,
      `insert into delivery (source, file_hash, at, content_hash, bytes, name, archived_as)
       select * from unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::bytea[], $5::bigint[], $6::text[], $7::text[])`,
      [
        ...files,
        column(({ contentHash, fileHash }) => Buffer.from(contentHash ?? fileHash, "hex")),
        column(({ bytes }) => bytes),
        column(({ name }) => name),
        column(({ archivedAs }) => archivedAs),
      ],
    );
  });
}

export type KnownFile = {
  readonly fileHash: string;
  /** Of the longest content that arrived under this identity. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly archivedAs: string;
  readonly name: string;
  /** More than one: it was sent again, or continued. */
  readonly deliveries: number;
};

/** Every file of a source with its longest content: one that begins with the whole of it is its continuation (books 1). */
export async function knownFiles(db: Database, source: string): Promise<readonly KnownFile[]> {
  const found = await rows<{
    file_hash: Buffer;
    content_hash: Buffer;
    bytes: bigint;
    archived_as: string;
    name: string;
    deliveries: bigint;
  }>(
    db,
    `select distinct on (file_hash) file_hash, content_hash, bytes, archived_as, name,
       count(*) over (partition by file_hash) as deliveries
     from delivery where source = $1 order by file_hash, bytes desc, id`,
    [source],
  );
  return found.map((file) => ({
    fileHash: file.file_hash.toString("hex"),
    contentHash: file.content_hash.toString("hex"),
    bytes: Number(file.bytes),
    archivedAs: file.archived_as,
    name: file.name,
    deliveries: Number(file.deliveries),
  }));
}
