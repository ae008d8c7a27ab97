import type { CivilDate, Instant } from "@tollwright/calendar";
import type { OpenRecord } from "@tollwright/cdr";
import { OPEN_RECORD_COLUMNS, type OpenRecordRow, openRecordFromRow } from "../calls/set-aside-row.ts";
import type { StoredAside } from "../calls/store-set-aside.ts";
import type { Database } from "../database.ts";
import { type Queryable, row, rows } from "../rows.ts";
import { filterValues, SET_ASIDE_FROM, SET_ASIDE_WHERE, type SetAsideFilter } from "./set-aside-filter.ts";

export type SetAsideRecord = OpenRecord & {
  /** Where the archive keeps the file: the raw text is read from there (books 3). */
  readonly archivedAs: string | null;
  readonly fileName: string | null;
  readonly storedAt: Instant;
  /** Who let it stay out, or accepted it, and why; null where nobody has. */
  readonly decision: { readonly by: string; readonly because: string; readonly at: Instant } | null;
};

type SetAsideRow = OpenRecordRow & {
  readonly archived_as: string | null;
  readonly file_name: string | null;
  readonly stored_at: Instant;
  readonly decided_by: string | null;
  readonly decided_because: string | null;
  readonly decided_at: Instant | null;
};

/** Select list and joins that `setAsideFromRow` reads; the longest content of a file holds every record of it. */
const SELECT = `
  select ${OPEN_RECORD_COLUMNS}, d.archived_as, d.name as file_name, b.at as stored_at,
    s.decided_by, s.decided_because, s.decided_at
  from ${SET_ASIDE_FROM}
  left join lateral (
    select archived_as, name from delivery where source = s.source and file_hash = s.file_hash
    order by bytes desc, id limit 1
  ) d on true`;

/** Records that wait or were left out, the oldest first; `after` is the last one of the page before. */
export async function setAsideRecords(
  db: Database,
  filter: SetAsideFilter & { readonly limit: number; readonly after?: bigint },
): Promise<readonly SetAsideRecord[]> {
  const found = await rows<SetAsideRow>(
    db,
    `${SELECT} where ${SET_ASIDE_WHERE} and s.id > $10 order by s.id limit $11`,
    [...filterValues(filter), filter.after ?? 0n, filter.limit],
  );
  return found.map(fromRow);
}

/** One record, whatever has become of it; null where no record has the number. */
export async function setAsideRecord(db: Database, id: bigint): Promise<SetAsideRecord | null> {
  const found = await row<SetAsideRow>(db, `${SELECT} where s.id = $1`, [id]);
  return found === null ? null : fromRow(found);
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
    ...openRecordFromRow(aside),
    archivedAs: aside.archived_as,
    fileName: aside.file_name,
    storedAt: aside.stored_at,
    decision: decisionOf(aside),
  };
}

function decisionOf({
  decided_by: by,
  decided_because: because,
  decided_at: at,
}: SetAsideRow): SetAsideRecord["decision"] {
  return by === null || because === null || at === null ? null : { by, because, at };
}
