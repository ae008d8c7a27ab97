import { z } from "zod";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One table as it was copied: `sha256` and `bytes` are of its rows in COPY's text form, before compression. */
const TableCopy = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: Hash,
  /** For a day's partition: the table it belongs to, and the days it holds. */
  partition: z.strictObject({ of: z.string(), bounds: z.string() }).nullable(),
});
export type TableCopy = z.infer<typeof TableCopy>;

/** What a backup says of itself; it is written last, so a folder without one is no backup (books 27). */
export const BackupManifest = z.strictObject({
  format: z.literal("tollwright-backup-1"),
  takenAt: z.iso.datetime(),
  /** Migrations of the database that was copied: a newer program restores them first, and then goes on to its own. */
  migrations: z.array(z.string()),
  /** In an order in which each table comes behind those that it refers to. */
  tables: z.array(TableCopy),
  /** The next numbers that the database would have given. */
  sequences: z.array(z.strictObject({ name: z.string(), lastValue: z.string() })),
  /** Files of the archive, by their name in it; `sha256` and `bytes` are of the stored, compressed file. */
  archive: z.array(z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: Hash })),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** What the database knows; the archive is added by who copies it. */
export type DatabaseManifest = Pick<BackupManifest, "migrations" | "tables" | "sequences">;
