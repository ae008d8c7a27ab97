import { join } from "node:path";
import { type Database, openDatabase, startServer } from "@tollwright/postgres";
import { serverSeconds } from "./processor-time.ts";

export type BenchServer = {
  readonly urlOf: (database: string) => string;
  readonly create: (database: string, template?: string) => Promise<void>;
  readonly drop: (database: string) => Promise<void>;
  /** Processor time that it has had so far, all its processes together; null where the system does not tell. */
  readonly processorSeconds: () => Promise<number | null>;
  readonly stop: () => Promise<void>;
};

/** A server of our own with as many databases as comparators need. */
export async function benchServer(folder: string): Promise<BenchServer> {
  const server = await startServer({ dataFolder: join(folder, "postgres"), log: () => undefined });
  const urlOf = (name: string): string => {
    const url = new URL(server.connectionString.replace("@/", "@localhost/"));
    url.pathname = `/${name}`;
    return url.href.replace("@localhost/", "@/");
  };
  const first = openDatabase(server.connectionString, { connections: 1 });
  return {
    urlOf,
    async create(name, template = "template0") {
      await first.pool.query(`create database ${name} template ${template} strategy file_copy`);
    },
    async drop(name) {
      await first.pool.query(`drop database ${name}`);
    },
    async processorSeconds() {
      const { rows } = await first.pool.query<{ pid: number }>("select pg_backend_pid() as pid");
      return serverSeconds(rows[0]?.pid ?? 0);
    },
    async stop() {
      await first.close();
      await server.stop();
    },
  };
}

/** Work on a database, which is left free for others behind it. */
export async function inDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
