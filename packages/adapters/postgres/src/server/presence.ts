import type pg from "pg";
import { openClient } from "./connect.ts";

/** That this process uses a server. */
export type Presence = {
  /**
   * Ends it.
   *
   * @returns True where nobody else uses the server: newcomers wait from then on, and whoever asked stops it.
   */
  readonly leave: () => Promise<boolean>;
};

/** Any fixed number. Users of a server share the lock, so that who can have it alone is the last one. */
const LOCK = 7_011_967;

/**
 * Announces a user of the server until it leaves, or dies: the lock ends with its connection.
 *
 * @throws where the server's last user is stopping it at this moment.
 */
export async function announce(socketFolder: string): Promise<Presence> {
  const client = await openClient(socketFolder);
  try {
    await client.query("select pg_advisory_lock_shared($1)", [LOCK]);
  } catch (error) {
    await client.end().catch(ignored);
    throw error;
  }
  return { leave: () => leave(client, socketFolder) };
}

async function leave(client: pg.Client, socketFolder: string): Promise<boolean> {
  await client.query("select pg_advisory_unlock_shared($1)", [LOCK]).catch(ignored);
  await client.end().catch(ignored);
  // A connection of its own: the first may have been lost in a crash that the server has survived.
  const alone = await openClient(socketFolder).catch(() => null);
  if (alone === null) return false;
  const found = await alone.query("select pg_try_advisory_lock($1) as held", [LOCK]).catch(() => null);
  if (found?.rows[0]?.held === true) return true; // kept until the server has ended
  await alone.end().catch(ignored);
  return false;
}

/** The connection was lost, and the lock with it. */
const ignored = (): void => undefined;
