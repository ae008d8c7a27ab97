-- A topic that was deleted and made again has the name and the offsets of the old one, and another id (books 4).

alter table position
  -- The id of the log that `next` counts in; null for files, for brokers that tell none, and until an engine has looked.
  add column log text;
