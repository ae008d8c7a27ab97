-- Levies that no invoice shows: absorbed by the seller's election, or forbidden to pass on. Computed for the books with the
-- same record as a line on the bill (books 19). They follow their draft, and stay once it is issued.
create table borne_levy (
  run bigint not null references bill_run (id),
  account text collate "C" not null,
  levy text collate "C" not null,
  charge text collate "C" not null,
  name text not null,
  jurisdiction text collate "C" not null,
  base numeric not null,
  amount numeric not null,
  record jsonb not null,
  primary key (run, account, levy, charge)
);
create function refuse_change_of_borne() returns trigger language plpgsql as $$
begin
  if exists (select from invoice where run = old.run and account = old.account and status = 'issued') then
    raise exception '% of % is refused: its invoice is issued', tg_op, tg_table_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger borne_levy_issued before update or delete on borne_levy
  for each row execute function refuse_change_of_borne();
create trigger borne_levy_no_truncate before truncate on borne_levy
  for each statement execute function refuse_change();
