import type { Instant } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import { discardLeftMoves, droppedFiles, settling } from "@tollwright/files";
import { canGrow, type Incoming } from "./incoming.ts";
import type { IngestReport } from "./ingest.ts";
import { linesSoFar, type Ready, takeDropped, type WatchedFolder, wholeFile } from "./take-dropped.ts";

/** A folder into which one source delivers. */
export type DropFolder = { readonly source: string; readonly folder: string };

export type WatchRequest = {
  readonly folders: readonly DropFolder[];
  /** The source as it is in force now. */
  readonly sourceOf: (id: string) => Promise<Source>;
  /** Resolves when all of it is stored. */
  readonly take: (source: Source, files: readonly Incoming[]) => Promise<IngestReport>;
  /** Files stay where they are, and what a switch appends to them is taken at the next look. */
  readonly keep: boolean;
  /** A file is taken when it looked the same for so long. */
  readonly settleMilliseconds: number;
  readonly intervalMilliseconds: number;
  /** Ends when everything that had settled is taken, instead of looking again until it is stopped. */
  readonly once: boolean;
  readonly clock: () => Instant;
  /** A clock that only goes forward. */
  readonly milliseconds: () => number;
  /** Resolves after so long, or as soon as `stopping` is aborted. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly stopping: AbortSignal;
  readonly log: (taken: TakenFiles) => void;
  /** True for what passes by itself or by somebody's hand, a full disk or a mount that went away; it is told then. */
  readonly isPassing: (error: unknown) => boolean;
};

/** Files of one folder that were taken together. */
export type TakenFiles = DropFolder & {
  readonly report: IngestReport;
  /** Files that could not be read and lie in `refused/` now. */
  readonly refused: number;
};

/** Files of one taking, so that a stop need not wait for ten thousand. */
const FILES_AT_ONCE = 1_000;

/**
 * Looks into drop folders again and again and takes what has settled there. It looks by itself, for network mounts tell
 * nobody. A file is put away after it is stored: whoever is killed in between sees it again, and the books know it.
 *
 * @throws what taking throws, unless it passes; all that was taken before is stored, and the files lie where they lay.
 */
export async function watchFolders(request: WatchRequest): Promise<void> {
  const { once, stopping, settleMilliseconds } = request;
  const watched = request.folders.map(
    (each): WatchedFolder => ({
      ...each,
      settling: settling(settleMilliseconds),
      dealtWith: new Map(),
      told: new Map(),
    }),
  );
  for (const { folder } of watched) await discardLeftMoves(folder);
  for (let round = 1; !stopping.aborted; round += 1) {
    for (const each of watched) {
      try {
        await lookInto(each, request);
      } catch (error) {
        if (once || !request.isPassing(error)) throw error;
      }
    }
    // Whether a file has settled shows only at a second look.
    if (once && (round > 1 || settleMilliseconds === 0)) return;
    await request.wait(once ? settleMilliseconds : request.intervalMilliseconds);
  }
}

async function lookInto(watched: WatchedFolder, request: WatchRequest): Promise<void> {
  const { keep, stopping, milliseconds } = request;
  const source = await request.sourceOf(watched.source);
  const found = await droppedFiles(watched.folder);
  forgetOthers(watched, new Set(found.map(({ path }) => path)));
  const { settled, changing } = watched.settling.look(found, milliseconds());
  const growing = keep && canGrow(source) ? changing : [];
  const ready = [
    ...settled.map((file) => wholeFile(watched, file)),
    ...growing.map((file) => linesSoFar(watched, file)),
  ].filter(({ file, mark }) => watched.dealtWith.get(file.path) !== mark);
  for (let from = 0; from < ready.length && !stopping.aborted; from += FILES_AT_ONCE) {
    const together: readonly Ready[] = ready.slice(from, from + FILES_AT_ONCE);
    const { report, refused } = await takeDropped(together, { watched, source, ...request });
    if (report.files.length + report.problems.length > 0)
      request.log({ source: source.id, folder: watched.folder, report, refused });
  }
}

function forgetOthers({ dealtWith, told }: WatchedFolder, found: ReadonlySet<string>): void {
  for (const memory of [dealtWith, told])
    for (const path of memory.keys()) if (!found.has(path)) memory.delete(path);
}
