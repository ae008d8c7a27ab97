import type { CivilDate } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
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

/** Rows that cannot be as they are, whatever the ledger says, by one of the rules. */
export async function contradictions(reader: Transaction, rule: string): Promise<readonly AuditDifference[]> {
  const found = await rows<{
    check: string;
    file_hash: Buffer | null;
    source: string | null;
    day: CivilDate | null;
    expected: string;
    found: string;
  }>(reader, rule);
  return found.map(({ file_hash: file, ...difference }) => ({
    ...difference,
    file: file?.toString("hex") ?? null,
  }));
}

/** Rules that no row may break (books 1, 3, 5, 12): each selects the rows that do. */
export const CONTRADICTIONS: readonly string[] = [
  `select 'a record is set aside once' as check, file_hash, source, min(key_day) as day, '1' as expected,
     count(*)::text as found
   from set_aside where status <> 'recycled' group by source, file_hash, record_offset having count(*) > 1`,

  `select 'a record is a call or set aside, not both' as check, s.file_hash, s.source, s.key_day as day,
     'one of them' as expected, format('record %s is call %s', s.id, encode(c.call_key, 'hex')) as found
   from set_aside s
   join call_now c on c.file_hash = s.file_hash and c.record_offset = s.record_offset and c.source = s.source
   where s.status <> 'recycled' and s.bucket <> 'suspendedAtRating'`,

  `select 'a suspended call is a call' as check, s.file_hash, s.source, s.key_day as day, 'a call' as expected,
     format('record %s', s.id) as found
   from set_aside s
   where s.bucket = 'suspendedAtRating' and s.status <> 'recycled'
     and not exists (select from call c where c.call_key = s.call_key and c.key_day = s.key_day)`,

  `select 'a merged piece belongs to a call' as check, s.file_hash, s.source, s.key_day as day, 'a call' as expected,
     format('record %s', s.id) as found
   from set_aside s
   where s.bucket = 'merged' and s.status <> 'recycled' and s.call_key is not null
     and not exists (select from call c where c.call_key = s.call_key)
     and not exists (select from set_aside o where o.call_key = s.call_key and o.bucket <> 'merged')`,

  `select 'a piece does not wait for a call that is complete' as check, s.file_hash, s.source, s.key_day as day,
     'merged or set aside' as expected, format('record %s waits', s.id) as found
   from set_aside s
   where s.bucket = 'pending' and s.status = 'open' and s.waits_since > '-infinity'
     and exists (select from call_now c where c.call_key = s.call_key and c.key_day = s.key_day and not c.estimated)`,

  `select 'what completes a call completes an estimate, or was decided' as check, p.file_hash, c.source, p.key_day as day,
     'an estimated call' as expected,
     coalesce('call ' || encode(c.call_key, 'hex') || ' is not estimated', 'no call ' || encode(p.call_key, 'hex')) as found
   from call_completion p
   left join call c on c.call_key = p.call_key and c.key_day = p.key_day
   where c.call_key is null or (not c.estimated and p.decided_by is null)`,

  `select 'a call that was withdrawn has another in its place' as check, p.file_hash, p.source, p.key_day as day,
     'a call of another day' as expected, format('none of call %s', encode(p.call_key, 'hex')) as found
   from call_completion p
   where p.withdrawn and not exists (
     select from call_now c where c.call_key = p.call_key)`,

  `select 'invoices of one account and period come one after the other' as check, null::bytea as file_hash, null as source,
     null::date as day, 'one' as expected,
     format('%s are after %s invoices of %s, %s', string_agg(i.number, ' and '), p.earlier, p.account, p.period) as found
   from invoice_period p join invoice i on i.id = p.invoice and i.status = 'issued'
   group by p.account, p.period, p.earlier having count(*) > 1`,
];
