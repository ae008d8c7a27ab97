import assert from "node:assert";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "@tollwright/postgres";
import { TABLES } from "./stored-rows.ts";

const CONNECTIONS = 2;

/** Files of each table, one for each connection, in the order in which the switch wrote the calls. */
export type Dumps = {
  /** Calls. */
  readonly rows: number;
  readonly files: readonly (readonly (readonly [table: string, file: string])[])[];
};

/** The calls, and what was written with them, of all batches behind this one. */
export async function dumpNewRows({ pool }: Database, folder: string, before: bigint): Promise<Dumps> {
  const dumps = join(folder, "dumps");
  rmSync(dumps, { recursive: true, force: true });
  mkdirSync(dumps);
  // The server may run as another user.
  chmodSync(folder, 0o711);
  chmodSync(dumps, 0o777);
  const { rows } = await pool.query<{ count: bigint; middle: Date | number }>(
    `select count(*), percentile_disc(0.5) within group (order by started_at) as middle from call where batch > ${before}`,
  );
  const middle = `timestamptz '${new Date(rows[0]?.middle ?? 0).toISOString()}'`;
  const halves = [`started_at <= ${middle}`, `started_at > ${middle}`].slice(0, CONNECTIONS);
  const files = [];
  for (const [half, where] of halves.entries()) {
    const ofHalf: [string, string][] = [];
    for (const table of TABLES) {
      const file = join(dumps, `${table}-${half}`);
      const from = `from call c join ${table} t using (key_day, call_key) where c.batch > ${before} and c.${where}`;
      await pool.query(`copy (select t.* ${from} order by c.started_at, c.record_offset) to '${file}'`);
      ofHalf.push([table, file]);
    }
    files.push(ofHalf);
  }
  return { rows: Number(rows[0]?.count ?? 0), files };
}

/** @returns seconds from the first connection's begin to the last one's commit. */
export async function plainCopy({ pool }: Database, { files, rows }: Dumps): Promise<number> {
  const clients = await Promise.all(files.map(() => pool.connect()));
  let calls = 0;
  const started = performance.now();
  await Promise.all(
    clients.map(async (client, index) => {
      await client.query("begin");
      for (const [table, file] of files[index] ?? []) {
        const { rowCount } = await client.query(`copy ${table} from '${file}'`);
        if (table === "call") calls += rowCount ?? 0;
      }
      await client.query("commit");
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const client of clients) client.release();
  assert.equal(calls, rows, "the comparator stores what ours stored");
  return seconds;
}
