-- What the seller bears with an invoice is kept as the invoice keeps its own taxes: one text an account, in which levies and charges
-- stand once. Rows that are here become lists of whole records, which are read as well.
create table borne_tax (
  run bigint not null references bill_run (id),
  account text collate "C" not null,
  records text not null,
  primary key (run, account)
);
-- It is written with every draft and read after the issue: to compress it costs the server more than all else of it.
alter table borne_tax alter column records set storage external;
insert into borne_tax (run, account, records)
select run, account, jsonb_agg(record order by levy, charge, component)::text from borne_levy group by run, account;
create trigger borne_tax_issued before update or delete on borne_tax
  for each row execute function refuse_change_of_borne();
create trigger borne_tax_no_truncate before truncate on borne_tax
  for each statement execute function refuse_change();
drop table borne_levy;
