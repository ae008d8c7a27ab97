import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type FileInTransit = {
  readonly source: string;
  readonly fileHash: string;
  /** When it arrived last: its records' dates are judged by that day again. */
  readonly readAt: Instant;
  /** Calls that were sent to a broker, and that no engine has stored. */
  readonly calls: number;
};

/** Files with calls on their way over a broker, in order of source and hash (books 3). */
export async function filesInTransit(db: Database): Promise<readonly FileInTransit[]> {
  const found = await rows<{ source: string; file_hash: Buffer; read_at: Instant; calls: bigint }>(
    db,
    `select l.source, l.file_hash, sum(l.records)::bigint as calls,
       (select max(at) from delivery d where d.source = l.source and d.file_hash = l.file_hash) as read_at
     from ledger l where l.bucket = 'inTransit'
     group by l.source, l.file_hash having sum(l.records) > 0 order by l.source, l.file_hash`,
  );
  return found.map(({ source, file_hash, read_at: readAt, calls }) => {
    return { source, fileHash: file_hash.toString("hex"), readAt, calls: Number(calls) };
  });
}
