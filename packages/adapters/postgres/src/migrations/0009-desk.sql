-- The suspense desk: what waits, what it is worth, and what a person wrote off.

-- The audit goes by day: calls of a day that are suspended at rating or written off there.
create index set_aside_at_rating on set_aside (key_day, call_key)
  where bucket = 'suspendedAtRating' and status <> 'recycled';
create index set_aside_decided on set_aside (id) where decided_by is not null;

-- The currency that an account in force is billed in: amounts of two currencies are never added.
create view account_currency as
with in_force as (
  select v.kind, v.name, v.canonical::jsonb as content
  from versions_in_force f
  join version_set s on s.set_hash = f.set_hash
  join version v on v.hash = any (s.hashes) and v.kind in ('account', 'legalEntity')
)
select a.name as account, e.content ->> 'currency' as currency
from in_force a
join in_force e on e.kind = 'legalEntity' and e.name = a.content ->> 'legalEntity'
where a.kind = 'account';

-- As before, and `writtenOff`: suspended at rating, and a person let it stay out for good.
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
  where rating.key_day = c.key_day and rating.call_key = c.call_key
) r on true
left join lateral (
  select min(reason) as reason, bool_or(status = 'open') as is_open from set_aside
  where bucket = 'suspendedAtRating' and status <> 'recycled' and call_key = c.call_key and key_day = c.key_day
) s on true
where r.issued is not true;

-- As before, and whether the account's invoice of that month is issued already: then this is late usage, in plain sight.
create or replace view unbilled_usage as
select
  usage.*,
  exists (
    select from invoice_period p join invoice i on i.id = p.invoice
    where p.account = usage.account and p.period = usage.period and i.status = 'issued'
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
