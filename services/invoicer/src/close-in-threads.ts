import type { Database } from "@tollwright/postgres";
import { inWorkers } from "@tollwright/threads";
import type { CloseRanges } from "./close-input.ts";
import { rangeCloser } from "./close-ranges.ts";
import type { RangeTask } from "./closing-worker.ts";

/** A thread takes a second to get going, as long as a range or two. */
const RANGES_A_THREAD = 2;

/**
 * Closes the ranges in this thread and in others beside it, each with a connection of its own.
 *
 * @param options.threads At most so many, this one counted.
 */
export function closeInThreads(options: {
  readonly database: Database;
  readonly threads: number;
  readonly progress: (text: string) => void;
}): CloseRanges {
  const { database, progress } = options;
  return async ({ id: closing, ranges }) => {
    const { connectionString } = database;
    const closeNext = await rangeCloser(database, closing);
    let done = 0;
    await inWorkers<RangeTask, boolean>({
      program: new URL("./closing-worker.ts", import.meta.url),
      tasks: Array.from({ length: ranges }, () => ({ connectionString, closing })),
      threads: Math.min(options.threads, Math.ceil(ranges / RANGES_A_THREAD)),
      work: closeNext,
      take(isDone) {
        if (!isDone) return;
        done += 1;
        progress(`closed ${done} of ${ranges} ranges of accounts`);
      },
    });
  };
}
