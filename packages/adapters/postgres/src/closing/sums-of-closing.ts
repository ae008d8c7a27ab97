import assert from "node:assert";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { goByIndex } from "./go-by-index.ts";

/** For which batches the sums of these days were made, in one hash. */
export const sumsOf = (from: string, until: string): string => `coalesce(
  (select md5(string_agg(concat_ws(' ', key_day, batches), ',' order by key_day)) from day_sum
   where key_day >= ${from} and key_day < ${until}), '')`;

/**
 * Reads sums of days for a closing, as one snapshot has them: exactly those that it began with.
 */
export function readSums<T>(
  db: Database,
  closing: bigint,
  read: (snapshot: Transaction) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (snapshot) => {
    await rows(snapshot, "set transaction isolation level repeatable read, read only");
    await goByIndex(snapshot);
    const found = await row<{ same: boolean }>(
      snapshot,
      `select sums = ${sumsOf("from_day", "until_day")} as same from closing where id = $1`,
      [closing],
    );
    assert(found?.same === true, "the days of a close stay summed for its batches while it lasts");
    return read(snapshot);
  });
}
