-- A month is closed from sums by day, made ahead of it (books 11, 14, 16).

-- Which batches changed what is known of a day: its calls, their ratings or their completions. Each writes its rows in its own
-- transaction, so for a set of batches, those of the set that are here are all that the day looks like by it.
create table batch_day (
  key_day date not null,
  batch bigint not null,
  primary key (key_day, batch)
);
create trigger batch_day_insert_only before update or delete on batch_day
  for each row execute function refuse_change();
create trigger batch_day_no_truncate before truncate on batch_day
  for each statement execute function refuse_change();

insert into batch_day (key_day, batch)
  select key_day, batch from call union
  select key_day, batch from rating union
  select key_day, batch from rating_history union
  select key_day, replaced_by_batch from rating_history union
  select key_day, batch from call_completion;

-- The sums of a day would read all that was ever replaced.
create index rating_history_day on rating_history (key_day);

-- The sums are unlogged: a server that crashed has none, and whoever needs them makes them again out of the rows.

-- For exactly which batches the sums of a day were made. One that is missing has none.
create unlogged table day_sum (
  key_day date primary key,
  batches int8multirange not null,
  -- Between which instants its ratings lie; null where it has none.
  first_rated_at timestamptz,
  last_rated_at timestamptz
);

-- Ratings of a day that make lines, by the parts of a line's key that calls decide, and between which instants they lie.
create unlogged table day_usage (
  key_day date not null,
  account text collate "C" not null,
  location text collate "C" not null,
  plan text collate "C",
  product text collate "C" not null,
  call_class text collate "C" not null,
  side text collate "C" not null,
  calls bigint not null,
  billed_seconds numeric not null,
  charge numeric not null,
  first_rated_at timestamptz not null,
  last_rated_at timestamptz not null
);
create index day_usage_day on day_usage (key_day);

-- Calls of a day on each trunk: milliseconds since 1970, position by position. Without a name: the calls that name no trunk.
create unlogged table day_trunk (
  key_day date not null,
  source text collate "C" not null,
  name text collate "C",
  calls bigint not null,
  last_started_at timestamptz not null,
  -- Of the releases; where none is known, of the starts.
  first_ended_at timestamptz not null,
  seized bigint[] not null,
  answered bigint[] not null,
  released bigint[] not null
);
-- Written once and read a few times: to compress them costs the server more than to store them.
alter table day_trunk
  alter column seized set storage external,
  alter column answered set storage external,
  alter column released set storage external;
create index day_trunk_day on day_trunk (key_day);

-- A close keeps those of its trunks by day. One that is under way when this comes is begun anew.
delete from closing;
drop table closing_trunk;
create table closing_trunk (
  closing bigint not null references closing (id) on delete cascade,
  key_day date not null,
  source text collate "C" not null,
  name text collate "C" not null,
  seized bigint[] not null,
  answered bigint[] not null,
  released bigint[] not null
);
alter table closing_trunk
  alter column seized set storage external,
  alter column answered set storage external,
  alter column released set storage external;
create index closing_trunk_name on closing_trunk (closing, source, name);

-- How many calls of a source name no trunk, by period.
create table closing_without_trunk (
  closing bigint not null references closing (id) on delete cascade,
  source text collate "C" not null,
  from_instant timestamptz not null,
  until_instant timestamptz not null,
  calls bigint not null
);
create index closing_without_trunk_closing on closing_without_trunk (closing);
