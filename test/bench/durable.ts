import { rmSync } from "node:fs";
import { join } from "node:path";
import { byTurns, roundLines } from "./by-turns.ts";
import { writeCdrFile, writeCdrFiles } from "./cdr-file.ts";
import { type BenchServer, benchServer, inDatabase } from "./database.ts";
import { run } from "./processes.ts";
import { type Line, printLines } from "./report.ts";
import { multiplyRows } from "./stored-rows.ts";
import { NOW } from "./switch-source.ts";

export type DurableRequest = {
  readonly folder: string;
  readonly seed: number;
  /** Records of the file, one in a hundred of them twice. */
  readonly records: number;
  /** Calls that are stored before, with their ratings. */
  readonly stored: number;
  /** Turns of ours and of the comparator. */
  readonly rounds: number;
};

/** Read and stored first, then copied under other keys. */
const FIRST_RECORDS = 100_000;
/** As many as log rotation leaves in a month of three-day files. */
const FILES = 10;

/**
 * CDR files → rated, deduplicated, durable rows, by the command that people type, against a plain COPY of the same rows without
 * the duplicates over two connections, into a copy of the same database (budget: at least 0.6 of its rate).
 *
 * The plain COPY reads files that lie beside the server: nothing is read, hashed, archived, rated, probed or fenced.
 */
export async function benchDurable(request: DurableRequest): Promise<void> {
  const { folder, seed, records, stored, rounds } = request;
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
    ] as const) {
      const ours = (): ReturnType<typeof run> => {
        // An archive that holds the file already would save its packing.
        rmSync(dataOf("ours", folder), { recursive: true, force: true });
        return command(server, "ours", folder, ["ingest", "--source", "asterisk-chi", ...paths]);
      };
      const taken = await byTurns(server, { folder, rounds, ours });
      lines.push(...roundLines(what, taken, { budget: "≥ 0.6" }));
    }
    printLines(`CDR file → durable rows, ${stored.toLocaleString("en-US")} calls there before`, lines);
  } finally {
    await server.stop();
  }
}

/** The database `base`. */
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
  const all = ["--data", dataOf(database, folder), "--now", NOW, "--json", ...args];
  return run("services/cli/src/main.ts", all, { DATABASE_URL: server.urlOf(database) });
}

function dataOf(database: string, folder: string): string {
  return join(folder, `data-${database}`);
}
