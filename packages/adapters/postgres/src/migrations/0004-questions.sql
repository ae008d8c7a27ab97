-- The questions that always have a one-query answer (books 11), for anybody with psql.

-- Which calls are on this invoice:
--   select * from call_on_invoice where number = 'TW-2026-000001';
-- On it = the rating's account and period, and the rating's batch in the set, less those of earlier invoices. A rating
-- without a product (unanswered, emergency) is on no line. Drafts are there too, without a number.
create view call_on_invoice as
select
  i.number, i.id as invoice, i.status, i.account as invoice_account, p.period, r.account, r.location,
  c.key_day, c.call_key, c.source, r.side, r.rated_at, c.started_at, c.answered_at, c.from_number, c.to_number,
  r.plan, r.product, r.call_class, c.billable_milliseconds, r.billed_seconds, r.charge
from invoice i
join invoice_period p on p.invoice = i.id
join rating r on r.account = p.account
  and r.product is not null
  and r.rated_at >= p.from_instant and r.rated_at < p.until_instant
  and r.key_day >= (p.from_instant at time zone 'UTC')::date - 2
  and r.key_day <= (p.until_instant at time zone 'UTC')::date + 1
  and p.batches @> r.batch
join call c on c.key_day = r.key_day and c.call_key = r.call_key
where not exists (
  select from invoice_period earlier
  where earlier.account = r.account and earlier.invoice < p.invoice and earlier.batches @> r.batch
    and r.rated_at >= earlier.from_instant and r.rated_at < earlier.until_instant
);

-- Which ratings are on an invoice, by the same rule, and in which state the invoice is.
create view rating_state as
select
  r.*,
  coalesce(held.state, 'unbilled') as state
from rating r
left join lateral (
  select case when bool_or(i.status = 'issued') then 'issued' else 'draft' end as state
  from invoice_period p
  join invoice i on i.id = p.invoice
  where p.account = r.account and p.batches @> r.batch
    and r.rated_at >= p.from_instant and r.rated_at < p.until_instant
  having count(*) > 0
) held on true
where r.product is not null;

-- Which calls of April are on none, and why:
--   select * from call_on_none where belongs_at >= '2026-04-01 00:00-05' and belongs_at < '2026-05-01 00:00-05'
--     and key_day between '2026-03-30' and '2026-05-02';
-- why: unanswered · free (by `reason`) · suspended (at rating, by `reason`) · draft (on an invoice that is not issued
-- yet) · unbilled (rated, on no invoice).
create view call_on_none as
select
  c.key_day, c.call_key, c.source, coalesce(c.answered_at, c.started_at) as belongs_at, c.started_at, c.answered_at,
  c.from_number, c.to_number, c.billable_milliseconds, c.batch,
  case
    when s.reason is not null then 'suspended'
    when r.draft then 'draft'
    when r.unbilled then 'unbilled'
    when not c.answered then 'unanswered'
    else 'free'
  end as why,
  coalesce(s.reason, r.reason, case when c.answered then '' else 'UNANSWERED' end) as reason,
  r.accounts
from call c
left join lateral (
  select
    bool_or(state.state = 'issued') as issued,
    bool_or(state.state = 'draft') as draft,
    bool_or(state.state = 'unbilled') as unbilled,
    min(nullif(rating.reason, '')) as reason,
    array_agg(distinct rating.account) as accounts
  from rating
  left join rating_state state
    on state.key_day = rating.key_day and state.call_key = rating.call_key and state.side = rating.side
  where rating.key_day = c.key_day and rating.call_key = c.call_key
) r on true
left join lateral (
  select min(reason) as reason from set_aside
  where bucket = 'suspendedAtRating' and status = 'open' and call_key = c.call_key and key_day = c.key_day
) s on true
where r.issued is not true;

-- The zone of each account in force, out of its version: the months of its usage are months there.
create view account_zone as
select v.name as account, (v.canonical::jsonb) ->> 'zone' as zone
from versions_in_force f
join version_set s on s.set_hash = f.set_hash
join version v on v.hash = any (s.hashes) and v.kind = 'account';

-- Rated, and on no issued invoice: by account and the month that it belongs to in the account's zone.
create view unbilled_usage as
select
  r.account,
  to_char(r.rated_at at time zone coalesce(z.zone, 'UTC'), 'YYYY-MM') collate "C" as period,
  r.state,
  count(*) as calls,
  sum(r.billed_seconds)::bigint as billed_seconds,
  sum(r.charge) as charge
from rating_state r
left join account_zone z on z.account = r.account
where r.state <> 'issued'
group by 1, 2, 3;
