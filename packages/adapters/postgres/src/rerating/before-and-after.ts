import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** What a re-rating would change for an account and month, at list price. */
export type BeforeAndAfter = {
  readonly account: string;
  readonly period: string;
  /** Ratings that go, and what takes their place. */
  readonly before: { readonly calls: number; readonly billedSeconds: string; readonly charge: string };
  readonly after: { readonly calls: number; readonly billedSeconds: string; readonly charge: string };
  readonly difference: string;
  /** Its invoice of that month is issued: the difference comes with the next close. */
  readonly isInvoiced: boolean;
};

/** Of the re-rating that is open, by account and month; vendors' sides under their own names. */
export async function beforeAndAfter(db: Database, rerating: bigint): Promise<readonly BeforeAndAfter[]> {
  const found = await rows<{
    account: string;
    period: string;
    calls_before: bigint;
    seconds_before: string;
    charge_before: string;
    calls_after: bigint;
    seconds_after: string;
    charge_after: string;
    difference: string;
    is_invoiced: boolean;
  }>(
    db,
    `with side as (
       select coalesce(nullif(r.account, ''), r.side) as account, r.rated_at, r.billed_seconds, r.charge, 1 as before, 0 as after
       from rerating_call c
       join rating r on r.key_day = c.key_day and r.call_key = c.call_key and r.side = any (c.gone)
       where c.rerating = $1
       union all
       select coalesce(nullif(d.account, ''), d.side), d.rated_at, d.billed_seconds, d.charge, 0, 1
       from rerating_call c join rating_draft d on d.key_day = c.key_day and d.call_key = c.call_key
       where c.rerating = $1
     ), by_month as (
       select s.*, to_char(s.rated_at at time zone coalesce(z.zone, 'UTC'), 'YYYY-MM') collate "C" as period
       from side s left join account_zone z on z.account = s.account
     )
     select account, period,
       sum(before) as calls_before, sum(before * billed_seconds)::text as seconds_before,
       sum(before * charge)::text as charge_before,
       sum(after) as calls_after, sum(after * billed_seconds)::text as seconds_after,
       sum(after * charge)::text as charge_after,
       sum((after - before) * charge)::text as difference,
       exists (
         select from invoice_period p join invoice i on i.id = p.invoice
         where i.status = 'issued' and p.account = by_month.account and p.period = by_month.period and not p.is_advance
       ) as is_invoiced
     from by_month group by account, period order by account, period`,
    [rerating],
  );
  return found.map((sum) => ({
    account: sum.account,
    period: sum.period,
    before: {
      calls: Number(sum.calls_before),
      billedSeconds: sum.seconds_before,
      charge: sum.charge_before,
    },
    after: { calls: Number(sum.calls_after), billedSeconds: sum.seconds_after, charge: sum.charge_after },
    difference: sum.difference,
    isInvoiced: sum.is_invoiced,
  }));
}

/** Calls that could not be rated any more, by the reason. */
export async function notRatedAgain(
  db: Database,
  rerating: bigint,
): Promise<readonly { readonly reason: string; readonly message: string; readonly calls: number }[]> {
  const found = await rows<{ reason: string; message: string; calls: bigint }>(
    db,
    `select reason, min(message) as message, count(*) as calls from rerating_call
     where rerating = $1 and reason is not null group by 1 order by 1`,
    [rerating],
  );
  return found.map((one) => ({ ...one, calls: Number(one.calls) }));
}
