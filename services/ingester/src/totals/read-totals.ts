import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import { inWorkers, lineNumber, lineRanges } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { joinedInBatch } from "../join-in-batch.ts";
import { suspendedProblems } from "../suspended-problems.ts";
import { readStretch, type Stretch, type StretchResult, type StretchTask } from "./read-stretch.ts";
import { addAside, addCall, addTally, emptyTally, type Tally } from "./tally.ts";

export type TotalsRequest = {
  readonly source: Source;
  readonly files: readonly string[];
  /** For the source's window of dates. */
  readonly readAt: Instant;
  /** Threads beside this one; 1 or less: none. */
  readonly workers: number;
  /** For trials; about so many bytes of a file are read in one go. */
  readonly bytesAStretch?: number;
};

export type Totals = {
  readonly tally: Tally;
  /** Files that could not be read, and suspended records: one for each file and reason, at its first record. */
  readonly problems: readonly Problem[];
};

/**
 * Sums over files of one source, nothing stored: what the source's reader makes of every record, counted by account code.
 * Large files are read in stretches, on several threads; memory does not grow with them.
 *
 * A stretch is cut behind a line feed, which may lie inside a quoted cell. Its reader tells so, for its last record is not
 * complete; the file is then read from there on in one piece, so the sums are those of one reader from first byte to last.
 */
export async function readTotals(request: TotalsRequest): Promise<Totals> {
  const problems: Problem[] = [];
  const total = emptyTally();
  const plans: Stretch[][] = [];
  for (const path of request.files) {
    try {
      plans.push(await stretchesOf(path, request));
    } catch (error) {
      problems.push(unreadable(path, error instanceof Error ? error.message : String(error)));
    }
  }
  const results = await readStretches(plans.flat(), request);
  for (const plan of plans) {
    const read = await tallyOf(plan, results, request);
    if ("unreadable" in read) problems.push(unreadable(plan[0]?.path ?? "", read.unreadable));
    else {
      problems.push(...(await suspendedIn(plan, read)));
      addTally(total, read);
    }
  }
  joinParts(total, request.source);
  return { tally: total, problems };
}

/** Large enough that a thread's answer costs nothing beside its work, small enough that both threads end together. */
const BYTES_A_STRETCH = 33_554_432;

/** Formats whose records are lines that know nothing of one another: no heading, no trailer, no columns by name. */
const LINE_FORMATS: readonly Source["format"][] = ["asterisk-csv"];

async function stretchesOf(
  path: string,
  { source, bytesAStretch = BYTES_A_STRETCH }: TotalsRequest,
): Promise<Stretch[]> {
  const ranges = LINE_FORMATS.includes(source.format) ? await lineRanges(path, bytesAStretch) : null;
  if (ranges === null) return [{ path, range: null, isLast: true }];
  return ranges.map((range, index) => ({ path, range, isLast: index === ranges.length - 1 }));
}

/** Files of one call each are given to a thread by the hundred. */
const STRETCHES_A_TASK = 100;

async function readStretches(
  stretches: readonly Stretch[],
  { source, readAt, workers }: TotalsRequest,
): Promise<ReadonlyMap<Stretch, StretchResult>> {
  const results = new Map<Stretch, StretchResult>();
  if (workers <= 1 || stretches.length === 1) {
    for (const stretch of stretches) results.set(stretch, await readStretch(stretch, { source, readAt }));
    return results;
  }
  const perTask = Math.max(1, Math.min(STRETCHES_A_TASK, Math.floor(stretches.length / workers / 8)));
  const tasks: StretchTask[] = [];
  for (let from = 0; from < stretches.length; from += perTask)
    tasks.push({ source, readAt, stretches: stretches.slice(from, from + perTask) });
  await inWorkers<StretchTask, readonly StretchResult[]>({
    program: new URL("./worker.ts", import.meta.url),
    tasks,
    workers,
    take(found, task) {
      for (const [index, stretch] of task.stretches.entries()) {
        const result = found[index];
        assert(result !== undefined, "one result for each stretch");
        results.set(stretch, result);
      }
    },
  });
  return results;
}

/** The sums of one file, whose stretches count as long as each ends where a record ends. */
async function tallyOf(
  plan: readonly Stretch[],
  results: ReadonlyMap<Stretch, StretchResult>,
  { source, readAt }: TotalsRequest,
): Promise<Tally | { readonly unreadable: string }> {
  const tally = emptyTally();
  for (const stretch of plan) {
    let result = results.get(stretch);
    assert(result !== undefined, "every stretch was read");
    const isCutWrong = "tally" in result && !result.isWhole && !stretch.isLast;
    if (isCutWrong) {
      const range = { from: stretch.range?.from ?? 0, until: plan.at(-1)?.range?.until ?? 0 };
      result = await readStretch({ path: stretch.path, range, isLast: true }, { source, readAt });
    }
    if ("unreadable" in result) return result;
    addTally(tally, result.tally);
    if (isCutWrong) break;
  }
  return tally;
}

async function suspendedIn(plan: readonly Stretch[], { setAside }: Tally): Promise<readonly Problem[]> {
  const path = plan[0]?.path ?? "";
  const suspended = [...setAside.values()].filter(({ first }) => first.bucket === "suspended");
  const told = suspended.map(async ({ first, records }) => {
    const { record } = first;
    const line = record.line > 0 ? record.line : await lineNumber(path, record.offset);
    return [first.reason, { first: { ...first, record: { ...record, line } }, records }] as const;
  });
  return suspendedProblems(new Map(await Promise.all(told)), new Map([[path, path]]));
}

function unreadable(file: string, message: string): Problem {
  return problem({ code: "FILE_UNREADABLE", message, file });
}

/** Pieces of calls find each other across files; what stays alone is counted as waiting. */
function joinParts(total: Tally, source: Source): void {
  const { calls, setAside } = joinedInBatch(source, total.parts);
  for (const call of calls) addCall(total, call);
  for (const record of setAside) addAside(total, record, 1);
  total.parts.length = 0;
}
