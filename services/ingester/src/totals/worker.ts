import { serveTasks } from "@tollwright/files";
import { readStretch, type StretchResult, type StretchTask } from "./read-stretch.ts";

// A thread of its own for some of the stretches: see `read-totals.ts`.
serveTasks(async (task: StretchTask): Promise<readonly StretchResult[]> => {
  const results: StretchResult[] = [];
  for (const stretch of task.stretches) results.push(await readStretch(stretch, task));
  return results;
});
