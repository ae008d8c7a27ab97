import type { Database, Transaction } from "../database.ts";
import { row, rows } from "../rows.ts";

/** Readers of one snapshot; beyond the cores of a small machine they would only wait. */
const READERS = 2;

/**
 * Runs read-only work in transactions that all see the same committed state, so that sums which are read one after the other
 * agree while an ingester goes on writing (REPEATABLE READ, where the books else read committed).
 *
 * @param work Gets one reader or more: each is a connection of its own, and they may work side by side.
 */
export async function readSnapshot<T>(
  db: Database,
  work: (readers: readonly [Transaction, ...Transaction[]]) => Promise<T>,
): Promise<T> {
  const clients: Transaction[] = [];
  try {
    const first = await begin(db, clients);
    const exported = await row<{ name: string }>(first, "select pg_export_snapshot() as name");
    const others: Transaction[] = [];
    while (clients.length < Math.min(READERS, db.pool.options.max)) {
      const other = await begin(db, clients);
      await rows(other, `set transaction snapshot '${exported?.name ?? ""}'`);
      others.push(other);
    }
    return await work([first, ...others]);
  } finally {
    await Promise.all(clients.map(end));
  }
}

/** The readers take one piece of work after the other, each the next that nobody has. Results are in no stated order. */
export async function shareOut<Item, Found>(
  readers: readonly Transaction[],
  items: readonly Item[],
  work: (reader: Transaction, item: Item) => Promise<Found>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const left = items.values();
  await Promise.all(
    readers.map(async (reader) => {
      for (const item of left) found.push(await work(reader, item));
    }),
  );
  return found;
}

async function begin(db: Database, clients: Transaction[]): Promise<Transaction> {
  const client = await db.pool.connect();
  clients.push(client);
  await rows(client, "begin isolation level repeatable read read only");
  // A reader joins the calls of a day with their ratings in memory.
  await rows(client, "set local work_mem = '64MB'");
  return client;
}

async function end(client: Transaction): Promise<void> {
  const error = await client.query("rollback").then(
    () => undefined,
    (cause: Error) => cause, // a broken connection has ended its transaction already; it is not used again
  );
  client.release(error);
}
