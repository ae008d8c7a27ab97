-- A person decides that the later of two records with one key is the right one (books 2, 3, 5).

alter table call_completion
  -- Who said so, and why; null where a closing record completed an estimate.
  add column decided_by text,
  add column decided_because text,
  -- The call is none any more: a record of another day, with the same key, stands in its place.
  add column withdrawn boolean not null default false,
  add constraint call_completion_decided check ((decided_by is null) = (decided_because is null)),
  add constraint call_completion_withdrawn check (not withdrawn or decided_by is not null);

-- Few are decided: whoever reads facts of calls looks here first.
create index call_completion_by_decision on call_completion (key_day, call_key) where decided_by is not null;

-- As before, without those that were withdrawn.
create or replace view call_now as
select
  c.key_day, c.call_key, c.source, c.key_is_weak, c.content_hash, c.file_hash, c.record_offset, c.record_length,
  c.record_line, c.from_number, c.to_number, c.started_at, c.answered_at, c.released_at, c.billable_milliseconds,
  c.answered, c.release_cause, c.direction, c.trunk_in, c.trunk_out, c.account_hint, c.charge_number,
  c.originating_line_info, c.jurisdiction_parameter, c.routing_number, c.estimated, c.batch
from call c
where not exists (select from call_completion n where n.call_key = c.call_key and n.key_day = c.key_day)
union all
select
  n.key_day, n.call_key, n.source, n.key_is_weak, n.content_hash, n.file_hash, n.record_offset, n.record_length,
  n.record_line, n.from_number, n.to_number, n.started_at, n.answered_at, n.released_at, n.billable_milliseconds,
  n.answered, n.release_cause, n.direction, n.trunk_in, n.trunk_out, n.account_hint, n.charge_number,
  n.originating_line_info, n.jurisdiction_parameter, n.routing_number, n.estimated, n.batch
from call_completion n
where not n.withdrawn and not exists (
  select from call_completion later
  where later.call_key = n.call_key and later.key_day = n.key_day and later.ordinal > n.ordinal
);

-- Which batches' ratings were made of each completion: from its own until that of the next one.
create view completion_span as
select n.*, lead(n.batch) over (partition by n.call_key, n.key_day order by n.ordinal) as until_batch
from call_completion n;

-- As before; a call that was completed or decided is shown as it was rated.
create or replace view call_on_invoice as
select
  i.number, i.id as invoice, i.status, i.account as invoice_account, p.period, r.account, r.location,
  c.key_day, c.call_key, c.source, r.side, r.rated_at,
  case when n.call_key is null then c.started_at else n.started_at end as started_at,
  case when n.call_key is null then c.answered_at else n.answered_at end as answered_at,
  coalesce(n.from_number, c.from_number) as from_number,
  coalesce(n.to_number, c.to_number) as to_number,
  r.plan, r.product, r.call_class,
  coalesce(n.billable_milliseconds, c.billable_milliseconds) as billable_milliseconds,
  r.billed_seconds, r.charge
from invoice i
join invoice_period p on p.invoice = i.id
join rating_ever r on r.account = p.account
  and r.product is not null
  and r.rated_at >= p.from_instant and r.rated_at < p.until_instant
  and r.key_day >= (p.from_instant at time zone 'UTC')::date - 2
  and r.key_day <= (p.until_instant at time zone 'UTC')::date + 1
  and p.batches @> r.batch and (r.replaced_by_batch is null or not p.batches @> r.replaced_by_batch)
join call c on c.key_day = r.key_day and c.call_key = r.call_key
left join completion_span n on n.key_day = r.key_day and n.call_key = r.call_key
  and n.batch <= r.batch and (n.until_batch is null or n.until_batch > r.batch)
where not exists (
  select from invoice_period earlier join invoice e on e.id = earlier.invoice
  where earlier.account = r.account and earlier.invoice <> p.invoice and earlier.batches @> r.batch
    and r.rated_at >= earlier.from_instant and r.rated_at < earlier.until_instant
    -- Issued ones in their order, then drafts in theirs.
    and (coalesce(e.issued_at, 'infinity'), e.id) < (coalesce(i.issued_at, 'infinity'), i.id)
);

-- As before, of calls as they are known now.
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
from call_now c
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

-- As before, of estimates alone: what a person decided is in `difference_owed`.
create or replace view completion_waiting as
select
  n.key_day, n.call_key, n.source, d.side, d.account, d.rated_at, d.billed_seconds, d.charge,
  c.billable_milliseconds as estimated_milliseconds, n.billable_milliseconds, n.batch
from difference_owed d
join call_completion n on n.call_key = d.call_key and n.key_day = d.key_day and n.batch = d.replaced_by_batch
  and n.decided_by is null
join call c on c.call_key = n.call_key and c.key_day = n.key_day;
