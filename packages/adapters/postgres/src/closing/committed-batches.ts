import assert from "node:assert";
import type { Database } from "../database.ts";
import { row } from "../rows.ts";

/**
 * The exact batches that are committed now, in one statement, as multirange text `{[1,9),[11,12)}`. A number that is
 * missing and commits later is simply not in the set (books 11).
 */
export async function committedBatches(db: Database): Promise<string> {
  const seen = await row<{ batches: string }>(
    db,
    "select coalesce(range_agg(int8range(id, id, '[]')), '{}')::text as batches from load_batch",
  );
  assert(seen !== null, "an aggregate returns a row");
  return seen.batches;
}
