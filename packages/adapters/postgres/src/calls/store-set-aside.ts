import type { Call, SetAside } from "@tollwright/cdr";
import type { Problem } from "@tollwright/problem";
import { copyRows } from "../copy-rows.ts";
import { bytesField } from "../copy-text.ts";
import type { Transaction } from "../database.ts";

/** A record set aside, or an accepted call that could not be rated. */
export type StoredAside = Omit<SetAside, "bucket"> & {
  readonly bucket: SetAside["bucket"] | "suspendedAtRating";
};

export function suspendedAtRating(call: Call, problem: Problem): StoredAside {
  return {
    bucket: "suspendedAtRating",
    reason: problem.code,
    message: problem.message,
    wayOut: problem.wayOut,
    record: call.record,
    source: call.source,
    keyDay: call.keyDay,
    callKey: call.callKey,
    milliseconds: call.billableMilliseconds,
  };
}

export function storeSetAside(
  transaction: Transaction,
  { batch, records }: { batch: bigint; records: readonly StoredAside[] },
): Promise<void> {
  return copyRows(transaction, "set_aside", {
    columns: [
      ...["bucket", "reason", "message", "way_out", "source", "file_hash"],
      ...[
        "record_offset",
        "record_length",
        "record_line",
        "key_day",
        "call_key",
        "milliseconds",
        "part",
        "waits_since",
        "batch",
      ],
    ],
    rows: records,
    fields: (aside) => [
      aside.bucket,
      aside.reason,
      aside.message,
      aside.wayOut,
      aside.source,
      bytesField(aside.record.fileHash),
      aside.record.offset,
      aside.record.length,
      aside.record.line,
      aside.keyDay,
      bytesField(aside.callKey),
      aside.milliseconds,
      aside.part === undefined ? null : JSON.stringify(aside.part),
      // A piece that was given up is looked at again when its call comes by another way; one that is new, at once.
      aside.part !== undefined && aside.bucket === "suspended" ? "infinity" : "-infinity",
      batch,
    ],
  });
}
