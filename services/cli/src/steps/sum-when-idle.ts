import { setTimeout as sleep } from "node:timers/promises";
import { sumSomeDays } from "@tollwright/postgres";
import type { Context } from "../context.ts";
import { recentDays } from "./recent-days.ts";

/** Often enough that a night suffices, and seldom enough that nobody notices the look. */
const LOOK_MILLISECONDS = 60_000;

/**
 * For a process that lasts: sums the days that have ended, one after the other, as long as nothing comes in; so that a close finds
 * them summed. A database that is away is asked again the next time.
 *
 * @param when.lookMilliseconds It looks after so long, and again.
 */
export async function sumWhenIdle(
  { database, clock, output }: Pick<Context, "database" | "clock" | "output">,
  {
    until,
    isIdle,
    lookMilliseconds = LOOK_MILLISECONDS,
  }: {
    readonly until: AbortSignal;
    readonly isIdle: () => boolean | Promise<boolean>;
    readonly lookMilliseconds?: number;
  },
): Promise<void> {
  const sumNext = async (): Promise<boolean> => {
    if (until.aborted || !(await isIdle())) return false;
    const wanted = { ...recentDays(clock()), batches: null, atMost: 1 };
    return (await sumSomeDays(database, wanted)).length > 0;
  };
  while (!until.aborted) {
    await sleep(lookMilliseconds, undefined, { signal: until }).catch(() => undefined);
    try {
      while (await sumNext());
    } catch (error) {
      output.progress(`days wait to be summed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Does work that lasts, and sums days beside it whenever it has nothing to do. */
export async function summingWhenIdle(
  context: Context,
  { stopping, isIdle }: { readonly stopping: AbortSignal; readonly isIdle: () => boolean },
  work: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const until = AbortSignal.any([stopping, ended.signal]);
  const sums = sumWhenIdle(context, { until, isIdle });
  try {
    await work();
  } finally {
    ended.abort();
    await sums;
  }
}
