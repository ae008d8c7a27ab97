import type { QueryResultRow } from "pg";
import type { Database } from "../database.ts";
import { databaseError, type Queryable, rows } from "../rows.ts";

/** Rows a fetch: memory stays flat however many there are. */
const FETCHED_ROWS = 5_000;

/**
 * The rows of a select, a page at a time, read through a cursor in one read-only transaction: one connection while it lasts,
 * which each page is given for questions about its rows.
 */
export async function* cursorPages<Row extends QueryResultRow>(
  db: Database,
  query: { readonly text: string; readonly values: readonly unknown[] },
): AsyncGenerator<{ readonly page: readonly Row[]; readonly connection: Queryable }> {
  const client = await db.pool.connect();
  let broken = true;
  try {
    await rows(client, "begin read only");
    // Calls and ratings are cut by the same days, so they are joined day by day.
    await rows(client, "set local enable_partitionwise_join = on");
    await rows(client, `declare page_by_page no scroll cursor for ${query.text}`, query.values);
    for (;;) {
      const page = await rows<Row>(client, `fetch ${FETCHED_ROWS} from page_by_page`);
      yield { page, connection: client };
      if (page.length < FETCHED_ROWS) break;
    }
    broken = false;
  } finally {
    // A reader that stops early comes here too; ending the transaction closes the cursor.
    const ended = await client.query("rollback").then(
      () => true,
      () => false,
    );
    client.release(broken && !ended ? databaseError("rollback", "the connection broke") : undefined);
  }
}
