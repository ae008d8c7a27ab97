-- Thresholds by account and hour: sums that are kept by the transaction that stores the calls, and what they raised.

create table alert_usage (
  rule text collate "C" not null,
  account text collate "C" not null,
  -- First instant of the hour, in UTC.
  hour timestamptz not null,
  calls bigint not null,
  milliseconds bigint not null,
  charge numeric not null,
  -- Seconds of the hour from and until which a channel was taken; empty but for rules of concurrent calls.
  busy_from integer[] not null,
  busy_until integer[] not null,
  primary key (rule, account, hour)
);

-- Raised once a rule, account, hour and level; it is also the outbox of the webhook (books 4: at least once).
create table alert (
  id bigint generated always as identity primary key,
  rule text collate "C" not null,
  description text not null,
  account text collate "C" not null,
  hour timestamptz not null,
  measure text not null,
  threshold numeric not null,
  -- 0: reached the threshold, 1: twice as much, 2: four times …
  level integer not null,
  value numeric not null,
  raised_at timestamptz not null,
  batch bigint not null references load_batch (id),
  delivered_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  settled_by text,
  settled_because text,
  settled_at timestamptz,
  unique (rule, account, hour, level),
  check ((settled_by is null) = (settled_at is null) and (settled_because is null) = (settled_at is null))
);
create index alert_undelivered on alert (id) where delivered_at is null;
