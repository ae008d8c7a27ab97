import type { Database, Transaction } from "./database.ts";

/**
 * Runs work in one READ COMMITTED transaction: committed when it resolves, rolled back when it rejects.
 *
 * A failed commit rejects too, and then nobody knows whether it happened; whoever retries finds out by the position
 * fence (books 4), or by a unique key.
 *
 * @param keeps Whether a result is worth committing; a refusal leaves no trace.
 */
export async function inTransaction<T>(
  db: Database,
  work: (transaction: Transaction) => Promise<T>,
  keeps: (result: T) => boolean = () => true,
): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  const note = (error: Error): void => {
    broken = error;
  };
  client.on("error", note);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query(keeps(result) ? "commit" : "rollback");
    return result;
  } catch (error) {
    await client.query("rollback").catch(note); // a broken connection has rolled back already; it is not used again
    throw error;
  } finally {
    client.off("error", note);
    client.release(broken);
  }
}
