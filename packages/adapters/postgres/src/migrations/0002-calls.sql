-- Files, positions, calls and their ratings (books 1-7, 11).
-- Hashes that stand on every call are bytea: half the size, and ordered the same under every collation (books 1).

-- A file is named by the hash of its content as first seen; its continuations keep that name (books 1).
create table file (
  source text collate "C" not null,
  hash bytea not null check (octet_length(hash) = 32),
  first_seen_at timestamptz not null,
  primary key (source, hash)
);

-- Each arrival of a file is a row, so a file sent again is seen, not re-read (books 1).
create table delivery (
  id bigint generated always as identity primary key,
  source text collate "C" not null,
  file_hash bytea not null,
  -- Of the bytes that arrived: the file's own hash, or another where they continue it.
  content_hash bytea not null check (octet_length(content_hash) = 32),
  bytes bigint not null,
  name text not null,
  archived_as text not null,
  at timestamptz not null,
  foreign key (source, file_hash) references file (source, hash)
);
create index delivery_file on delivery (source, file_hash);

-- How far a source was read: the fence moves `next` from what was expected, or the batch is rolled back (books 4).
create table position (
  id text collate "C" primary key,
  next bigint not null
);

-- Every transaction that writes calls or ratings has one; a close records exactly which ones it saw (books 11).
create table load_batch (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('delivery', 'intake', 'recycling')),
  at timestamptz not null,
  -- By which versions its ratings were priced (books 7).
  set_hash text collate "C",
  -- Records seen again: shown, not counted (books 1).
  redelivered bigint not null default 0
);

-- Raw facts, immutable (books 5), on the local day that the switch wrote, never converted (books 2).
-- The key leads the primary key because inside a partition the day is one value; both together are unique.
create table call (
  key_day date not null,
  call_key bytea not null check (octet_length(call_key) = 16),
  source text collate "C" not null,
  key_is_weak boolean not null,
  content_hash bytea not null,
  file_hash bytea not null,
  record_offset bigint not null,
  record_length bigint not null,
  record_line bigint not null,
  from_number text not null,
  to_number text not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  released_at timestamptz,
  billable_milliseconds bigint not null,
  answered boolean not null,
  release_cause text not null,
  direction text not null check (direction in ('inbound', 'outbound', 'onNet', 'unknown')),
  trunk_in text,
  trunk_out text,
  account_hint text,
  batch bigint not null,
  primary key (call_key, key_day)
) partition by range (key_day);
create trigger call_insert_only before update on call
  for each row execute function refuse_change();

-- A call billed as an estimate because its closing record never came, completed later; rating reads the last (books 5).
create table call_completion (
  key_day date not null,
  call_key bytea not null,
  ordinal integer not null,
  file_hash bytea not null,
  record_offset bigint not null,
  record_length bigint not null,
  content_hash bytea not null,
  released_at timestamptz not null,
  billable_milliseconds bigint not null,
  release_cause text not null,
  batch bigint not null references load_batch (id),
  primary key (key_day, call_key, ordinal)
);

-- The live rating of a call's side, with its own batch (books 7). No foreign key to `call`: it would look up every row
-- that a load writes a second time; both are written by one transaction, and `audit` compares them.
create table rating (
  key_day date not null,
  call_key bytea not null,
  side text collate "C" not null,
  account text collate "C" not null,
  location text collate "C" not null,
  -- The call belongs to the period of this instant in the account's zone (books 15).
  rated_at timestamptz not null,
  outcome text not null check (outcome in ('rated', 'free')),
  reason text not null,
  call_class text collate "C" not null,
  -- Null: free before a product was looked for (unanswered, emergency), so on no line of an invoice.
  product text collate "C",
  plan text collate "C",
  from_e164 text,
  to_e164 text,
  billed_seconds bigint not null,
  charge numeric not null check (outcome = 'rated' or charge = 0),
  rate_per_minute numeric,
  connect_fee numeric,
  prefix text,
  destination text not null,
  deck text,
  deck_version bytea,
  deck_row bigint,
  attributed_by text not null,
  classified_by text not null,
  terms text not null,
  batch bigint not null,
  primary key (call_key, key_day, side)
) partition by range (key_day);

-- A re-rating that nobody has confirmed yet, and what a confirmed one replaced (books 7).
create table rating_draft (like rating including constraints, primary key (call_key, key_day, side));
create table rating_history (
  like rating including constraints,
  replaced_by_batch bigint not null references load_batch (id),
  primary key (call_key, key_day, side, batch)
);

-- Records that are not (yet) calls, and calls that could not be rated; raw text is read from the archive (books 3).
create table set_aside (
  id bigint generated always as identity primary key,
  bucket text collate "C" not null
    check (bucket in ('duplicate', 'conflict', 'ignored', 'suspended', 'merged', 'suspendedAtRating')),
  reason text collate "C" not null,
  message text not null,
  way_out text not null,
  source text collate "C" not null,
  file_hash bytea not null,
  record_offset bigint not null,
  record_length bigint not null,
  record_line bigint not null,
  key_day date,
  call_key bytea,
  milliseconds bigint,
  batch bigint not null references load_batch (id),
  -- open: waits or is kept · recycled: became something else, see settled_batch · decided: a person let it stand
  status text not null default 'open' check (status in ('open', 'recycled', 'decided')),
  settled_batch bigint references load_batch (id),
  decided_by text,
  decided_because text,
  decided_at timestamptz,
  check (status <> 'recycled' or settled_batch is not null),
  check (status <> 'decided' or (decided_by is not null and decided_because is not null and decided_at is not null))
);
create index set_aside_record on set_aside (source, file_hash, record_offset);
create index set_aside_waiting on set_aside (call_key) where bucket = 'suspendedAtRating' and status = 'open';
create index set_aside_bucket on set_aside (bucket, reason) where status = 'open';

-- Counts by file, source and day; a change of mind adds -1 and +1 (books 3).
create table ledger (
  id bigint generated always as identity primary key,
  batch bigint not null references load_batch (id),
  file_hash bytea not null,
  source text collate "C" not null,
  -- Null: the day is unknown.
  day date,
  bucket text collate "C" not null check (bucket in (
    'read', 'accepted', 'merged', 'duplicate', 'conflict', 'ignored', 'suspended', 'pending', 'inTransit',
    'rated', 'free', 'suspendedAtRating')),
  records bigint not null,
  milliseconds bigint not null,
  records_without_seconds bigint not null
);
create trigger ledger_insert_only before update or delete on ledger
  for each row execute function refuse_change();
create trigger ledger_no_truncate before truncate on ledger
  for each statement execute function refuse_change();
