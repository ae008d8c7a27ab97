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
export async function until(what: string, holds: () => Promise<boolean>, seconds = 90): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await sleep(LOOK_MILLISECONDS);
  }
}

/** How many messages stand in the topic. */
export async function sentMessages(bus: Pick<KafkaBus, "state">): Promise<number> {
  return (await bus.state()).reduce((sum, { end }) => sum + Number(end), 0);
}

/** How many messages of all partitions are stored. */
export async function storedMessages({ pool }: Database): Promise<number> {
  const { rows } = await pool.query(
    "select coalesce(sum(next), 0) as stored from position where id like 'kafka:%'",
  );
  return Number(rows[0].stored);
}

/** Calls that are sent and noted, and not stored yet. */
export async function inTransit({ pool }: Database): Promise<number> {
  const { rows } = await pool.query(
    "select coalesce(sum(records), 0) as records from ledger where bucket = 'inTransit'",
  );
  return Number(rows[0].records);
}

/** A backend that is killed brings the server down and up again, with every session lost. */
export async function crashDatabase(db: Database): Promise<void> {
  const { rows } = await db.pool.query(
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
  );
  const pid: number | undefined = rows[0]?.pid;
  if (pid === undefined) throw new Error("nobody is connected to the database");
  process.kill(pid, "SIGKILL");
}
