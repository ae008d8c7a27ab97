import type { CivilDate } from "@tollwright/calendar";
import type { CallPart, OpenRecord } from "@tollwright/cdr";

/** Select list that `openRecordFromRow` reads, of `set_aside s`. */
export const OPEN_RECORD_COLUMNS = `
  s.id, s.bucket, s.reason, s.message, s.way_out, s.source, s.file_hash, s.record_offset, s.record_length, s.record_line,
  s.key_day, s.call_key, s.milliseconds, s.part`;

export type OpenRecordRow = {
  readonly id: bigint;
  readonly bucket: OpenRecord["bucket"];
  readonly reason: string;
  readonly message: string;
  readonly way_out: string;
  readonly source: string;
  readonly file_hash: Buffer;
  readonly record_offset: bigint;
  readonly record_length: bigint;
  readonly record_line: bigint;
  readonly key_day: CivilDate | null;
  readonly call_key: Buffer | null;
  readonly milliseconds: bigint | null;
  readonly part: CallPart | null;
};

export function openRecordFromRow(row: OpenRecordRow): OpenRecord {
  return {
    id: row.id,
    bucket: row.bucket,
    reason: row.reason,
    message: row.message,
    wayOut: row.way_out,
    source: row.source,
    record: {
      fileHash: row.file_hash.toString("hex"),
      offset: Number(row.record_offset),
      length: Number(row.record_length),
      line: Number(row.record_line),
    },
    keyDay: row.key_day,
    callKey: row.call_key?.toString("hex") ?? null,
    milliseconds: row.milliseconds === null ? null : Number(row.milliseconds),
    ...(row.part === null ? {} : { part: row.part }),
  };
}
