-- Drafts are written by the ten thousand in a close and read once or twice; to compress one costs the server as much as to store it.
-- What was issued is kept compressed.
alter table invoice alter column content set storage external;
