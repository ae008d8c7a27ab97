import type { Database, Transaction } from "./database.ts";

/**
 * Work that holds locks of a session: a connection of its own, which is given back without any, or not at all where it broke.
 */
export async function withSession<T>(db: Database, work: (session: Transaction) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    return await work(client);
  } finally {
    const isFree = await client.query("select pg_advisory_unlock_all()").then(
      () => true,
      () => false,
    );
    client.release(!isFree);
  }
}
