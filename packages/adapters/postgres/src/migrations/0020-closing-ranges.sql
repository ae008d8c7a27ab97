-- A close in ranges of accounts, so that it is resumed and not begun again, and so that several invoicers share it: each takes a
-- range that nobody else has (`for update skip locked`) and keeps its drafts and its outcome in one transaction.
-- A closing is there from its first statement until all of its ranges are done; what it leaves behind are the drafts.

create table closing (
  id bigint generated always as identity primary key,
  run bigint not null unique references bill_run (id),
  -- What every range goes by: the versions, the exact batches (books 11), and the decisions about gaps up to one.
  set_hash text collate "C" not null references version_set (set_hash),
  batches int8multirange not null,
  last_decision bigint not null,
  begun_at timestamptz not null
);

create table closing_range (
  closing bigint not null references closing (id) on delete cascade,
  ordinal integer not null,
  -- Payers with their sites.
  accounts text[] collate "C" not null,
  -- Invoiced periods of theirs to be computed again (books 12).
  changed jsonb not null,
  -- What came of it; null until its drafts are kept.
  outcome jsonb,
  primary key (closing, ordinal)
);

-- One pass over all ratings of the periods that are closed, by the parts of a line's key that calls decide (books 14).
create table closing_usage (
  closing bigint not null references closing (id) on delete cascade,
  account text collate "C" not null,
  location text collate "C" not null,
  plan text collate "C",
  product text collate "C" not null,
  call_class text collate "C" not null,
  side text collate "C" not null,
  calls bigint not null,
  billed_seconds numeric not null,
  charge numeric not null
);
create index closing_usage_account on closing_usage (closing, account);

-- One pass over all calls on the trunks whose channels a plan measures (books 16): milliseconds since 1970, position by position.
-- Without a name: how many calls of a source name no trunk.
create table closing_trunk (
  closing bigint not null references closing (id) on delete cascade,
  source text collate "C" not null,
  name text collate "C",
  from_instant timestamptz not null,
  until_instant timestamptz not null,
  calls bigint not null,
  seized bigint[],
  answered bigint[],
  released bigint[]
);
create index closing_trunk_name on closing_trunk (closing, source, name);
