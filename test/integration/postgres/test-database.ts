import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, migrate, openDatabase, type Server, startServer } from "@tollwright/postgres";
import { afterAll, beforeAll } from "vitest";

export type TestDatabase = { db: Database; server: Server; readonly dataFolder: string };

/** A server of its own with an empty, migrated database for the tests of one file. */
export function testDatabase(): TestDatabase {
  const dataFolder = mkdtempSync(join(tmpdir(), "tw-test-"));
  const test = { dataFolder } as TestDatabase;
  beforeAll(async () => {
    test.server = await startServer({ dataFolder, log: () => undefined });
    test.db = openDatabase(test.server.connectionString, { connections: 6 });
    await migrate(test.db);
  });
  afterAll(async () => {
    await test.db.close();
    await test.server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return test;
}

/** The only value of the only row. */
export async function single(db: Database, statement: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await db.pool.query(statement, values);
  return rows.length === 0 ? undefined : Object.values(rows[0])[0];
}

/** Postgres' code of the error that a statement ends in, or null where it does not. */
export async function refusal(db: Database, statement: string): Promise<string | null> {
  try {
    await db.pool.query(statement);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

export function postmasterPid(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** Keeps storing transactions waiting just before they write their counts, their calls already written. */
export async function holdLedger(db: Database): Promise<{ release(): Promise<void> }> {
  const client = await db.pool.connect();
  client.on("error", () => undefined);
  await client.query("begin");
  await client.query("lock table ledger in share mode");
  return {
    release: async () => {
      await client.query("rollback").catch(() => undefined);
      client.release(true);
    },
  };
}

/** Process numbers of the sessions that wait for a lock, once there are so many. */
export async function waitingSessions(db: Database, count: number): Promise<number[]> {
  for (;;) {
    const { rows } = await db.pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where wait_event_type = 'Lock' and pid <> pg_backend_pid() order by pid",
    );
    if (rows.length >= count) return rows.map(({ pid }) => pid);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
