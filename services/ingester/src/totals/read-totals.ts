import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import type { PartRecord, Source } from "@tollwright/cdr";
import { inWorkers, type KeptByKey, keptByKey, lineNumber, lineRanges } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { joinLoose } from "../join-loose.ts";
import { suspendedProblems } from "../suspended-problems.ts";
import { readStretch, STOPPED, type Stretch, type StretchResult, type StretchTask } from "./read-stretch.ts";
import { readTask, type TaskResult } from "./read-task.ts";
import { addAside, addCall, addTally, emptyTally, type Tally } from "./tally.ts";

export type TotalsRequest = {
  readonly source: Source;
  readonly files: readonly string[];
  /** For the source's window of dates. */
  readonly readAt: Instant;
  /** Threads at work, this one counted. */
  readonly threads: number;
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
  const unread = new Set<string>();
  const refuse = (path: string, message: string): void => {
    unread.add(path);
    problems.push(problem({ code: "FILE_UNREADABLE", message, file: path }));
  };
  for (const path of request.files) {
    try {
      plans.push(await stretchesOf(path, request));
    } catch (error) {
      refuse(path, error instanceof Error ? error.message : String(error));
    }
  }
  const pieces: KeptByKey<PartRecord> = keptByKey();
  try {
    const results = await readStretches(plans.flat(), pieces, request);
    for (const plan of plans) {
      const read = await tallyOf(plan, { results, pieces }, request);
      if ("unreadable" in read) refuse(plan[0]?.path ?? "", read.unreadable);
      else {
        problems.push(...(await suspendedIn(plan, read)));
        addTally(total, read);
      }
    }
    joinPieces(total, pieces, { source: request.source, unread });
  } finally {
    pieces.close();
  }
  return { tally: total, problems };
}

/** What a thread reads in a third of a second, for which alone no second one is started; both then end together. */
const BYTES_A_STRETCH = 50_331_648;

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
  pieces: KeptByKey<PartRecord>,
  { source, readAt, threads }: TotalsRequest,
): Promise<ReadonlyMap<Stretch, StretchResult>> {
  const results = new Map<Stretch, StretchResult>();
  const keep = keeping(pieces);
  if (threads <= 1 || stretches.length === 1) {
    for (const stretch of stretches)
      results.set(stretch, await readStretch(stretch, { source, readAt }, keep));
    return results;
  }
  const perTask = Math.max(1, Math.min(STRETCHES_A_TASK, Math.floor(stretches.length / threads / 8)));
  const tasks: StretchTask[] = [];
  for (let from = 0; from < stretches.length; from += perTask)
    tasks.push({ source, readAt, stretches: stretches.slice(from, from + perTask) });
  await inWorkers<StretchTask, TaskResult>({
    program: new URL("./worker.ts", import.meta.url),
    tasks,
    threads,
    work: readTask,
    take({ results: found, parts }, task) {
      keep(parts);
      for (const [index, stretch] of task.stretches.entries()) {
        const result = found[index];
        assert(result !== undefined, "one result for each stretch");
        results.set(stretch, result);
      }
    },
  });
  return results;
}

function keeping(pieces: KeptByKey<PartRecord>): (parts: readonly PartRecord[]) => boolean {
  return (parts) => {
    for (const part of parts) pieces.add(part.callKey, part);
    return true;
  };
}

/** The sums of one file, whose stretches count as long as each ends where a record ends. */
async function tallyOf(
  plan: readonly Stretch[],
  {
    results,
    pieces,
  }: { readonly results: ReadonlyMap<Stretch, StretchResult>; readonly pieces: KeptByKey<PartRecord> },
  { source, readAt }: TotalsRequest,
): Promise<Tally | { readonly unreadable: string }> {
  const tally = emptyTally();
  const readHere = async (stretch: Stretch): Promise<Exclude<StretchResult, typeof STOPPED>> => {
    const result = await readStretch(stretch, { source, readAt }, keeping(pieces));
    assert(result !== STOPPED, "all pieces are kept here");
    return result;
  };
  for (const stretch of plan) {
    let result = results.get(stretch);
    assert(result !== undefined, "every stretch was read");
    if (result === STOPPED) result = await readHere(stretch);
    const isCutWrong = "tally" in result && !result.isWhole && !stretch.isLast;
    if (isCutWrong) {
      const range = { from: stretch.range?.from ?? 0, until: plan.at(-1)?.range?.until ?? 0 };
      result = await readHere({ path: stretch.path, range, isLast: true });
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

/** Pieces of calls find each other across files; what stays alone is counted as waiting. */
function joinPieces(
  total: Tally,
  pieces: KeptByKey<PartRecord>,
  { source, unread }: { readonly source: Source; readonly unread: ReadonlySet<string> },
): void {
  for (const portion of pieces.portions()) {
    const parts = portion.filter(({ record }) => !unread.has(record.fileHash));
    const { calls, setAside } = joinLoose({ source, parts, whole: new Map() });
    for (const call of calls) addCall(total, call);
    for (const record of setAside) addAside(total, record, 1);
  }
}
