-- Versions: what billed, immutable, named by the SHA-256 of its canonical JSON (books 8).
-- Text that reaches documents is ordered by code unit: its columns are collate "C" (books 18).

-- The bytes as delivered, comments and all, under their own hash.
create table version_document (
  hash text collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
  content text not null
);

create table version (
  hash text collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
  kind text collate "C" not null,
  name text collate "C" not null,
  -- Decks stack by it; null for the others, whose dates are inside them.
  effective_from date,
  canonical text not null,
  check (hash = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'))
);
create index version_kind_name on version (kind, name);

-- Which delivered bytes meant this version. A comment changes nothing, but both deliveries are kept.
create table version_delivery (
  version text collate "C" not null references version (hash),
  document text collate "C" not null references version_document (hash),
  file text not null,
  by_whom text not null,
  at timestamptz not null,
  primary key (version, document)
);

-- draft → checked → approved → inForce → withdrawn, by whom, when; a withdrawn version can return (books 8).
-- `at` is the second of the two times on everything that prices: when we knew (books 9).
create table version_event (
  id bigint generated always as identity primary key,
  version text collate "C" not null references version (hash),
  event text not null check (event in ('draft', 'checked', 'approved', 'inForce', 'withdrawn')),
  by_whom text not null,
  at timestamptz not null
);
create index version_event_version on version_event (version, id);

-- What a set hash stood for, so that an invoice can be computed again years later.
create table version_set (
  set_hash text collate "C" primary key check (set_hash ~ '^[0-9a-f]{64}$'),
  hashes text[] collate "C" not null
);

-- One row. Each storing transaction reads it `for share` and rolls back if it priced by another set (books 7).
create table versions_in_force (
  only_row boolean primary key default true check (only_row),
  set_hash text collate "C" not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: its rows are only ever added', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation',
          hint = 'A correction is a new row that says what it corrects.';
end $$;

create trigger version_insert_only before update or delete on version
  for each row execute function refuse_change();
create trigger version_no_truncate before truncate on version
  for each statement execute function refuse_change();
create trigger version_document_insert_only before update or delete on version_document
  for each row execute function refuse_change();
create trigger version_document_no_truncate before truncate on version_document
  for each statement execute function refuse_change();
create trigger version_event_insert_only before update or delete on version_event
  for each row execute function refuse_change();
create trigger version_event_no_truncate before truncate on version_event
  for each statement execute function refuse_change();
create trigger version_set_insert_only before update or delete on version_set
  for each row execute function refuse_change();
create trigger version_set_no_truncate before truncate on version_set
  for each statement execute function refuse_change();
