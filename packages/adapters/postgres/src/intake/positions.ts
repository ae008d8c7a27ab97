import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** Makes position rows beforehand, at 0; those that are there stay as they are (books 4). */
export async function ensurePositions(db: Database, ids: readonly string[]): Promise<void> {
  await rows(
    db,
    "insert into position (id, next) select id, 0 from unnest($1::text[]) as new (id) order by id on conflict do nothing",
    [ids],
  );
}

/** Which log each position counts in, for those that know none yet: one that is known stays. */
export async function rememberLog(db: Database, ids: readonly string[], log: string): Promise<void> {
  await rows(
    db,
    `with locked as (select id from position where id = any($1::text[]) and log is null order by id for update)
     update position p set log = $2 from locked l where p.id = l.id`,
    [ids, log],
  );
}

/** The log that each position counts in; an id that knows none is not in the answer. */
export async function logsOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; log: string }>(
    db,
    "select id, log from position where id = any($1::text[]) and log is not null",
    [ids],
  );
  return new Map(found.map(({ id, log }) => [id, log]));
}

/** How far each source was read; an id without a position row is not in the answer. */
export async function positionsOf(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const found = await rows<{ id: string; next: bigint }>(
    db,
    "select id, next from position where id = any($1::text[])",
    [ids],
  );
  return new Map(found.map(({ id, next }) => [id, next]));
}
