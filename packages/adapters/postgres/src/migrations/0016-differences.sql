-- Late means difference (books 12): an invoice touches earlier periods, and what it replaces stays to be seen.

alter table load_batch drop constraint load_batch_kind_check;
alter table load_batch
  add constraint load_batch_kind_check check (kind in ('delivery', 'intake', 'recycling', 'settling', 'rerating'));

alter table invoice_period
  -- What pools carried into the period, and out of it (books 12: later periods go by it); null: nothing.
  add column opening jsonb,
  add column carried jsonb,
  -- How many issued invoices touched this account and period when the close looked. Another one since, and the difference
  -- that this one carries is not the difference any more.
  add column earlier integer not null default 0,
  -- Nothing but lines charged before the period began: it is not closed yet.
  add column is_advance boolean not null default false;
create index invoice_period_of on invoice_period (account, period);

create index rating_history_account on rating_history (account, rated_at);
create index rating_history_replaced on rating_history (replaced_by_batch);

-- Every rating that ever was live, and the batch that took it away. Seen by a set of batches it is there where its own batch
-- is in the set and the one that replaced it is not: so an invoice can be computed and printed again as the close saw it.
-- (Columns by name: `rating` and `rating_history` may grow them in another order.)
do $$
declare
  columns text;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns
  from pg_attribute where attrelid = 'rating'::regclass and attnum > 0 and not attisdropped;
  execute format(
    'create view rating_ever as
     select %1$s, null::bigint as replaced_by_batch from rating
     union all
     select %1$s, replaced_by_batch from rating_history', columns);
end $$;

-- Which calls are on this invoice, as before, and rated as the close saw them:
--   select * from call_on_invoice where number = 'TW-2026-000001';
-- On it = the rating's account and period, and its batch in the set, less those of earlier invoices. A call that was rated
-- again later stays on the invoice that billed it first, and is on the one that billed the difference too.
create or replace view call_on_invoice as
select
  i.number, i.id as invoice, i.status, i.account as invoice_account, p.period, r.account, r.location,
  c.key_day, c.call_key, c.source, r.side, r.rated_at, c.started_at, c.answered_at, c.from_number, c.to_number,
  r.plan, r.product, r.call_class, c.billable_milliseconds, r.billed_seconds, r.charge
from invoice i
join invoice_period p on p.invoice = i.id
join rating_ever r on r.account = p.account
  and r.product is not null
  and r.rated_at >= p.from_instant and r.rated_at < p.until_instant
  and r.key_day >= (p.from_instant at time zone 'UTC')::date - 2
  and r.key_day <= (p.until_instant at time zone 'UTC')::date + 1
  and p.batches @> r.batch and (r.replaced_by_batch is null or not p.batches @> r.replaced_by_batch)
join call c on c.key_day = r.key_day and c.call_key = r.call_key
where not exists (
  select from invoice_period earlier join invoice e on e.id = earlier.invoice
  where earlier.account = r.account and earlier.invoice <> p.invoice and earlier.batches @> r.batch
    and r.rated_at >= earlier.from_instant and r.rated_at < earlier.until_instant
    -- Issued ones in their order, then drafts in theirs.
    and (coalesce(e.issued_at, 'infinity'), e.id) < (coalesce(i.issued_at, 'infinity'), i.id)
);

-- Ratings on an issued invoice whose replacement is on none yet: the account's next close takes the lines back.
create view difference_owed as
select h.*
from rating_history h
where h.product is not null
  and exists (
    select from invoice_period p join invoice i on i.id = p.invoice
    where i.status = 'issued' and p.account = h.account and p.batches @> h.batch
      and h.rated_at >= p.from_instant and h.rated_at < p.until_instant
  )
  and not exists (
    select from invoice_period p join invoice i on i.id = p.invoice
    where i.status = 'issued' and p.account = h.account and p.batches @> h.replaced_by_batch
      and h.rated_at >= p.from_instant and h.rated_at < p.until_instant
  );

-- As before; an estimate is rated again when it is completed, and what was invoiced of it waits for its difference.
create or replace view completion_waiting as
select
  n.key_day, n.call_key, n.source, d.side, d.account, d.rated_at, d.billed_seconds, d.charge,
  c.billable_milliseconds as estimated_milliseconds, n.billable_milliseconds, n.batch
from difference_owed d
join call_completion n on n.call_key = d.call_key and n.key_day = d.key_day and n.batch = d.replaced_by_batch
join call c on c.call_key = n.call_key and c.key_day = n.key_day;

-- As before; a month of which something was charged in advance is not invoiced yet.
create or replace view unbilled_usage as
select
  usage.*,
  exists (
    select from invoice_period p join invoice i on i.id = p.invoice
    where p.account = usage.account and p.period = usage.period and i.status = 'issued' and not p.is_advance
  ) as is_late
from (
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
  group by 1, 2, 3
) usage;
