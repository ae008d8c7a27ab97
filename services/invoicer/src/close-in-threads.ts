import type { Database } from "@tollwright/postgres";
import { inWorkers, startWorkers } from "@tollwright/threads";
import type { CloseInput, CloseRanges } from "./close-input.ts";
import { rangeCloser } from "./close-ranges.ts";
import type { RangeTask } from "./closing-worker.ts";

/** A thread takes a second to get going, as long as a range or two. */
const RANGES_A_THREAD = 2;
const PROGRAM = new URL("./closing-worker.ts", import.meta.url);

/**
 * Closes the ranges in this thread and in others beside it, each with a connection of its own. They get going while the close begins.
 *
 * @param options.threads At most so many, this one counted.
 */
export function closeInThreads(options: {
  readonly database: Database;
  readonly threads: number;
  readonly progress: (text: string) => void;
}): Pick<CloseInput, "expectRanges"> & { readonly closeRanges: CloseRanges } {
  const { database, progress } = options;
  const { connectionString } = database;
  const threadsFor = (ranges: number): number =>
    Math.min(options.threads, Math.ceil(ranges / RANGES_A_THREAD));
  let started: ReturnType<typeof startWorkers> = [];
  return {
    expectRanges(ranges) {
      started = startWorkers(PROGRAM, threadsFor(ranges) - 1);
    },
    async closeRanges({ id: closing, ranges }) {
      const closeNext = await rangeCloser(database, closing);
      let done = 0;
      await inWorkers<RangeTask, boolean>({
        program: PROGRAM,
        tasks: Array.from({ length: ranges }, () => ({ connectionString, closing })),
        threads: threadsFor(ranges),
        started,
        work: closeNext,
        take(isDone) {
          if (!isDone) return;
          done += 1;
          progress(`closed ${done} of ${ranges} ranges of accounts`);
        },
      });
    },
  };
}
