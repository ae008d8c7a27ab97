import type { PartRecord } from "@tollwright/cdr";
import { serveTasks } from "@tollwright/threads";
import { type ReadStretch, type StretchResult, type StretchTask, stretchReader } from "./read-stretch.ts";

/** Pieces of calls that a thread hands over at a time; of what has more, the sums are made where they are kept. */
const MOST_PARTS = 20_000;

/** What became of each stretch of a task, and the pieces of calls in those that were read. */
export type TaskResult = {
  readonly results: readonly StretchResult[];
  readonly parts: readonly PartRecord[];
};

/** Reads tasks one after the other, those of one source with one reader: the same work on every thread. */
export function taskReader(): (task: StretchTask) => Promise<TaskResult> {
  let last: { readonly settings: string; readonly read: ReadStretch } | null = null;
  return (task) => {
    const settings = JSON.stringify([task.source, task.readAt]);
    if (last?.settings !== settings) last = { settings, read: stretchReader(task) };
    return readTask(task, last.read);
  };
}

async function readTask(task: StretchTask, readStretch: ReadStretch): Promise<TaskResult> {
  const results: StretchResult[] = [];
  const parts: PartRecord[] = [];
  for (const stretch of task.stretches) {
    const before = parts.length;
    const result = await readStretch(stretch, (more) => {
      for (const part of more) parts.push(part);
      return parts.length <= MOST_PARTS;
    });
    results.push(result);
    if (typeof result === "string" || "unreadable" in result) parts.length = before;
  }
  return { results, parts };
}

/** The work of a thread that helps `readTotals`. */
export function serveTotals(): void {
  serveTasks(taskReader());
}
