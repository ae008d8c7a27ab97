-- What an outside tax engine was told about a document, kept before it is told and after it answers, so that a crash between two
-- steps never reports a document twice. The last word about an attempt counts.
create table tax_engine_attempt (
  id bigint generated always as identity primary key,
  engine text collate "C" not null,
  document text collate "C" not null,
  attempt integer not null check (attempt > 0),
  state text not null check (state in ('sent', 'answered', 'committed', 'withdrawn')),
  at timestamptz not null
);
create index tax_engine_attempt_document on tax_engine_attempt (engine, document);
create unique index tax_engine_attempt_committed on tax_engine_attempt (engine, document) where state = 'committed';
create trigger tax_engine_attempt_insert_only before update or delete on tax_engine_attempt
  for each row execute function refuse_change();
create trigger tax_engine_attempt_no_truncate before truncate on tax_engine_attempt
  for each statement execute function refuse_change();
