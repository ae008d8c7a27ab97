import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import type { SetAsideRecord } from "./set-aside-records.ts";

/** What has become of a record that was set aside. */
export type Became = {
  readonly id: bigint;
  /** `call`: accepted, and rated or free · `unchanged`: it waits as before · else the bucket that it is in now. */
  readonly became: "call" | "unchanged" | "writtenOff" | SetAsideRecord["bucket"];
  /** Of the bucket that it is in now; null for a call. */
  readonly reason: string | null;
  /** The number under which it is set aside now, where that is another. */
  readonly nowId: bigint | null;
};

/** In order of number. A record that was taken out and is set aside nowhere is a call, for it is in exactly one place (books 3). */
export async function becameOf(db: Database, ids: readonly bigint[]): Promise<readonly Became[]> {
  const found = await rows<{
    id: bigint;
    status: "open" | "recycled" | "decided";
    reason: string;
    now_id: bigint | null;
    now_bucket: SetAsideRecord["bucket"] | null;
    now_reason: string | null;
  }>(
    db,
    `select s.id, s.status, s.reason, now.id as now_id, now.bucket as now_bucket, now.reason as now_reason
     from set_aside s
     left join lateral (
       select id, bucket, reason from set_aside n
       where n.source = s.source and n.file_hash = s.file_hash and n.record_offset = s.record_offset
         and n.id > s.id and n.status <> 'recycled'
       order by id desc limit 1
     ) now on true
     where s.id = any ($1) order by s.id`,
    [ids],
  );
  return found.map(({ id, status, ...is }): Became => {
    if (status === "open") return { id, became: "unchanged", reason: is.reason, nowId: null };
    if (status === "decided") return { id, became: "writtenOff", reason: is.reason, nowId: null };
    return { id, became: is.now_bucket ?? "call", reason: is.now_reason, nowId: is.now_id };
  });
}
