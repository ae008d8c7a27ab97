-- A re-rating that nobody has confirmed yet (books 7): what would change, call by call. Nothing that bills looks here.

create table rerating (
  id bigint generated always as identity primary key,
  -- What was asked for: period, account, deck, known-at.
  scope jsonb not null,
  -- By which versions its drafts were priced; confirming them needs that these are in force.
  set_hash text collate "C" not null references version_set (set_hash),
  looked_at bigint not null default 0,
  status text not null default 'open' check (status in ('open', 'confirmed', 'discarded')),
  at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  check ((status = 'open') = (decided_by is null and decided_at is null))
);
-- One at a time: two could price the same call.
create unique index rerating_open on rerating ((true)) where status = 'open';

-- A call that would be rated otherwise; its new ratings are in rating_draft.
create table rerating_call (
  rerating bigint not null references rerating (id),
  key_day date not null,
  call_key bytea not null,
  -- Whose invoice it is on now, or will be, and the month of that: confirmed in one transaction each.
  account text collate "C" not null,
  period text collate "C" not null,
  -- Sides whose live rating goes.
  gone text[] collate "C" not null,
  bucket_before text collate "C" not null,
  bucket_after text collate "C" not null,
  -- Its newest rating when it was looked at: another one since, and the draft is of the past.
  newest_batch bigint not null,
  -- Why it cannot be rated any more; null where it can.
  reason text,
  message text,
  way_out text,
  primary key (key_day, call_key)
);
create index rerating_call_group on rerating_call (rerating, account, period);
