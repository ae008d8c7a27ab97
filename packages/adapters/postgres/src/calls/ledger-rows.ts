import type { LedgerEntry } from "@tollwright/bus";
import { bytesColumn, type CopyColumn, dateColumn, int8Column, textColumn } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Transaction } from "../database.ts";

/** Adds to the insert-only ledger. */
export function storeLedger(
  transaction: Transaction,
  { batch, entries }: { batch: bigint; entries: readonly LedgerEntry[] },
): Promise<void> {
  return copyRows(transaction, "ledger", {
    columns: [...LEDGER, int8Column("batch", () => batch)],
    rows: entries,
  });
}

const LEDGER: readonly CopyColumn<LedgerEntry>[] = [
  bytesColumn("file_hash", ({ file }) => file),
  textColumn("source", ({ source }) => source),
  dateColumn("day", ({ day }) => day),
  textColumn("bucket", ({ bucket }) => bucket),
  int8Column("records", ({ records }) => records),
  int8Column("milliseconds", ({ milliseconds }) => milliseconds),
  int8Column("records_without_seconds", ({ recordsWithoutSeconds }) => recordsWithoutSeconds),
];
