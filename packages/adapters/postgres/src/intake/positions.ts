import type { Database } from "../database.ts";
import { row, rows } from "../rows.ts";

/** Makes position rows beforehand, at 0; those that are there stay as they are (books 4). */
export async function ensurePositions(db: Database, ids: readonly string[]): Promise<void> {
  await rows(
    db,
    "insert into position (id, next) select id, 0 from unnest($1::text[]) as new (id) order by id on conflict do nothing",
    [ids],
  );
}

/** How far a source was read; null where it has no position row. */
export async function positionOf(db: Database, id: string): Promise<bigint | null> {
  return (await row<{ next: bigint }>(db, "select next from position where id = $1", [id]))?.next ?? null;
}
