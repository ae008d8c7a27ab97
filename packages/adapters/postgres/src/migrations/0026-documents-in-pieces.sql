-- A document of more than one piece is written as it is rendered, so that nobody holds it whole: its bytes stand in pieces behind its
-- row, which comes last, with the hash of all of them.
alter table invoice_document alter column bytes drop not null;

create table invoice_document_piece (
  invoice bigint not null references invoice (id),
  kind text collate "C" not null,
  ordinal integer not null check (ordinal >= 0),
  bytes bytea not null,
  primary key (invoice, kind, ordinal)
);

create trigger invoice_document_piece_stays before update or delete on invoice_document_piece
  for each row execute function refuse_change();
create trigger invoice_document_piece_no_truncate before truncate on invoice_document_piece
  for each statement execute function refuse_change();
