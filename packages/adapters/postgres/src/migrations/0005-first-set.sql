-- A new database has a set in force too, the empty one: calls that arrive before any rate card are stored as suspended,
-- and the first load waits for them as every later one does (books 7). The hash is that of the canonical JSON `[]`.
insert into version_set (set_hash, hashes) values (encode(sha256('[]'), 'hex'), '{}') on conflict do nothing;
insert into versions_in_force (set_hash) values (encode(sha256('[]'), 'hex')) on conflict do nothing;
