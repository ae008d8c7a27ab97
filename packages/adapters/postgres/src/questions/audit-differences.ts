import type { CivilDate } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type AuditDifference = {
  /** What was compared: a bucket of the ledger with its rows, or a rule that no row may break. */
  readonly check: string;
  readonly file: string | null;
  readonly source: string | null;
  readonly day: CivilDate | null;
  /** What the ledger says, and what is there. */
  readonly expected: string;
  readonly found: string;
};

/** Where the ledger differs from the rows that it counts, and rows that should not be (books 3). */
export async function differences(db: Database): Promise<readonly AuditDifference[]> {
  const found = await rows<{
    check: string;
    file_hash: Buffer | null;
    source: string | null;
    day: CivilDate | null;
    expected: string;
    found: string;
  }>(db, `${LEDGER_AGAINST_ROWS} union all ${ROWS_AGAINST_RULES} order by 1, 3, 4, 2`);
  return found.map(({ file_hash: file, ...difference }) => ({
    ...difference,
    file: file?.toString("hex") ?? null,
  }));
}

const LEDGER_AGAINST_ROWS = `
  select 'ledger: ' || bucket as check, file_hash, source, day,
    format('%s records, %s ms', coalesce(l.records, 0), coalesce(l.ms, 0)) as expected,
    format('%s records, %s ms', coalesce(r.records, 0), coalesce(r.ms, 0)) as found
  from (
    select file_hash, source, coalesce(day, '-infinity') as day_key, bucket,
      sum(records) as records, sum(milliseconds) as ms
    from ledger where bucket not in ('read', 'inTransit') group by 1, 2, 3, 4
  ) l
  full join (
    select file_hash, source, coalesce(day, '-infinity') as day_key, bucket,
      count(*)::numeric as records, coalesce(sum(ms), 0) as ms
    from (
      select file_hash, source, key_day as day, 'accepted' as bucket, billable_milliseconds as ms from call
      union all
      select file_hash, source, key_day, bucket, milliseconds from set_aside where status <> 'recycled'
      union all
      select c.file_hash, c.source, c.key_day, case when r.rated then 'rated' else 'free' end, c.billable_milliseconds
      from call c
      left join (
        select call_key, key_day, bool_or(outcome = 'rated') as rated from rating group by call_key, key_day
      ) r on r.call_key = c.call_key and r.key_day = c.key_day
      where not exists (
        select from set_aside s where s.call_key = c.call_key and s.key_day = c.key_day
          and s.bucket = 'suspendedAtRating' and s.status = 'open')
    ) counted
    group by 1, 2, 3, 4
  ) r using (file_hash, source, day_key, bucket)
  cross join lateral (select nullif(day_key, '-infinity') as day) known
  where coalesce(l.records, 0) <> coalesce(r.records, 0) or coalesce(l.ms, 0) <> coalesce(r.ms, 0)`;

const ROWS_AGAINST_RULES = `
  select 'a rating has its call', null, null, r.key_day, 'a call', encode(r.call_key, 'hex')
  from rating r
  where not exists (select from call c where c.call_key = r.call_key and c.key_day = r.key_day)
  union all
  select 'an answered call is rated, free or suspended', c.file_hash, c.source, c.key_day, 'one of them',
    encode(c.call_key, 'hex')
  from call c
  where c.answered
    and not exists (select from rating r where r.call_key = c.call_key and r.key_day = c.key_day)
    and not exists (select from set_aside s where s.call_key = c.call_key and s.bucket = 'suspendedAtRating'
      and s.status = 'open')
  union all
  select 'a suspended call has no rating', s.file_hash, s.source, s.key_day, 'none', encode(s.call_key, 'hex')
  from set_aside s
  where s.bucket = 'suspendedAtRating' and s.status = 'open'
    and exists (select from rating r where r.call_key = s.call_key and r.key_day = s.key_day)
  union all
  select 'a record is set aside once', file_hash, source, min(key_day), '1', count(*)::text
  from set_aside where status <> 'recycled' group by source, file_hash, record_offset having count(*) > 1`;
