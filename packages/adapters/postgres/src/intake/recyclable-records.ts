import type { Instant } from "@tollwright/calendar";
import type { OpenRecord } from "@tollwright/cdr";
import type { RecycleFilter } from "../calls/recycle-calls.ts";
import { OPEN_RECORD_COLUMNS, type OpenRecordRow, openRecordFromRow } from "../calls/set-aside-row.ts";
import type { Database } from "../database.ts";
import { type Queryable, row, rows } from "../rows.ts";

export type RecyclableFile = {
  readonly source: string;
  readonly fileHash: string;
  /** When it arrived last: its records' dates are judged by that day again, however long they lay at the desk. */
  readonly readAt: Instant;
};

/**
 * What a reader set aside and may read otherwise now. What was ignored is read again only where its reason or number is named;
 * a weak duplicate is for a person, pieces of calls are joined by settling, and a dead letter of a broker is in no archive.
 */
const RECYCLABLE = `
  s.status = 'open' and s.part is null
  and (s.bucket = 'suspended' and s.reason not in ('WEAK_DUPLICATE', 'MESSAGE_UNREADABLE')
    or s.bucket = 'ignored' and ($1::text is not null or $2::bigint[] is not null))
  and ($1::text is null or s.reason = $1) and ($2::bigint[] is null or s.id = any ($2))`;

/** Files that hold such records, in order of source and hash; `after` is the last one that was given before. */
export async function recyclableFiles(
  db: Database,
  {
    reason,
    ids,
    after,
    limit,
  }: RecycleFilter & {
    readonly after: Pick<RecyclableFile, "source" | "fileHash"> | null;
    readonly limit: number;
  },
): Promise<readonly RecyclableFile[]> {
  const found = await rows<{ source: string; file_hash: Buffer; read_at: Instant }>(
    db,
    `select f.source, f.file_hash,
       (select max(at) from delivery d where d.source = f.source and d.file_hash = f.file_hash) as read_at
     from (
       select distinct s.source, s.file_hash from set_aside s
       where ${RECYCLABLE} and ($3::text is null or (s.source, s.file_hash) > ($3, $4::bytea))
       order by s.source, s.file_hash limit $5
     ) f`,
    [reason, ids, after?.source ?? null, Buffer.from(after?.fileHash ?? "", "hex"), limit],
  );
  return found.map(({ source, file_hash, read_at: readAt }) => ({
    source,
    fileHash: file_hash.toString("hex"),
    readAt,
  }));
}

/** Such records of one file, in order of their place; `from` is the first byte that is looked at. */
export async function recyclableRecords(
  db: Database,
  {
    reason,
    ids,
    file,
    from,
    limit,
  }: RecycleFilter & {
    readonly file: Pick<RecyclableFile, "source" | "fileHash">;
    readonly from: number;
    readonly limit: number;
  },
): Promise<readonly OpenRecord[]> {
  const found = await rows<OpenRecordRow>(
    db,
    `select ${OPEN_RECORD_COLUMNS} from set_aside s
     where ${RECYCLABLE} and s.source = $3 and s.file_hash = $4 and s.record_offset >= $5
     order by s.record_offset limit $6`,
    [reason, ids, file.source, Buffer.from(file.fileHash, "hex"), from, limit],
  );
  return found.map(openRecordFromRow);
}

/** One open record by its number, and when its file arrived; null where there is none. */
export async function openRecord(
  queryable: Queryable,
  id: bigint,
): Promise<{ readonly record: OpenRecord; readonly readAt: Instant } | null> {
  const found = await row<OpenRecordRow & { readonly read_at: Instant }>(
    queryable,
    `select ${OPEN_RECORD_COLUMNS},
       (select max(at) from delivery d where d.source = s.source and d.file_hash = s.file_hash) as read_at
     from set_aside s where s.id = $1 and s.status = 'open'`,
    [id],
  );
  return found === null ? null : { record: openRecordFromRow(found), readAt: found.read_at };
}
