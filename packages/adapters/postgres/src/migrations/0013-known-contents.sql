-- Which contents arrived, and how long they were: asked for every file of a format whose files can grow (books 1).
create index delivery_size on delivery (source, bytes);
create index delivery_content on delivery (source, content_hash);
