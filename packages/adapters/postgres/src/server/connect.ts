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

/** Makes our database in a new cluster. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  await withClient(socketFolder, async (client) => {
    const found = await client.query("select from pg_database where datname = $1", [SERVER_USER_NAME]);
    if (found.rowCount !== 0) return;
    try {
      await client.query(`create database ${SERVER_USER_NAME}`);
    } catch (error) {
      if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error; // another process was faster
    }
  });
}

const DUPLICATE_DATABASE = "42P04";

async function withClient<T>(socketFolder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: socketFolder, user: SERVER_USER_NAME, database: "postgres" });
  client.on("error", () => undefined); // the query under way rejects; an idle client has nothing to tell
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
