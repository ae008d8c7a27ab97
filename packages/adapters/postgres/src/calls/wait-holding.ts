import { setTimeout } from "node:timers/promises";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/** Somebody waits for what this transaction holds, while it waits for others: it is to give its rows back, and to come again when those are done. */
export class GaveWay extends Error {}

/** The server's own look for rings of sessions that wait for each other begins after one second. */
const LOOK_MILLISECONDS = 500;

/**
 * Waits in this process for work of others, with rows locked. The server knows nothing of this wait, so it cannot tell a ring that goes
 * through it: another process's batch waits for our rows, and what we wait for waits for that batch. Whoever waits here and is
 * waited for gives way; every ring has one.
 *
 * @throws GaveWay
 */
export async function waitHolding(transaction: Transaction, wait: () => Promise<void>): Promise<void> {
  const over = wait().then(() => true as const);
  while (!(await within(over, LOOK_MILLISECONDS))) {
    if (await isWaitedFor(transaction)) throw new GaveWay("another session waits for rows of this batch");
  }
}

async function within(over: Promise<true>, milliseconds: number): Promise<boolean> {
  const ended = new AbortController();
  const late = setTimeout(milliseconds, false as const, { signal: ended.signal }).catch(() => false as const);
  try {
    return await Promise.race([over, late]);
  } finally {
    ended.abort();
  }
}

async function isWaitedFor(transaction: Transaction): Promise<boolean> {
  const waiting = await rows(
    transaction,
    "select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)) limit 1",
  );
  return waiting.length > 0;
}
