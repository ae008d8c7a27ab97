import type { LedgerEntry } from "@tollwright/bus";
import { copyRows } from "../copy-rows.ts";
import { bytesField } from "../copy-text.ts";
import type { Transaction } from "../database.ts";

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
