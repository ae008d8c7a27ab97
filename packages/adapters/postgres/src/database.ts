import pg from "pg";
import { typeParsers } from "./type-parsers.ts";

export type Database = {
  /** With which another thread opens the same database. */
  readonly connectionString: string;
  readonly pool: pg.Pool;
  /** Days whose partitions are known to be there. */
  readonly knownDays: Set<string>;
  close(): Promise<void>;
};

export type Transaction = pg.PoolClient;

/** More connections would only wait: the server of one machine has as many cores. */
const CONNECTIONS = 4;

/** Opens a small pool; nothing is sent before the first query. */
export function openDatabase(
  connectionString: string,
  options: { readonly connections?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.connections ?? CONNECTIONS,
    types: typeParsers,
    application_name: "tollwright",
    options: "-c timezone=UTC",
  });
  // A server that goes away takes idle connections with it; the next query opens a new one, or says why it cannot.
  pool.on("error", () => undefined);
  // One that is in use and between two statements tells nobody else: its next statement rejects.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { connectionString, pool, knownDays: new Set(), close: () => pool.end() };
}
