-- Bill runs, invoices, what they hold, and what a person decided (books 11, 17-19).

-- A run carries its dates (books 17). One per legal entity and period: a later run of the same period is the same run.
create table bill_run (
  id bigint generated always as identity primary key,
  legal_entity text collate "C" not null,
  period_from date not null,
  period_until date not null check (period_until > period_from),
  bill_date date not null,
  due_date date not null,
  cutoff timestamptz not null,
  created_at timestamptz not null,
  unique (legal_entity, period_from, period_until)
);

-- What was approved, by whom, with the decisions about gaps printed in it (books 17, 19).
create table run_approval (
  id bigint generated always as identity primary key,
  run bigint not null references bill_run (id),
  by_whom text not null,
  at timestamptz not null,
  record jsonb not null
);
create trigger run_approval_insert_only before update or delete on run_approval
  for each row execute function refuse_change();
create trigger run_approval_no_truncate before truncate on run_approval
  for each statement execute function refuse_change();

-- `content` is the canonical invoice without number and issue date; approval freezes its hash (books 17).
-- `canonical` is exactly the .json file (books 18). Surrogate keys, batches and clock times stand beside, never inside.
create table invoice (
  id bigint generated always as identity primary key,
  run bigint not null references bill_run (id),
  legal_entity text collate "C" not null,
  account text collate "C" not null,
  status text not null default 'draft' check (status in ('draft', 'approved', 'issued')),
  content text not null,
  content_hash text not null,
  approved_hash text,
  total numeric not null,
  drafted_at timestamptz not null,
  series text collate "C",
  ordinal bigint,
  number text collate "C" unique,
  issued_on date,
  issued_at timestamptz,
  canonical text,
  invoice_hash text,
  unique (run, account),
  unique (legal_entity, series, ordinal),
  check (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  check (invoice_hash = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')),
  check (status = 'draft' or approved_hash = content_hash),
  check ((status = 'issued') = (number is not null)),
  check (status <> 'issued' or (series is not null and ordinal is not null and issued_on is not null
    and issued_at is not null and canonical is not null and invoice_hash is not null))
);
create index invoice_account on invoice (account);

create table invoice_event (
  id bigint generated always as identity primary key,
  invoice bigint not null,
  event text not null check (event in ('approved', 'backToReview', 'issued')),
  content_hash text not null,
  by_whom text,
  at timestamptz not null
);
create index invoice_event_invoice on invoice_event (invoice);
create trigger invoice_event_insert_only before update or delete on invoice_event
  for each row execute function refuse_change();
create trigger invoice_event_no_truncate before truncate on invoice_event
  for each statement execute function refuse_change();

-- Which calls are on which invoice is a set: the committed batches that the close saw, the period's instants in the
-- account's zone, and the versions in force (books 11). `account` is the rating's: the payer's own, or a site's.
create table invoice_period (
  invoice bigint not null references invoice (id),
  account text collate "C" not null,
  period text collate "C" not null,
  from_instant timestamptz not null,
  until_instant timestamptz not null check (until_instant > from_instant),
  batches int8multirange not null,
  versions text collate "C" not null references version_set (set_hash),
  primary key (invoice, account, period)
);
create index invoice_period_account on invoice_period (account, from_instant);

-- Rendered after numbering, stored with their hash, served as stored (books 18).
create table invoice_document (
  invoice bigint not null references invoice (id),
  kind text collate "C" not null,
  sha256 text not null,
  bytes bytea not null,
  rendered_at timestamptz not null,
  primary key (invoice, kind),
  check (sha256 = encode(sha256(bytes), 'hex'))
);

-- Numbers without gaps, per legal entity and series (books 17). The row is locked by the transaction that issues.
create table invoice_series (
  legal_entity text collate "C" not null,
  series text collate "C" not null,
  last_ordinal bigint not null,
  primary key (legal_entity, series)
);

-- What was issued stays: the database itself refuses to change it (books 18).
create function refuse_change_of_issued() returns trigger language plpgsql as $$
declare
  about bigint;
begin
  if tg_table_name = 'invoice' then
    about := old.id;
  elsif tg_op = 'INSERT' then
    about := new.invoice;
  else
    about := old.invoice;
  end if;
  if exists (select from invoice where id = about and status = 'issued') then
    raise exception '% of % is refused: invoice % is issued', tg_op, tg_table_name, about
      using errcode = 'integrity_constraint_violation', hint = 'Correct it by a credit on a later invoice.';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  if tg_op = 'UPDATE' and tg_table_name = 'invoice_period' then
    if new.invoice <> old.invoice then
      raise exception 'a period does not move to another invoice' using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  return new;
end $$;

create trigger invoice_issued_stays before update or delete on invoice
  for each row execute function refuse_change_of_issued();
create trigger invoice_no_truncate before truncate on invoice
  for each statement execute function refuse_change();
create trigger invoice_period_issued_stays before insert or update or delete on invoice_period
  for each row execute function refuse_change_of_issued();
create trigger invoice_period_no_truncate before truncate on invoice_period
  for each statement execute function refuse_change();
create trigger invoice_document_stays before update or delete on invoice_document
  for each row execute function refuse_change();
create trigger invoice_document_no_truncate before truncate on invoice_document
  for each statement execute function refuse_change();

-- A required figure that we do not have: one gap, not one per invoice (books 19). Half-open days; null is without end.
create table gap (
  id bigint generated always as identity primary key,
  levy text collate "C" not null,
  jurisdiction text collate "C" not null,
  from_day date,
  until_day date,
  kind text collate "C" not null,
  first_run bigint not null references bill_run (id),
  first_seen_at timestamptz not null,
  unique nulls not distinct (levy, jurisdiction, from_day, until_day, kind)
);

-- Which runs met it, so that an approval prints what it rests on. One that no decision had settled when the run was
-- closed keeps the run from approval.
create table gap_met (
  gap bigint not null references gap (id),
  run bigint not null references bill_run (id),
  settled boolean not null,
  primary key (gap, run)
);

-- Decided once, by name, with a reason and an expiry (books 19). `decision` is canonical JSON; a later one counts.
create table gap_decision (
  id bigint generated always as identity primary key,
  levy text collate "C" not null,
  decision text not null,
  decision_hash text not null unique,
  at timestamptz not null,
  check (decision_hash = encode(sha256(convert_to(decision, 'UTF8')), 'hex'))
);
create trigger gap_decision_insert_only before update or delete on gap_decision
  for each row execute function refuse_change();
create trigger gap_decision_no_truncate before truncate on gap_decision
  for each statement execute function refuse_change();
