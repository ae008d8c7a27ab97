-- Pieces of calls that come together later, records that are read again, and estimates that are completed (books 3, 5).

alter table load_batch drop constraint load_batch_kind_check;
alter table load_batch
  add constraint load_batch_kind_check check (kind in ('delivery', 'intake', 'recycling', 'settling'));

-- When the last piece of its call was written, once settling has looked at a pending piece; before that, or when its call
-- came by another way, -infinity. So each is looked at when it is new and when its time is over, and not in between.
alter table set_aside add column waits_since timestamptz not null default '-infinity';
create index set_aside_due on set_aside (source, waits_since, call_key) where bucket = 'pending' and status = 'open';

-- All pieces of a call, what became of them included.
drop index set_aside_pending;
drop index set_aside_merged;
create index set_aside_call on set_aside (call_key) where call_key is not null;

-- The call as its later record says: all facts once more, for rating reads the last (books 5). The record is the closing one,
-- and the call is counted under it from now on; day and key are those of the call. Nobody has written one so far.
drop table call_completion;
create table call_completion (
  like call including constraints,
  ordinal integer not null,
  primary key (call_key, key_day, ordinal)
);
alter table call_completion add foreign key (batch) references load_batch (id);
create trigger call_completion_insert_only before update or delete on call_completion
  for each row execute function refuse_change();

-- Each call as it is known now: its last completion, or the call itself.
create view call_now as
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
where not exists (
  select from call_completion later
  where later.call_key = n.call_key and later.key_day = n.key_day and later.ordinal > n.ordinal
);

-- Estimates that were on an invoice when they were completed: what was rated stays, and a difference is owed (books 12).
create view completion_waiting as
select
  n.key_day, n.call_key, n.source, r.side, r.account, r.rated_at, r.billed_seconds, r.charge,
  c.billable_milliseconds as estimated_milliseconds, n.billable_milliseconds, n.batch
from call_completion n
join call c on c.call_key = n.call_key and c.key_day = n.key_day
join rating r on r.call_key = n.call_key and r.key_day = n.key_day and r.batch < n.batch
where not exists (
  select from call_completion later
  where later.call_key = n.call_key and later.key_day = n.key_day and later.ordinal > n.ordinal
);
