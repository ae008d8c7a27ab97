import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeCdrFile } from "./cdr-file.ts";
import { type BenchServer, benchServer, inDatabase } from "./database.ts";
import { run } from "./processes.ts";
import { printLines, times } from "./report.ts";
import { multiplyRows, TABLES } from "./stored-rows.ts";
import { NOW } from "./switch-source.ts";

export type DurableRequest = {
  readonly folder: string;
  readonly seed: number;
  /** Records of the file, one in a hundred of them twice. */
  readonly records: number;
  /** Calls that are stored before, with their ratings. */
  readonly stored: number;
};

/** Read and stored first, then copied under other keys. */
const FIRST_RECORDS = 100_000;
const CONNECTIONS = 2;

/**
 * CDR file → rated, deduplicated, durable rows, by the command that people type, against a plain COPY of the same rows without
 * the duplicates over two connections, into a copy of the same database (budget: at least 0.6 of its rate).
 *
 * The plain COPY reads files that lie beside the server: nothing is read, hashed, archived, rated, probed or fenced.
 */
export async function benchDurable({ folder, seed, records, stored }: DurableRequest): Promise<void> {
  const server = await benchServer(folder);
  try {
    await server.create("ours");
    await prepare(server, { folder, seed, stored });
    await server.create("plain", "ours");
    const path = join(folder, "new.csv");
    await writeCdrFile({ path, records, seed, duplicatesInHundred: 1 });
    const before = await newestBatch(server);
    const ours = await command(server, folder, ["ingest", "--source", "asterisk-chi", path]);
    const dumps = await dumpNewRows(server, folder, before);
    const plain = await plainCopy(server, dumps);
    const { rows } = dumps;
    const ratio = rows / ours.seconds / (rows / plain);
    printLines(`CDR file → durable rows, ${stored.toLocaleString("en-US")} calls there before`, [
      { what: "ours: ingest", rows, ...ours, against: `${times(ratio)} the rate (budget ≥ 0.6)` },
      { what: "plain COPY, two connections", rows, seconds: plain },
    ]);
  } finally {
    await server.stop();
  }
}

async function prepare(
  server: BenchServer,
  { folder, seed, stored }: { readonly folder: string; readonly seed: number; readonly stored: number },
): Promise<void> {
  await command(server, folder, ["load", "rate-cards", "--by", "bench"]);
  const path = join(folder, "first.csv");
  await writeCdrFile({ path, records: FIRST_RECORDS, seed: seed + 1, duplicatesInHundred: 0 });
  await command(server, folder, ["ingest", "--source", "asterisk-chi", path]);
  await inDatabase(server.urlOf("ours"), (database) => multiplyRows(database, stored));
}

function command(server: BenchServer, folder: string, args: readonly string[]): ReturnType<typeof run> {
  const all = ["--data", join(folder, "data"), "--now", NOW, "--json", ...args];
  return run("services/cli/src/main.ts", all, { DATABASE_URL: server.urlOf("ours") });
}

async function newestBatch(server: BenchServer): Promise<bigint> {
  return inDatabase(server.urlOf("ours"), async ({ pool }) => {
    const { rows } = await pool.query<{ max: bigint }>("select max(id) from load_batch");
    return rows[0]?.max ?? 0n;
  });
}

/** Files of each table, one for each connection, in the order in which the switch wrote the calls. */
type Dumps = { readonly rows: number; readonly files: readonly (readonly (readonly [string, string])[])[] };

async function dumpNewRows(server: BenchServer, folder: string, before: bigint): Promise<Dumps> {
  const dumps = join(folder, "dumps");
  mkdirSync(dumps);
  // The server may run as another user.
  chmodSync(folder, 0o711);
  chmodSync(dumps, 0o777);
  return inDatabase(server.urlOf("ours"), async ({ pool }) => {
    const { rows } = await pool.query<{ count: bigint; middle: bigint }>(
      `select count(*), percentile_disc(0.5) within group (order by record_offset) as middle from call where batch > ${before}`,
    );
    const middle = rows[0]?.middle ?? 0n;
    const halves = [`record_offset <= ${middle}`, `record_offset > ${middle}`].slice(0, CONNECTIONS);
    const files = [];
    for (const [half, where] of halves.entries()) {
      const ofHalf: [string, string][] = [];
      for (const table of TABLES) {
        const file = join(dumps, `${table}-${half}`);
        const from = `from call c join ${table} t using (key_day, call_key) where c.batch > ${before} and c.${where}`;
        await pool.query(`copy (select t.* ${from} order by c.record_offset) to '${file}'`);
        ofHalf.push([table, file]);
      }
      files.push(ofHalf);
    }
    return { rows: Number(rows[0]?.count ?? 0), files };
  });
}

/** @returns seconds from the first connection's begin to the last one's commit. */
async function plainCopy(server: BenchServer, { files }: Dumps): Promise<number> {
  return inDatabase(server.urlOf("plain"), async ({ pool }) => {
    const clients = await Promise.all(files.map(() => pool.connect()));
    await pool.query("checkpoint");
    const started = performance.now();
    await Promise.all(
      clients.map(async (client, index) => {
        await client.query("begin");
        for (const [table, file] of files[index] ?? []) await client.query(`copy ${table} from '${file}'`);
        await client.query("commit");
      }),
    );
    for (const client of clients) client.release();
    return (performance.now() - started) / 1000;
  });
}
