import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";

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

/** Notes an arrival. `known`: exactly these bytes had arrived before, so a file sent again is seen, not re-read (books 1). */
export async function registerDelivery(
  db: Database,
  delivery: FileDelivery,
): Promise<{ readonly known: boolean }> {
  const file = [delivery.source, Buffer.from(delivery.fileHash, "hex")];
  const content = Buffer.from(delivery.contentHash ?? delivery.fileHash, "hex");
  const at = new Date(delivery.at);
  return inTransaction(db, async (transaction) => {
    await rows(
      transaction,
      "insert into file (source, hash, first_seen_at) values ($1, $2, $3) on conflict do nothing",
      [...file, at],
    );
    // The lock makes two arrivals of one file wait for each other, so that only one of them is the first.
    await rows(transaction, "select from file where source = $1 and hash = $2 for update", file);
    const earlier = await row(
      transaction,
      "select from delivery where source = $1 and file_hash = $2 and content_hash = $3 limit 1",
      [...file, content],
    );
    await rows(
      transaction,
      `insert into delivery (source, file_hash, content_hash, bytes, name, archived_as, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [...file, content, delivery.bytes, delivery.name, delivery.archivedAs, at],
    );
    return { known: earlier !== null };
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
