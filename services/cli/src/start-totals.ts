import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** A file that takes longer to read than a thread to start. */
const LARGE_BYTES = 100_000_000;

/**
 * Starts the threads of `calls totals` where a large file is among the words of the command line, before this thread loads what
 * the command needs itself: both take a third of a second, and go on side by side. Threads that nobody takes into use keep no process alive.
 */
export function startTotals(words: readonly string[]): readonly Worker[] {
  if (!words.some(isLargeFile)) return [];
  return Array.from({ length: availableParallelism() - 1 }, () => {
    const worker = new Worker(new URL("./totals-worker.ts", import.meta.url));
    worker.unref();
    return worker;
  });
}

function isLargeFile(word: string): boolean {
  const stats = statSync(word, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size >= LARGE_BYTES;
}
