import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaBus } from "@tollwright/kafka";
import type { Database } from "@tollwright/postgres";
import { begin, type Ended } from "../processes/command.ts";

const COMMAND_LINE = "services/cli/src/main.ts";
const LOOK_MILLISECONDS = 20;

export type Member = { readonly pid: number; readonly ended: Promise<Ended>; isOver: boolean };

/** Starts a command of ours as a process. */
export function member(args: readonly string[], env: NodeJS.ProcessEnv): Member {
  const { pid, ended } = begin(COMMAND_LINE, args, { env });
  const one: Member = {
    pid,
    isOver: false,
    ended: ended.then((how) => {
      one.isOver = true;
      return how;
    }),
  };
  return one;
}

export function signal({ pid, isOver }: Member, name: NodeJS.Signals): void {
  if (!isOver) process.kill(pid, name);
}

/** Resolves when the condition holds; tells what it was waiting for where it takes too long. */
export async function until(what: string, holds: () => Promise<boolean>, seconds = 200): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await sleep(LOOK_MILLISECONDS);
  }
}

/** Asks again while the database comes back: a test that looks at it is no part of what is tried. */
async function asked(db: Database, sql: string): Promise<readonly Record<string, unknown>[]> {
  let rows: readonly Record<string, unknown>[] = [];
  await until(`the database answers ${sql}`, async () => {
    ({ rows } = await db.pool.query(sql));
    return true;
  });
  return rows;
}

/** How many messages stand in the topic. */
export async function sentMessages(bus: Pick<KafkaBus, "state">): Promise<number> {
  return (await bus.state()).reduce((sum, { end }) => sum + Number(end), 0);
}

/** How many messages of all partitions are stored. */
export async function storedMessages(db: Database): Promise<number> {
  const [row] = await asked(
    db,
    "select coalesce(sum(next), 0) as stored from position where id like 'kafka:%'",
  );
  return Number(row?.["stored"]);
}

/** Calls that are sent and noted, and not stored yet. */
export async function inTransit(db: Database): Promise<number> {
  const [row] = await asked(
    db,
    "select coalesce(sum(records), 0) as records from ledger where bucket = 'inTransit'",
  );
  return Number(row?.["records"]);
}

/** A backend that is killed brings the server down and up again, with every session lost. */
export async function crashDatabase(db: Database): Promise<void> {
  const [row] = await asked(
    db,
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
  );
  const pid = row?.["pid"];
  if (typeof pid !== "number") throw new Error("nobody is connected to the database");
  process.kill(pid, "SIGKILL");
}
