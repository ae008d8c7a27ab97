import type { LedgerBucket, LedgerEntry } from "@tollwright/bus";
import { copyRows } from "../copy-rows.ts";
import { bytesField } from "../copy-text.ts";
import type { Transaction } from "../database.ts";

/** One record's worth of a change; `records` is −1 where a change of mind takes it out of a bucket (books 3). */
export type Count = {
  readonly file: string;
  readonly source: string;
  readonly day: string | null;
  readonly bucket: LedgerBucket;
  readonly records: 1 | -1;
  /** Null where the record does not tell. */
  readonly milliseconds: number | null;
};

/** Sums by file, source, day and bucket; a sum of nothing is left out. */
export function ledgerOf(counts: readonly Count[]): readonly LedgerEntry[] {
  const sums = new Map<string, LedgerEntry>();
  for (const count of counts) {
    const key = `${count.file} ${count.source} ${count.day} ${count.bucket}`;
    const sum = sums.get(key);
    sums.set(key, {
      file: count.file,
      source: count.source,
      day: count.day,
      bucket: count.bucket,
      records: (sum?.records ?? 0) + count.records,
      milliseconds: (sum?.milliseconds ?? 0) + count.records * (count.milliseconds ?? 0),
      recordsWithoutSeconds:
        (sum?.recordsWithoutSeconds ?? 0) + (count.milliseconds === null ? count.records : 0),
    });
  }
  return [...sums.values()].filter(
    (entry) => entry.records !== 0 || entry.milliseconds !== 0 || entry.recordsWithoutSeconds !== 0,
  );
}

/** Adds to the insert-only ledger. */
export function storeLedger(
  transaction: Transaction,
  { batch, entries }: { batch: bigint; entries: readonly LedgerEntry[] },
): Promise<void> {
  return copyRows(transaction, "ledger", {
    columns: [
      "batch",
      "file_hash",
      "source",
      "day",
      "bucket",
      "records",
      "milliseconds",
      "records_without_seconds",
    ],
    rows: entries,
    fields: (entry) => [
      batch,
      bytesField(entry.file),
      entry.source,
      entry.day,
      entry.bucket,
      entry.records,
      entry.milliseconds,
      entry.recordsWithoutSeconds,
    ],
  });
}
