import type { Database } from "../database.ts";
import { row, rows } from "../rows.ts";

/** Where the archive has a record, and what became of it. */
export type RecordPlace = {
  /** `call`, `completion`, or the bucket that it was set aside in. */
  readonly role: string;
  readonly source: string;
  readonly fileHash: string;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  /** As the file was first called; null where it was never registered. */
  readonly file: string | null;
};

/** The records of one call: its own, then those that completed it, then what was set aside under its key. */
export async function recordsOfCall(db: Database, callKey: string): Promise<readonly RecordPlace[]> {
  const found = await rows<PlaceRow>(
    db,
    `select r.*, (
       select name from delivery d where d.source = r.source and d.file_hash = r.file_hash order by id limit 1
     ) as file
     from (${ON_CALL}) r order by role_order, ordinal`,
    [Buffer.from(callKey, "hex")],
  );
  return found.map((each) => ({
    role: each.role,
    source: each.source,
    fileHash: each.file_hash.toString("hex"),
    offset: Number(each.record_offset),
    length: Number(each.record_length),
    line: Number(each.record_line),
    file: each.file,
  }));
}

/** The source that first delivered a file, and what it called it; null for a file that never arrived. */
export async function fileByHash(
  db: Database,
  fileHash: string,
): Promise<{ readonly source: string; readonly name: string } | null> {
  return row(db, "select source, name from delivery where file_hash = $1 order by id limit 1", [
    Buffer.from(fileHash, "hex"),
  ]);
}

const COLUMNS = "source, file_hash, record_offset, record_length, record_line";

const ON_CALL = `
  select 'call' as role, 1 as role_order, 0::bigint as ordinal, ${COLUMNS} from call where call_key = $1
  union all
  select 'completion', 2, ordinal, ${COLUMNS} from call_completion where call_key = $1
  union all
  select bucket, 3, id, ${COLUMNS} from set_aside where call_key = $1`;

type PlaceRow = {
  readonly role: string;
  readonly source: string;
  readonly file_hash: Buffer;
  readonly record_offset: bigint;
  readonly record_length: bigint;
  readonly record_line: bigint;
  readonly file: string | null;
};
