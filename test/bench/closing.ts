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
  /** Without levies and with all of the United States, or one of them. */
  readonly levies: readonly ("none" | "us")[];
};

/** So many calls of a month are read from a file; the others are copies of them, for it is the close that is measured. */
const READ_CALLS = 20_000;

/** Each with the calls of its days, counted from the first of April, and closed on the day after it. */
const MONTHS = [
  { period: "2026-04", billDate: "2026-05-01", days: { from: 0, until: 30 }, isAfterIssued: false },
  { period: "2026-05", billDate: "2026-06-01", days: { from: 30, until: 61 }, isAfterIssued: true },
] as const;
type Month = (typeof MONTHS)[number];

/** What is made, and where. */
type Making = ManyAccounts & {
  readonly folder: string;
  readonly seed: number;
  readonly name: string;
  readonly calls: number;
};

/**
 * Closing a month to drafts, by the command that people type, without levies and with all of the United States, and the month after
 * it, with as many calls, once the first is issued. The days of each are summed ahead, as every night, on a line of its own. Against
 * one grouped pass of the database over the same ratings (budget: 1,000 accounts a second).
 */
export async function benchClosing(request: ClosingRequest): Promise<void> {
  const { folder, seed, sizes, callsAnAccount, levies } = request;
  const server = await benchServer(join(folder, "closing"));
  try {
    for (const accounts of sizes)
      for (const own of levies) {
        const name = `closing${accounts}${own}`;
        await server.create(name);
        const isTaxed = own === "us";
        const making = { folder, seed, name, accounts, isTaxed, calls: accounts * callsAnAccount };
        await command(server, making, { args: ["load", writeManyAccounts(folder, making), "--by", "bench"] });
        for (const month of MONTHS)
          printLines("A month → drafts of all accounts", await closed(server, making, month));
        await server.drop(name);
      }
  } finally {
    await server.stop();
  }
}

async function closed(server: BenchServer, making: Making, month: Month): Promise<readonly Line[]> {
  const { name, accounts, calls, isTaxed } = making;
  const { period, billDate, isAfterIssued } = month;
  if (isAfterIssued) await inDatabase(server.urlOf(name), issueEverything);
  await addCalls(server, making, month);
  const sumDays = ["calls", "sum-days", "--period", period];
  const ahead = await command(server, making, { args: sumDays, now: nowOf(month) });
  const args = ["close", "--period", period, "--bill-date", billDate];
  const close = await command(server, making, { args, now: nowOf(month) });
  const pass = await groupedPass(server, name, month);
  return [
    { what: "ours: days summed ahead, calls", rows: calls, seconds: ahead.seconds },
    {
      what: `ours: close${isAfterIssued ? " after an issued month" : ""}, ${isTaxed ? "US levies" : "no levies"}`,
      rows: accounts,
      seconds: close.seconds,
      peakBytes: close.peakBytes,
      against: `${times(close.seconds / pass)} the time (budget ≥ 1,000 accounts/s); ${calls / accounts} calls each`,
    },
    { what: "one grouped pass, ratings", rows: calls, seconds: pass },
  ];
}

async function addCalls(
  server: BenchServer,
  making: Making,
  { days, period, ...month }: Month,
): Promise<void> {
  const { folder, seed, name, accounts, calls } = making;
  const path = join(folder, `${name}-${period}.csv`);
  const accountCodes = Array.from({ length: accounts }, (_, index) => accountCode(index));
  const records = Math.min(calls, READ_CALLS);
  await writeCdrFile({ path, records, seed, duplicatesInHundred: 0, accountCodes, days });
  await command(server, making, { args: ["ingest", "--source", "bench-switch", path], now: nowOf(month) });
  if (records < calls)
    await inDatabase(server.urlOf(name), (database) =>
      multiplyRows(database, calls, { changes: amongAccounts(accounts), from: `${period}-01` }),
    );
}

/** The clock of whoever works on the day after a month. */
function nowOf({ billDate }: Pick<Month, "billDate">): string {
  return `${billDate}T06:00Z`;
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

async function groupedPass(server: BenchServer, name: string, { period }: Month): Promise<number> {
  return inDatabase(server.urlOf(name), async ({ pool }) => {
    const started = performance.now();
    await pool.query(
      `select account, product, call_class, count(*), sum(billed_seconds), sum(charge) from rating
       where key_day >= $1::date and key_day < $1::date + interval '1 month' group by 1, 2, 3`,
      [`${period}-01`],
    );
    return (performance.now() - started) / 1000;
  });
}

function command(
  server: BenchServer,
  { folder, name }: { readonly folder: string; readonly name: string },
  { args, now = NOW }: { readonly args: readonly string[]; readonly now?: string },
): ReturnType<typeof run> {
  const all = ["--data", join(folder, `data-${name}`), "--now", now, "--json", ...args];
  return run("services/cli/src/main.ts", all, { DATABASE_URL: server.urlOf(name) });
}
