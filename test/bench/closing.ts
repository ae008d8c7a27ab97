import { join } from "node:path";
import { writeCdrFile } from "./cdr-file.ts";
import { type BenchServer, benchServer, inDatabase } from "./database.ts";
import { accountCode, writeManyAccounts } from "./many-accounts.ts";
import { run } from "./processes.ts";
import { type Line, printLines, times } from "./report.ts";
import { NOW } from "./switch-source.ts";

export type ClosingRequest = {
  readonly folder: string;
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly callsAnAccount: number;
};

/**
 * Closing a month to drafts, by the command that people type, against one grouped pass of the database over the same ratings
 * (budget: 1,000 accounts a second).
 */
export async function benchClosing({ folder, seed, sizes, callsAnAccount }: ClosingRequest): Promise<void> {
  const server = await benchServer(join(folder, "closing"));
  const lines: Line[] = [];
  try {
    for (const accounts of sizes) {
      const name = `closing${accounts}`;
      await server.create(name);
      await prepare(server, { folder, seed, name, accounts, calls: accounts * callsAnAccount });
      const close = ["close", "--period", "2026-04", "--bill-date", "2026-05-01"];
      const ours = await command(server, folder, name, close);
      const pass = await groupedPass(server, name);
      const against = `${times(ours.seconds / pass)} the time (budget ≥ 1,000 accounts/s); ${callsAnAccount} calls each`;
      lines.push({ what: "ours: close, accounts", rows: accounts, ...ours, against });
      lines.push({ what: "one grouped pass, ratings", rows: accounts * callsAnAccount, seconds: pass });
    }
  } finally {
    await server.stop();
  }
  printLines("A month → drafts of all accounts", lines);
}

async function prepare(
  server: BenchServer,
  month: { folder: string; seed: number; name: string; accounts: number; calls: number },
): Promise<void> {
  const { folder, seed, name, accounts, calls } = month;
  await command(server, folder, name, ["load", writeManyAccounts(folder, accounts), "--by", "bench"]);
  const path = join(folder, `${name}.csv`);
  const accountCodes = Array.from({ length: accounts }, (_, index) => accountCode(index));
  await writeCdrFile({ path, records: calls, seed, duplicatesInHundred: 0, accountCodes });
  await command(server, folder, name, ["ingest", "--source", "bench-switch", path]);
}

async function groupedPass(server: BenchServer, name: string): Promise<number> {
  return inDatabase(server.urlOf(name), async ({ pool }) => {
    const started = performance.now();
    await pool.query(
      "select account, product, call_class, count(*), sum(billed_seconds), sum(charge) from rating group by 1, 2, 3",
    );
    return (performance.now() - started) / 1000;
  });
}

function command(
  server: BenchServer,
  folder: string,
  name: string,
  args: readonly string[],
): ReturnType<typeof run> {
  const all = ["--data", join(folder, `data-${name}`), "--now", NOW, "--json", ...args];
  return run("services/cli/src/main.ts", all, { DATABASE_URL: server.urlOf(name) });
}
