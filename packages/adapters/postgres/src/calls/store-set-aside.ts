import type { Call, SetAside } from "@tollwright/cdr";
import type { Problem } from "@tollwright/problem";
import {
  bytesColumn,
  type CopyColumn,
  dateColumn,
  instantColumn,
  int8Column,
  jsonbColumn,
  textColumn,
} from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
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
    columns: [...SET_ASIDE, int8Column("batch", () => batch)],
    rows: records,
  });
}

const SET_ASIDE: readonly CopyColumn<StoredAside>[] = [
  textColumn("bucket", ({ bucket }) => bucket),
  textColumn("reason", ({ reason }) => reason),
  textColumn("message", ({ message }) => message),
  textColumn("way_out", ({ wayOut }) => wayOut),
  textColumn("source", ({ source }) => source),
  bytesColumn("file_hash", ({ record }) => record.fileHash),
  int8Column("record_offset", ({ record }) => record.offset),
  int8Column("record_length", ({ record }) => record.length),
  int8Column("record_line", ({ record }) => record.line),
  dateColumn("key_day", ({ keyDay }) => keyDay),
  bytesColumn("call_key", ({ callKey }) => callKey),
  int8Column("milliseconds", ({ milliseconds }) => milliseconds),
  jsonbColumn("part", ({ part }) => part ?? null),
  // A piece that was given up is looked at again when its call comes by another way; one that is new, at once.
  instantColumn("waits_since", ({ part, bucket }) =>
    part !== undefined && bucket === "suspended" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
  ),
];
