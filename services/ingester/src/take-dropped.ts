import { join } from "node:path";
import { civilDateIn, type Instant } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import { type Dropped, putDone, putRefused, readChunks, type Settling, wholeLines } from "@tollwright/files";
import type { Problem } from "@tollwright/problem";
import type { Incoming } from "./incoming.ts";
import type { FileReport, IngestReport } from "./ingest.ts";

/** A drop folder, and what one process remembers of it. */
export type WatchedFolder = {
  readonly source: string;
  readonly folder: string;
  readonly settling: Settling;
  /** The mark of each file that stays, as it was taken: it is taken again when it has another. */
  readonly dealtWith: Map<string, string>;
  /** How each file looked whose problem was told and which stays, for a later look may be able to read it. */
  readonly told: Map<string, string>;
};

/** A file to be taken now. */
export type Ready = {
  readonly file: Dropped;
  /** Its path, as the report tells it. */
  readonly name: string;
  readonly incoming: Incoming;
  /** How it looks now, and whether it is taken whole. */
  readonly mark: string;
};

export function wholeFile({ folder }: WatchedFolder, file: Dropped): Ready {
  const name = join(folder, file.path);
  return { file, name, incoming: name, mark: wholeMark(file) };
}

/** A file that a switch is writing: without the line that it may have begun. */
export function linesSoFar({ folder }: WatchedFolder, file: Dropped): Ready {
  const name = join(folder, file.path);
  const incoming = { name, content: wholeLines(readChunks(name)) };
  return { file, name, incoming, mark: `${file.state} lines` };
}

function wholeMark({ state }: Dropped): string {
  return `${state} whole`;
}

type Taking = {
  readonly watched: WatchedFolder;
  readonly source: Source;
  readonly take: (source: Source, files: readonly Incoming[]) => Promise<IngestReport>;
  readonly keep: boolean;
  readonly clock: () => Instant;
};

/** Files that are put away side by side; beyond this the disk is the limit. */
const MOVES_AT_ONCE = 8;

/**
 * Takes files of a drop folder and puts each away: to `done` what is stored, to `refused` what nobody could read at any time.
 * What the file system would not give stays, and its problem is told once; where files are kept, all of them stay.
 */
export async function takeDropped(
  ready: readonly Ready[],
  taking: Taking,
): Promise<{ readonly report: IngestReport; readonly refused: number }> {
  const { watched, source, take, keep, clock } = taking;
  const report = await take(
    source,
    ready.map(({ incoming }) => incoming),
  );
  const day = civilDateIn(clock(), source.zone);
  const stored = new Map(report.files.map((file) => [file.name, file]));
  const problems = new Map(report.problems.map((each) => [each.file, each]));
  const putAway = async (each: Ready): Promise<void> => {
    const place = { folder: watched.folder, path: each.file.path };
    const file = stored.get(each.name);
    const problem = problems.get(each.name);
    if (keep) rememberKept(watched, each, { file, problem });
    else if (file !== undefined) await putDone({ ...place, day, contentHash: file.contentHash });
    else if (problem !== undefined && isOfContent(problem))
      await putRefused({ ...place, problem: textOf(problem) });
  };
  for (let from = 0; from < ready.length; from += MOVES_AT_ONCE)
    await Promise.all(ready.slice(from, from + MOVES_AT_ONCE).map(putAway));
  const news = newsOf(report.problems, new Map(ready.map((each) => [each.name, each])), watched);
  return { report: { ...report, problems: news }, refused: keep ? 0 : news.filter(isOfContent).length };
}

/** A kept file is taken again when it looks different, or once more at its end, if a line of it was left out. */
function rememberKept(
  { dealtWith }: WatchedFolder,
  { file: dropped, mark }: Ready,
  { file, problem }: { readonly file: FileReport | undefined; readonly problem: Problem | undefined },
): void {
  if (file !== undefined)
    dealtWith.set(dropped.path, file.bytes === dropped.bytes ? wholeMark(dropped) : mark);
  else if (problem !== undefined && isOfContent(problem)) dealtWith.set(dropped.path, mark);
}

/** Each problem once, as long as its file looks the same. A packed file that is still growing has none yet. */
function newsOf(
  problems: readonly Problem[],
  ready: ReadonlyMap<string, Ready>,
  { told }: WatchedFolder,
): readonly Problem[] {
  return problems.filter((problem) => {
    const each = ready.get(problem.file ?? "");
    if (each === undefined) return true;
    const { file, mark } = each;
    if (told.get(file.path) === file.state || (isOfContent(problem) && mark !== wholeMark(file)))
      return false;
    told.set(file.path, file.state);
    return true;
  });
}

/** The bytes themselves are wrong: no later attempt can read them. */
function isOfContent({ code }: Problem): boolean {
  return code === "FILE_CORRUPT" || code === "FILE_COMPRESSION";
}

function textOf({ code, message, wayOut }: Problem): string {
  return `${code}\n${message}\n\nWay out: ${wayOut}\nPut the file back into the drop folder when it is mended.\n`;
}
