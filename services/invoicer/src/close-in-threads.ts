import type { Database } from "@tollwright/postgres";
import { inWorkers, startWorkers } from "@tollwright/threads";
import type { CloseInput, CloseRanges } from "./close-input.ts";
import type { RangeTask } from "./closing-worker.ts";
import { RANGES_AT_ONCE, rangesAtOnce } from "./ranges-at-once.ts";

/** A thread takes a second to get going, as long as a range or two. */
const RANGES_A_THREAD = 2;
const PROGRAM = new URL("./closing-worker.ts", import.meta.url);

/**
 * Closes the ranges in this thread and in others beside it, each with connections of its own. They get going while the close begins.
 *
 * @param options.threads At most so many, this one counted.
 */
export function closeInThreads(options: {
  readonly database: Database;
  readonly threads: number;
  readonly progress: (text: string) => void;
}): Pick<CloseInput, "expectRanges"> & { readonly closeRanges: CloseRanges } {
  const { progress } = options;
  const { connectionString } = options.database;
  const threadsFor = (ranges: number): number =>
    Math.min(options.threads, Math.ceil(ranges / RANGES_A_THREAD));
  let started: ReturnType<typeof startWorkers> = [];
  return {
    expectRanges(ranges) {
      started = startWorkers(PROGRAM, threadsFor(ranges) - 1);
    },
    async closeRanges({ id: closing, ranges }) {
      const { closeSome, end } = await rangesAtOnce(connectionString, closing);
      const tasks = Math.ceil(ranges / RANGES_AT_ONCE);
      let done = 0;
      try {
        await inWorkers<RangeTask, number>({
          program: PROGRAM,
          tasks: Array.from({ length: tasks }, () => ({ connectionString, closing })),
          threads: threadsFor(ranges),
          started,
          work: closeSome,
          take(closed) {
            done += closed;
            progress(`closed ${done} of ${ranges} ranges of accounts`);
          },
        });
      } finally {
        await end();
      }
    },
  };
}
