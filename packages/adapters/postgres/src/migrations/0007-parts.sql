-- What more switches write, pieces of calls that wait for each other, and the numbers that switches give to their records.

alter table call
  add column charge_number text,
  add column originating_line_info text,
  add column jurisdiction_parameter text,
  add column routing_number text,
  -- Its closing record never came: billed by what is known (books 5).
  add column estimated boolean not null default false;

-- A piece waits in bucket `pending` under the key of its call, and is `merged` once the call is there (books 3).
alter table set_aside drop constraint set_aside_bucket_check;
alter table set_aside
  add constraint set_aside_bucket_check check (bucket in (
    'duplicate', 'conflict', 'ignored', 'suspended', 'merged', 'pending', 'suspendedAtRating')),
  -- What the piece says of its call.
  add column part jsonb,
  add constraint set_aside_pending_part check (bucket <> 'pending' or (part is not null and call_key is not null));
create index set_aside_pending on set_aside (call_key) where bucket = 'pending' and status = 'open';
create index set_aside_merged on set_aside (call_key) where bucket = 'merged';

-- Which numbers were seen, by the counter that gave them (a node, a gateway): what is missing in between is reported.
create table record_sequence (
  batch bigint not null references load_batch (id),
  source text collate "C" not null,
  counter text collate "C" not null,
  numbers int8multirange not null
);
create index record_sequence_counter on record_sequence (source, counter);
