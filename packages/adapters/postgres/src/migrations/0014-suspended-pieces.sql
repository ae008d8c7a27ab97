-- Pieces that were suspended because another never came join too, when their call comes by another way: whole, or with both
-- halves in one batch. They are looked at when they are woken (-infinity), and else never (infinity).

drop index set_aside_due;
create index set_aside_due on set_aside (source, waits_since, call_key)
  where part is not null and status = 'open' and bucket in ('pending', 'suspended');
update set_aside set waits_since = 'infinity' where part is not null and status = 'open' and bucket = 'suspended';
