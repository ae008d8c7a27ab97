-- A range of a close reads the sums of days of its own accounts, instead of a copy of all of them that the close began with.

-- A close that is under way when this comes is begun anew, and the days are summed anew: their trunks are written otherwise.
delete from closing;
truncate day_sum, day_usage;

alter table closing
  -- The days near the periods of all accounts; null where the company has none.
  add column from_day date,
  add column until_day date,
  -- What the sums of those days were made for, in one hash: whoever reads them for this close compares.
  add column sums text collate "C" not null;

-- `closing_usage` now holds what days that a period begins or ends within have in it: of those the ratings are read, once for all accounts.
drop table closing_trunk, closing_without_trunk;

create index day_usage_account on day_usage (account, key_day);

-- Calls of a day on each trunk, stamp by stamp: milliseconds since 1970 in six bytes, 0 where it is not known. Without a name: the
-- calls that name no trunk.
drop table day_trunk;
create unlogged table day_trunk (
  key_day date not null,
  source text collate "C" not null,
  name text collate "C",
  calls bigint not null,
  last_started_at timestamptz not null,
  -- Of the releases; where none is known, of the starts.
  first_ended_at timestamptz not null,
  seized bytea not null,
  answered bytea not null,
  released bytea not null
);
-- Written once and read a few times: to compress them costs the server more than to store them.
alter table day_trunk
  alter column seized set storage external,
  alter column answered set storage external,
  alter column released set storage external;
create index day_trunk_day on day_trunk (key_day);
create index day_trunk_name on day_trunk (source, name, key_day);
