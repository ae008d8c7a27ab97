import assert from "node:assert";
import type { Worker } from "node:worker_threads";
import type { Instant } from "@tollwright/calendar";
import { addCall, type PartRecord, type Source } from "@tollwright/cdr";
import { type KeptByKey, keptByKey, lineNumber, lineRanges } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { inWorkers } from "@tollwright/threads";
import { joinLoose } from "../join-loose.ts";
import { suspendedProblems } from "../suspended-problems.ts";
import { type FileSums, fileSums } from "./file-sums.ts";
import { STOPPED, type Stretch, type StretchTask, stretchReader } from "./read-stretch.ts";
import { type TaskResult, taskReader } from "./read-task.ts";
import { accountsOf, addAside, addTally, emptyTally, type Tally } from "./tally.ts";

export type TotalsRequest = {
  readonly source: Source;
  readonly files: readonly string[];
  /** For the source's window of dates. */
  readonly readAt: Instant;
  /** Threads at work, this one counted. */
  readonly threads: number;
  /** Threads of `serveTotals` that are on their way already. */
  readonly started?: readonly Worker[];
  /** For trials: about so many bytes of a file are read in one go. */
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
    const files = plans.map(fileSums);
    await readStretches(files, pieces, request);
    for (const file of files) {
      const unreadable = await readRest(file, pieces, request);
      if (unreadable === null) {
        problems.push(...(await suspendedIn(file)));
        addTally(total, file.tally);
      } else refuse(file.path, unreadable);
    }
    joinPieces(total, pieces, { source: request.source, unread });
  } finally {
    pieces.close();
  }
  return { tally: total, problems };
}

/** What a thread reads in the time that a second one takes to start. */
const SMALL_FILE_BYTES = 50_331_648;
const LEAST_BYTES_A_STRETCH = 8_388_608;

/**
 * Long stretches first and short ones last: threads then end together, and how many there are, whose sums are kept until they are
 * added up, hardly grows with the file.
 */
function stretchBytes(threads: number): (bytesLeft: number, bytesOfFile: number) => number {
  return (bytesLeft, bytesOfFile) => {
    if (threads <= 1 || bytesOfFile <= SMALL_FILE_BYTES) return bytesOfFile;
    return Math.max(LEAST_BYTES_A_STRETCH, Math.ceil(bytesLeft / threads / 2));
  };
}

/** Formats whose records are lines that know nothing of one another: no heading, no trailer, no columns by name. */
const LINE_FORMATS: readonly Source["format"][] = ["asterisk-csv"];

async function stretchesOf(
  path: string,
  { source, threads, bytesAStretch }: TotalsRequest,
): Promise<Stretch[]> {
  const bytesOfNext = bytesAStretch === undefined ? stretchBytes(threads) : () => bytesAStretch;
  const ranges = LINE_FORMATS.includes(source.format) ? await lineRanges(path, bytesOfNext) : null;
  if (ranges === null) return [{ path, range: null, isLast: true }];
  return ranges.map((range, index) => ({ path, range, isLast: index === ranges.length - 1 }));
}

/** Files of one call each are given to a thread by the hundred. */
const STRETCHES_A_TASK = 100;

async function readStretches(
  files: readonly FileSums[],
  pieces: KeptByKey<PartRecord>,
  { source, readAt, threads, started = [] }: TotalsRequest,
): Promise<void> {
  const fileOf = new Map(files.flatMap((file) => file.plan.map((stretch) => [stretch, file] as const)));
  const stretches = [...fileOf.keys()];
  const keep = keeping(pieces);
  if (threads <= 1 || stretches.length === 1) {
    const readStretch = stretchReader({ source, readAt });
    for (const [stretch, file] of fileOf) file.take(stretch, await readStretch(stretch, keep));
    return;
  }
  const perTask = Math.max(1, Math.min(STRETCHES_A_TASK, Math.floor(stretches.length / threads / 8)));
  const tasks: StretchTask[] = [];
  for (let from = 0; from < stretches.length; from += perTask)
    tasks.push({ source, readAt, stretches: stretches.slice(from, from + perTask) });
  await inWorkers<StretchTask, TaskResult>({
    program: new URL("./worker.ts", import.meta.url),
    tasks,
    threads,
    started,
    work: taskReader(),
    take({ results: found, parts }, task) {
      keep(parts);
      for (const [index, stretch] of task.stretches.entries()) {
        const result = found[index];
        assert(result !== undefined, "one result for each stretch");
        fileOf.get(stretch)?.take(stretch, result);
      }
    },
  });
}

function keeping(pieces: KeptByKey<PartRecord>): (parts: readonly PartRecord[]) => boolean {
  return (parts) => {
    for (const part of parts) pieces.add(part.callKey, part);
    return true;
  };
}

/**
 * Reads here what the threads have left of a file.
 *
 * @returns Why it cannot be read, or null.
 */
async function readRest(
  { tally, left }: FileSums,
  pieces: KeptByKey<PartRecord>,
  { source, readAt }: TotalsRequest,
): Promise<string | null> {
  const rest = left();
  if (rest === null) return null;
  if ("unreadable" in rest) return rest.unreadable;
  const result = await stretchReader({ source, readAt })(rest.stretch, keeping(pieces));
  assert(result !== STOPPED, "all pieces are kept here");
  if ("unreadable" in result) return result.unreadable;
  addTally(tally, result.tally);
  return null;
}

async function suspendedIn({ path, tally }: FileSums): Promise<readonly Problem[]> {
  const suspended = [...tally.setAside.values()].filter(({ first }) => first.bucket === "suspended");
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
  const accountOf = accountsOf(total);
  for (const portion of pieces.portions()) {
    const parts = portion.filter(({ record }) => !unread.has(record.fileHash));
    const { calls, setAside } = joinLoose({ source, parts, whole: new Map() });
    for (const call of calls) addCall(accountOf(call.accountHint ?? ""), call);
    for (const record of setAside) addAside(total, record, 1);
  }
}
