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

/** A content that arrived from a source. */
export type KnownFile = {
  /** Identity of the file that it is, or that it continues. */
  readonly fileHash: string;
  readonly contentHash: string;
  readonly bytes: number;
  /** Of the longest content that arrived under this identity: only that one can be continued. */
  readonly longestBytes: number;
};

/**
 * The sizes of everything that arrived from a source, each once: a file that begins with as many bytes of a known content is
 * its continuation (books 1). One step through the index for each size, however many files have it.
 */
export async function knownSizes(db: Database, source: string): Promise<readonly number[]> {
  const found = await rows<{ bytes: bigint }>(
    db,
    `with recursive size as (
       select min(bytes) as bytes from delivery where source = $1
       union all
       select (select min(bytes) from delivery where source = $1 and bytes > size.bytes) from size
       where size.bytes is not null
     )
     select bytes from size where bytes is not null`,
    [source],
  );
  return found.map(({ bytes }) => Number(bytes));
}

/** Those of the contents that arrived from the source before. */
export async function knownContents(
  db: Database,
  source: string,
  contentHashes: readonly string[],
): Promise<readonly KnownFile[]> {
  const found = await rows<{
    file_hash: Buffer;
    content_hash: Buffer;
    bytes: bigint;
    longest_bytes: bigint;
  }>(
    db,
    `select distinct on (content_hash) file_hash, content_hash, bytes,
       (select max(bytes) from delivery f where f.source = $1 and f.file_hash = d.file_hash) as longest_bytes
     from delivery d where source = $1 and content_hash = any ($2::bytea[]) order by content_hash, id`,
    [source, contentHashes.map((hash) => Buffer.from(hash, "hex"))],
  );
  return found.map((file) => ({
    fileHash: file.file_hash.toString("hex"),
    contentHash: file.content_hash.toString("hex"),
    bytes: Number(file.bytes),
    longestBytes: Number(file.longest_bytes),
  }));
}
