import { join } from "node:path";
import { instant } from "@tollwright/calendar";
import { issue } from "@tollwright/invoicer";
import { approveRun, billRuns, type Database } from "@tollwright/postgres";
import { writeCdrFile } from "./cdr-file.ts";
import { type BenchServer, benchServer, inDatabase } from "./database.ts";
import { accountCode, type ManyAccounts, writeManyAccounts } from "./many-accounts.ts";
import { run } from "./processes.ts";
import { type Line, printLines, times } from "./report.ts";
import { amongAccounts, multiplyRows } from "./stored-rows.ts";
import { NOW, readAt } from "./switch-source.ts";

export type ClosingRequest = {
  readonly folder: string;
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly callsAnAccount: number;
};

/** So many calls are read from a file; the others are copies of them, for it is the close that is measured. */
const READ_CALLS = 20_000;

/**
 * Closing a month to drafts, by the command that people type, without levies and with all of the United States, and the month after
 * it once the first is issued; against one grouped pass of the database over the same ratings (budget: 1,000 accounts a second).
 */
export async function benchClosing({ folder, seed, sizes, callsAnAccount }: ClosingRequest): Promise<void> {
  const server = await benchServer(join(folder, "closing"));
  const lines: Line[] = [];
  try {
    for (const accounts of sizes)
      for (const isTaxed of [false, true]) {
        const name = `closing${accounts}${isTaxed ? "taxed" : ""}`;
        await server.create(name);
        await prepare(server, { folder, seed, name, accounts, isTaxed, calls: accounts * callsAnAccount });
        const months = await closeTwoMonths(server, { folder, name, accounts });
        const pass = await groupedPass(server, name);
        lines.push(
          ...months.map((line, index) => ({
            ...line,
            what: `${["ours: close", "ours: close after an issued month"][index]}, ${isTaxed ? "US levies" : "no levies"}`,
            against: `${times(line.seconds / pass)} the time (budget ≥ 1,000 accounts/s); ${callsAnAccount} calls each`,
          })),
          { what: "one grouped pass, ratings", rows: accounts * callsAnAccount, seconds: pass },
        );
        await server.drop(name);
      }
  } finally {
    await server.stop();
  }
  printLines("A month → drafts of all accounts", lines);
}

async function prepare(
  server: BenchServer,
  month: ManyAccounts & { folder: string; seed: number; name: string; calls: number },
): Promise<void> {
  const { folder, seed, name, accounts, calls } = month;
  await command(server, { folder, name }, ["load", writeManyAccounts(folder, month), "--by", "bench"]);
  const path = join(folder, `${name}.csv`);
  const accountCodes = Array.from({ length: accounts }, (_, index) => accountCode(index));
  const records = Math.min(calls, READ_CALLS);
  await writeCdrFile({ path, records, seed, duplicatesInHundred: 0, accountCodes });
  await command(server, { folder, name }, ["ingest", "--source", "bench-switch", path]);
  if (records < calls)
    await inDatabase(server.urlOf(name), (database) =>
      multiplyRows(database, calls, amongAccounts(accounts)),
    );
}

/** April; and May, when April is issued. */
async function closeTwoMonths(
  server: BenchServer,
  { folder, name, accounts }: { folder: string; name: string; accounts: number },
): Promise<readonly Pick<Line, "rows" | "seconds" | "peakBytes">[]> {
  const closed = async (period: string, billDate: string) => ({
    rows: accounts,
    ...(await command(server, { folder, name }, ["close", "--period", period, "--bill-date", billDate])),
  });
  const april = await closed("2026-04", "2026-05-01");
  await inDatabase(server.urlOf(name), issueEverything);
  return [april, await closed("2026-05", "2026-06-01")];
}

/** Without documents, and without anybody to decide about gaps. */
async function issueEverything(database: Database): Promise<void> {
  const at = instant(readAt);
  const [run] = await billRuns(database);
  if (run === undefined) throw new Error("no run was made");
  await approveRun(database, { run: run.id, by: "bench", at });
  const issued = await issue(database, { run, series: "PV", zone: "America/Chicago", at });
  if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
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
  { folder, name }: { folder: string; name: string },
  args: readonly string[],
): ReturnType<typeof run> {
  const all = ["--data", join(folder, `data-${name}`), "--now", NOW, "--json", ...args];
  return run("services/cli/src/main.ts", all, { DATABASE_URL: server.urlOf(name) });
}
