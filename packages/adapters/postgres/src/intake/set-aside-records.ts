import type { CivilDate, Instant } from "@tollwright/calendar";
import type { RecordId } from "@tollwright/cdr";
import type { StoredAside } from "../calls/store-set-aside.ts";
import type { Database } from "../database.ts";
import { type Queryable, row, rows } from "../rows.ts";

export type SetAsideRecord = Omit<StoredAside, "record"> & {
  readonly id: bigint;
  readonly record: RecordId;
  /** Where the archive keeps the file: the raw text is read from there (books 3). */
  readonly archivedAs: string | null;
  readonly fileName: string | null;
};

type SetAsideRow = {
  readonly id: bigint;
  readonly bucket: StoredAside["bucket"];
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
  readonly archived_as: string | null;
  readonly file_name: string | null;
};

/** Select list and joins that `setAsideFromRow` reads; the longest content of a file holds every record of it. */
const SELECT = `
  select s.id, s.bucket, s.reason, s.message, s.way_out, s.source, s.file_hash, s.record_offset, s.record_length,
    s.record_line, s.key_day, s.call_key, s.milliseconds, d.archived_as, d.name as file_name
  from set_aside s
  left join lateral (
    select archived_as, name from delivery where source = s.source and file_hash = s.file_hash
    order by bytes desc, id limit 1
  ) d on true`;

/** Records that wait or were left out, the oldest first. */
export async function setAsideRecords(
  db: Database,
  filter: { readonly bucket?: string; readonly reason?: string; readonly limit: number },
): Promise<readonly SetAsideRecord[]> {
  const found = await rows<SetAsideRow>(
    db,
    `${SELECT}
     where s.status = 'open' and ($1::text is null or s.bucket = $1) and ($2::text is null or s.reason = $2)
     order by s.id limit $3`,
    [filter.bucket ?? null, filter.reason ?? null, filter.limit],
  );
  return found.map(fromRow);
}

/**
 * Conflicts that nobody has decided and that may belong to these days: close refuses while there is one (books 2). The day of
 * the key is the switch's, and the account's can be another, so it looks two days before and one after.
 */
export async function openConflicts(
  db: Database,
  days: { readonly from: CivilDate; readonly until: CivilDate },
): Promise<readonly SetAsideRecord[]> {
  const found = await rows<SetAsideRow>(
    db,
    `${SELECT}
     where s.status = 'open' and s.bucket = 'conflict' and s.key_day >= $1::date - 2 and s.key_day <= $2::date
     order by s.id`,
    [days.from, days.until],
  );
  return found.map(fromRow);
}

/** Everything that was ever set aside with this call's key. */
export async function setAsideOfCall(
  queryable: Queryable,
  callKey: string,
): Promise<readonly SetAsideRecord[]> {
  const found = await rows<SetAsideRow>(queryable, `${SELECT} where s.call_key = $1 order by s.id`, [
    Buffer.from(callKey, "hex"),
  ]);
  return found.map(fromRow);
}

/**
 * A person lets a record stay set aside for good; its count stays where it is.
 *
 * @returns False where no open record has this id.
 */
export async function decideSetAside(
  db: Database,
  decision: { readonly id: bigint; readonly by: string; readonly reason: string; readonly at: Instant },
): Promise<boolean> {
  const decided = await row(
    db,
    `update set_aside set status = 'decided', decided_by = $2, decided_because = $3, decided_at = $4
     where id = $1 and status = 'open' and bucket <> 'suspendedAtRating' returning id`,
    [decision.id, decision.by, decision.reason, new Date(decision.at)],
  );
  return decided !== null;
}

export type SetAsideCount = {
  readonly bucket: StoredAside["bucket"];
  readonly reason: string;
  readonly records: number;
  readonly milliseconds: bigint;
  readonly firstDay: CivilDate | null;
  readonly lastDay: CivilDate | null;
};

/** Open records by bucket and reason. */
export async function setAsideSummary(db: Database): Promise<readonly SetAsideCount[]> {
  const found = await rows<{
    bucket: StoredAside["bucket"];
    reason: string;
    records: bigint;
    milliseconds: bigint;
    first_day: CivilDate | null;
    last_day: CivilDate | null;
  }>(
    db,
    `select bucket, reason, count(*) as records, coalesce(sum(milliseconds), 0)::bigint as milliseconds,
       min(key_day) as first_day, max(key_day) as last_day
     from set_aside where status = 'open' group by bucket, reason order by bucket, reason`,
  );
  return found.map((sum) => ({
    bucket: sum.bucket,
    reason: sum.reason,
    records: Number(sum.records),
    milliseconds: sum.milliseconds,
    firstDay: sum.first_day,
    lastDay: sum.last_day,
  }));
}

function fromRow(aside: SetAsideRow): SetAsideRecord {
  return {
    id: aside.id,
    bucket: aside.bucket,
    reason: aside.reason,
    message: aside.message,
    wayOut: aside.way_out,
    source: aside.source,
    record: {
      fileHash: aside.file_hash.toString("hex"),
      offset: Number(aside.record_offset),
      length: Number(aside.record_length),
      line: Number(aside.record_line),
    },
    keyDay: aside.key_day,
    callKey: aside.call_key?.toString("hex") ?? null,
    milliseconds: aside.milliseconds === null ? null : Number(aside.milliseconds),
    archivedAs: aside.archived_as,
    fileName: aside.file_name,
  };
}
