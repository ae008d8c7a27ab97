import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeCdrFile, writeCdrFiles } from "./cdr-file.ts";
import { type BenchServer, benchServer, inDatabase } from "./database.ts";
import { run } from "./processes.ts";
import { type Line, printLines, times } from "./report.ts";
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
/** As many as log rotation leaves in a month of three-day files. */
const FILES = 10;

/**
 * CDR files → rated, deduplicated, durable rows, by the command that people type, against a plain COPY of the same rows without
 * the duplicates over two connections, into a copy of the same database (budget: at least 0.6 of its rate).
 *
 * The plain COPY reads files that lie beside the server: nothing is read, hashed, archived, rated, probed or fenced.
 */
export async function benchDurable(request: DurableRequest): Promise<void> {
  const { folder, seed, records, stored } = request;
  const server = await benchServer(folder);
  try {
    await server.create("base");
    await prepare(server, request);
    const month = { records, seed, duplicatesInHundred: 1 };
    const one = join(folder, "new.csv");
    await writeCdrFile({ ...month, path: one });
    const lines: Line[] = [];
    for (const [what, paths] of [
      [`ours: ingest of ${FILES} files`, await writeCdrFiles(folder, FILES, month)],
      ["ours: ingest of one file", [one]],
    ] as const)
      lines.push(...(await against(server, { folder, what, paths })));
    printLines(`CDR file → durable rows, ${stored.toLocaleString("en-US")} calls there before`, lines);
  } finally {
    await server.stop();
  }
}

async function against(
  server: BenchServer,
  {
    folder,
    what,
    paths,
  }: { readonly folder: string; readonly what: string; readonly paths: readonly string[] },
): Promise<readonly Line[]> {
  await server.create("ours", "base");
  await server.create("plain", "base");
  const before = await newestBatch(server);
  const ours = await command(server, "ours", folder, ["ingest", "--source", "asterisk-chi", ...paths]);
  const dumps = await dumpNewRows(server, folder, before);
  const plain = await plainCopy(server, dumps);
  const { rows } = dumps;
  const ratio = rows / ours.seconds / (rows / plain);
  for (const name of ["ours", "plain"]) await server.drop(name);
  return [
    { what, rows, ...ours, against: `${times(ratio)} the rate (budget ≥ 0.6)` },
    { what: "plain COPY, two connections", rows, seconds: plain },
  ];
}

export async function prepare(server: BenchServer, { folder, seed, stored }: DurableRequest): Promise<void> {
  await command(server, "base", folder, ["load", "rate-cards", "--by", "bench"]);
  const path = join(folder, "first.csv");
  await writeCdrFile({ path, records: FIRST_RECORDS, seed: seed + 1, duplicatesInHundred: 0 });
  await command(server, "base", folder, ["ingest", "--source", "asterisk-chi", path]);
  await inDatabase(server.urlOf("base"), (database) => multiplyRows(database, stored));
}

function command(
  server: BenchServer,
  database: string,
  folder: string,
  args: readonly string[],
): ReturnType<typeof run> {
  const all = ["--data", join(folder, `data-${database}`), "--now", NOW, "--json", ...args];
  return run("services/cli/src/main.ts", all, { DATABASE_URL: server.urlOf(database) });
}

export async function newestBatch(server: BenchServer): Promise<bigint> {
  return inDatabase(server.urlOf("ours"), async ({ pool }) => {
    const { rows } = await pool.query<{ max: bigint }>("select max(id) from load_batch");
    return rows[0]?.max ?? 0n;
  });
}

/** Files of each table, one for each connection, in the order in which the switch wrote the calls. */
type Dumps = { readonly rows: number; readonly files: readonly (readonly (readonly [string, string])[])[] };

export async function dumpNewRows(server: BenchServer, folder: string, before: bigint): Promise<Dumps> {
  const dumps = join(folder, "dumps");
  rmSync(dumps, { recursive: true, force: true });
  mkdirSync(dumps);
  // The server may run as another user.
  chmodSync(folder, 0o711);
  chmodSync(dumps, 0o777);
  return inDatabase(server.urlOf("ours"), async ({ pool }) => {
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
  });
}

/** @returns seconds from the first connection's begin to the last one's commit. */
export async function plainCopy(server: BenchServer, { files }: Dumps): Promise<number> {
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
