import pg from "pg";
import { SERVER_USER_NAME } from "./cluster.ts";

/** True once the server takes connections; a refused or missing socket, or "starting up", is a no. */
export async function answers(socketFolder: string): Promise<boolean> {
  try {
    await withClient(socketFolder, (client) => client.query("select"));
    return true;
  } catch {
    return false;
  }
}

/** Makes our database in a new cluster; of two processes at once, the second waits and finds it. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  await withClient(socketFolder, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]); // until the connection ends
    const found = await client.query("select from pg_database where datname = $1", [SERVER_USER_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${SERVER_USER_NAME}`);
  });
}

/** Any fixed number. */
const LOCK = 7_011_968;

/** A connection beside the pool, to the database that every cluster has. */
export async function openClient(socketFolder: string): Promise<pg.Client> {
  const client = new pg.Client({ host: socketFolder, user: SERVER_USER_NAME, database: "postgres" });
  client.on("error", () => undefined); // the query under way rejects; an idle client has nothing to tell
  await client.connect();
  return client;
}

async function withClient<T>(socketFolder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient(socketFolder);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
