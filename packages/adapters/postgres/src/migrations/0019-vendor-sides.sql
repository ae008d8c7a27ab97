-- What vendors charge is rated as sides of their own, `vendor:upstream` (books 7). Such a row has no account, no product and no plan, so
-- nothing that asks for an account's usage, or for what a product sold, can see it. What has no price is `unpriced`: the
-- cost is not known, and the 0 beside it says nothing.

alter table rating drop constraint rating_outcome_check;
alter table rating add constraint rating_outcome_check check (outcome in ('rated', 'free', 'unpriced'));
alter table rating add constraint rating_vendor_check check (
  case when side like 'vendor:%' then account = '' and location = '' and product is null and plan is null
    else account <> '' and outcome <> 'unpriced' end);

alter table rating_draft drop constraint rating_outcome_check;
alter table rating_draft add constraint rating_outcome_check check (outcome in ('rated', 'free', 'unpriced'));
alter table rating_draft add constraint rating_vendor_check check (
  case when side like 'vendor:%' then account = '' and location = '' and product is null and plan is null
    else account <> '' and outcome <> 'unpriced' end);

alter table rating_history drop constraint rating_outcome_check;
alter table rating_history add constraint rating_outcome_check check (outcome in ('rated', 'free', 'unpriced'));
alter table rating_history add constraint rating_vendor_check check (
  case when side like 'vendor:%' then account = '' and location = '' and product is null and plan is null
    else account <> '' and outcome <> 'unpriced' end);

-- As before, by the customers' sides alone: what a vendor charges for a call puts it on no invoice and makes it nobody's. A call that is
-- on an issued invoice is not on none, though a difference may be owed since.
create or replace view call_on_none as
select
  c.key_day, c.call_key, c.source, coalesce(c.answered_at, c.started_at) as belongs_at, c.started_at, c.answered_at,
  c.from_number, c.to_number, c.billable_milliseconds, c.batch,
  case
    when s.reason is not null then case when s.is_open then 'suspended' else 'writtenOff' end
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
  where rating.key_day = c.key_day and rating.call_key = c.call_key and rating.side like 'customer:%'
) r on true
left join lateral (
  select min(reason) as reason, bool_or(status = 'open') as is_open from set_aside
  where bucket = 'suspendedAtRating' and status <> 'recycled' and call_key = c.call_key and key_day = c.key_day
) s on true
where r.issued is not true
  and not exists (
    select from rating_history h
    join invoice_period p on p.account = h.account and p.batches @> h.batch
      and h.rated_at >= p.from_instant and h.rated_at < p.until_instant
    join invoice i on i.id = p.invoice and i.status = 'issued'
    where h.call_key = c.call_key and h.key_day = c.key_day and h.product is not null
  );

-- The zone of each vendor in force: months of what he took without a customer are months there.
create view vendor_zone as
select v.name as vendor, (v.canonical::jsonb) ->> 'zone' as zone, (v.canonical::jsonb) ->> 'currency' as currency
from versions_in_force f
join version_set s on s.set_hash = f.set_hash
join version v on v.hash = any (s.hashes) and v.kind = 'vendor';
