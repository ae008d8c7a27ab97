import type { Instant } from "@tollwright/calendar";
import type { OpenRecord, Settlement, Source } from "@tollwright/cdr";
import { archivedPath } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { recycleFile } from "./recycle-file.ts";

/** Records that were read again, by what became of them. */
export type RecycleReport = {
  readonly records: number;
  readonly accepted: number;
  /** Pieces of calls: settling joins them. */
  readonly pending: number;
  readonly duplicate: number;
  readonly conflict: number;
  readonly ignored: number;
  readonly suspended: number;
  /** Read again with the same result. */
  readonly unchanged: number;
};

type RecyclableFile = { readonly source: string; readonly fileHash: string; readonly readAt: Instant };

/** What recycling asks of the books. */
export type RecycleStore = {
  /** Files that hold records to be read again; `after` is the last one that was given before. */
  readonly filesAfter: (after: RecyclableFile | null) => Promise<readonly RecyclableFile[]>;
  /** Those of one file, in order of their place, from this byte on. */
  readonly recordsFrom: (file: RecyclableFile, from: number) => Promise<readonly OpenRecord[]>;
  readonly storeSettled: (settlements: readonly Settlement[]) => Promise<
    | {
        readonly kind: "stored";
        readonly counts: Readonly<Partial<Record<string, number>>>;
        /** Records that somebody else took meanwhile. */
        readonly gone: number;
      }
    | { readonly kind: "staleVersions" }
  >;
};

export type RecycleRequest = {
  /** As they are in force now, by id. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly archive: string;
  readonly store: RecycleStore;
};

export type Recycling = {
  readonly report: RecycleReport;
  /** Files that could not be read again. */
  readonly problems: readonly Problem[];
  /** Versions changed meanwhile: the caller begins again with the sources as they are now; what was stored stays. */
  readonly isStale: boolean;
};

/** Settlements of one storing transaction. */
const MAX_SETTLEMENTS = 5_000;

/**
 * Reads records again that a reader had set aside, by the sources as they are now, file by file, and stores what they became
 * (books 3). What is a call now is stored like one that arrives: once, whatever else arrived meanwhile.
 */
export async function recycle(request: RecycleRequest): Promise<Recycling> {
  const { store } = request;
  let report = NOTHING;
  const problems: Problem[] = [];
  let files = await store.filesAfter(null);
  while (files.length > 0) {
    for (const file of files) {
      const done = await recycleOne(file, request);
      report = plus(report, done.report);
      problems.push(...done.problems);
      if (done.isStale) return { report, problems, isStale: true };
    }
    files = await store.filesAfter(files.at(-1) ?? null);
  }
  return { report, problems, isStale: false };
}

async function recycleOne(file: RecyclableFile, request: RecycleRequest): Promise<Recycling> {
  const source = request.sources.get(file.source);
  const unread = (message: string): Recycling => ({
    report: NOTHING,
    problems: [problem({ code: "FILE_UNREADABLE", message, file: file.fileHash })],
    isStale: false,
  });
  if (source === undefined) return unread(`its source ${file.source} is not in force`);
  try {
    return await readAndStore(file, source, request);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return unread("it is no longer in the archive");
  }
}

async function readAndStore(
  file: RecyclableFile,
  source: Source,
  { archive, store }: RecycleRequest,
): Promise<Recycling> {
  let report = NOTHING;
  let gathered: Settlement[] = [];
  const path = archivedPath(archive, file.fileHash);
  const recordsFrom = (from: number): Promise<readonly OpenRecord[]> => store.recordsFrom(file, from);
  for await (const settlement of recycleFile({ ...file, source, path, recordsFrom })) {
    report = {
      ...report,
      records: report.records + 1,
      unchanged: report.unchanged + (settlement === null ? 1 : 0),
    };
    if (settlement === null) continue;
    gathered.push(settlement);
    if (gathered.length < MAX_SETTLEMENTS) continue;
    const stored = await store.storeSettled(gathered);
    if (stored.kind === "staleVersions") return { report, problems: [], isStale: true };
    report = plus(report, counted(stored.counts));
    gathered = [];
  }
  const stored = await store.storeSettled(gathered);
  if (stored.kind === "staleVersions") return { report, problems: [], isStale: true };
  return { report: plus(report, counted(stored.counts)), problems: [], isStale: false };
}

const NOTHING: RecycleReport = {
  records: 0,
  accepted: 0,
  pending: 0,
  duplicate: 0,
  conflict: 0,
  ignored: 0,
  suspended: 0,
  unchanged: 0,
};

function counted(counts: Readonly<Partial<Record<string, number>>>): RecycleReport {
  const { accepted = 0, pending = 0, duplicate = 0, conflict = 0, ignored = 0, suspended = 0 } = counts;
  return { ...NOTHING, accepted, pending, duplicate, conflict, ignored, suspended };
}

function plus(left: RecycleReport, right: RecycleReport): RecycleReport {
  const sums = Object.entries(left).map(([name, count]) => [
    name,
    count + right[name as keyof RecycleReport],
  ]);
  return Object.fromEntries(sums) as RecycleReport;
}
