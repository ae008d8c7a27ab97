import type { Bus } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import type { Problem } from "@tollwright/problem";
import { BATCH_LIMITS, type BatchCounts, type BatchLimits, batcher, NO_COUNTS, plus } from "./batch.ts";
import type { Incoming } from "./incoming.ts";
import type { IngestStore } from "./ingest-store.ts";
import { readFile } from "./read-file.ts";
import { receivedAhead } from "./receive-ahead.ts";
import { type ArrivedFile, receiveFiles } from "./receive-files.ts";
import { type SuspendedTally, suspendedProblems, tallySuspended } from "./suspended-problems.ts";

export type IngestRequest = {
  /** In the order in which they are read. */
  readonly files: readonly Incoming[];
  readonly source: Source;
  readonly bus: Bus;
  readonly store: IngestStore;
  /** Folder of the archive. */
  readonly archive: string;
  readonly clock: () => Instant;
  readonly log: (event: IngestEvent) => void;
  /** Batches that are on the bus at once, where it takes as many; 1 where nothing is said. */
  readonly atOnce?: number;
  readonly limits?: BatchLimits;
};

/** What a person who waits wants to see. */
export type IngestEvent =
  | { readonly kind: "arrived"; readonly files: number; readonly filesOf: number }
  | ({ readonly kind: "stored"; readonly files: number } & BatchCounts)
  | { readonly kind: "retry"; readonly message: string };

/** `seenBefore`: read to its end by an earlier run, only the arrival is noted. */
export type FileReport = BatchCounts & {
  readonly name: string;
  readonly fileHash: string;
  /** Of what arrived now: another than `fileHash` where it continues the file. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly arrival: "new" | "continued" | "resumed" | "seenBefore";
};

export type IngestReport = {
  readonly files: readonly FileReport[];
  /** Files that could not be read. */
  readonly problems: readonly Problem[];
  /** What was read and cannot be billed as it is: one for each file and reason. It is stored, and so not lost. */
  readonly suspended: readonly Problem[];
  readonly total: BatchCounts;
};

/**
 * Takes files of one source into the archive and their calls onto the bus, each batch with the positions it came from
 * (books 1 and 4). What was stored before is not read again; after a crash the same call goes on from there.
 *
 * @throws where the bus or the store refuses a batch again and again without getting anywhere; nothing is lost, and the
 *   same files given again go on from the stored positions.
 */
export async function ingest(request: IngestRequest): Promise<IngestReport> {
  const reports: FileReport[] = [];
  const problems: Problem[] = [];
  const suspended: SuspendedTally = new Map();
  let files = 0;
  const receive = async (incoming: readonly Incoming[]): ReturnType<typeof receiveFiles> => {
    const received = await receiveFiles({ ...request, incoming, at: request.clock() });
    files += incoming.length;
    request.log({ kind: "arrived", files, filesOf: request.files.length });
    return received;
  };
  for await (const received of receivedAhead(request.files, receive)) {
    problems.push(...received.problems);
    reports.push(...(await readArrived(received.arrived, suspended, request)));
  }
  return {
    files: reports,
    problems,
    suspended: suspendedProblems(suspended, new Map(reports.map(({ fileHash, name }) => [fileHash, name]))),
    total: reports.reduce((sum, file) => plus(sum, file), NO_COUNTS),
  };
}

/** A publishing that fails is tried again so often, as long as no position moves in between. */
const MAX_ATTEMPTS = 3;

async function readArrived(
  arrived: readonly ArrivedFile[],
  suspended: SuspendedTally,
  request: IngestRequest,
): Promise<readonly FileReport[]> {
  const counts = new Map<string, BatchCounts>();
  const longest = [...longestByPosition(arrived).values()];
  const first = await positionsOf(longest, request.store);
  let before = first;
  for (let attempt = 1; ; attempt += 1) {
    const open = longest.filter((file) => positionIn(before, file) < file.bytes);
    const failure = await readOpen(open, before, { counts, suspended }, request);
    if (failure === null) break;
    const now = await positionsOf(longest, request.store);
    if (longest.some((file) => positionIn(now, file) > positionIn(before, file))) attempt = 0;
    if (attempt >= MAX_ATTEMPTS) throw failure;
    request.log({ kind: "retry", message: failure.message });
    before = now;
  }
  return arrived.map((file) => reportOf(file, longest, first, counts));
}

/** Two arrivals of one file, or a file and its continuation, are read once. */
function longestByPosition(arrived: readonly ArrivedFile[]): ReadonlyMap<string, ArrivedFile> {
  const longest = new Map<string, ArrivedFile>();
  for (const file of arrived) {
    if (file.bytes > (longest.get(file.position)?.bytes ?? -1)) longest.set(file.position, file);
  }
  return longest;
}

async function positionsOf(
  files: readonly ArrivedFile[],
  store: IngestStore,
): Promise<ReadonlyMap<string, number>> {
  const stored = await store.positionsOf(files.map(({ position }) => position));
  return new Map(files.map(({ position }) => [position, Number(stored.get(position) ?? 0n)]));
}

function positionIn(positions: ReadonlyMap<string, number>, { position }: ArrivedFile): number {
  return positions.get(position) ?? 0;
}

/** What was published so far. */
type Published = { readonly counts: Map<string, BatchCounts>; readonly suspended: SuspendedTally };

/**
 * Reads files from the given positions on, and publishes batch by batch.
 *
 * @returns why a batch was refused, or null; what was published before it counts.
 */
async function readOpen(
  open: readonly ArrivedFile[],
  positions: ReadonlyMap<string, number>,
  published: Published,
  request: IngestRequest,
): Promise<Error | null> {
  const { source, clock } = request;
  const { limits = BATCH_LIMITS, bus } = request;
  const { chunkBytes } = limits;
  const gathered = batcher(source, { limits, carriesIntake: bus.carriesIntake });
  const publisher = publishing(published, request);
  for (const file of open) {
    const resumeAt = positionIn(positions, file);
    let from = resumeAt;
    for await (const reading of readFile({ source, ...file, readAt: clock(), resumeAt, chunkBytes })) {
      gathered.add(file.position, from, reading);
      if (!gathered.isFull()) continue;
      const failure = await publisher.publish(gathered.take());
      if (failure !== null) {
        await publisher.end();
        return failure;
      }
      from = reading.nextOffset;
    }
  }
  const refused = await publisher.publish(gathered.take());
  const failure = await publisher.end();
  return refused ?? failure;
}

type Batch = ReturnType<ReturnType<typeof batcher>["take"]>;

type Publisher = {
  /** Resolves when the next batch may come. @returns why an earlier one was refused, or null. */
  readonly publish: (batch: Batch) => Promise<Error | null>;
  readonly end: () => Promise<Error | null>;
};

/**
 * While a batch is stored the next ones are read and priced, in the order of the files: what becomes of a record never depends on
 * how fast a batch was. The next begins where the other ends, so if that one is refused the fence refuses it too (books 4).
 * Of batches of many pieces of calls fewer are underway, for memory is held by records.
 */
function publishing(published: Published, request: IngestRequest): Publisher {
  const { atOnce: most = 1, limits = BATCH_LIMITS } = request;
  const underway: { readonly records: number; readonly ended: Promise<Error | null> }[] = [];
  const hasRoom = (): boolean =>
    underway.length < most &&
    (underway.length <= 1 || underway.reduce((sum, { records }) => sum + records, 0) < most * limits.calls);
  const until = async (isEnough: () => boolean): Promise<Error | null> => {
    let refused: Error | null = null;
    while (!isEnough()) {
      const failure = (await underway.shift()?.ended) ?? null;
      refused ??= failure;
    }
    return refused;
  };
  return {
    publish(batch) {
      if (batch !== null)
        underway.push({ records: recordsOf(batch), ended: publish(batch, published, request) });
      return until(hasRoom);
    },
    end: () => until(() => underway.length === 0),
  };
}

function recordsOf({ calls, intake }: NonNullable<Batch>): number {
  return calls.length + intake.setAside.length;
}

async function publish(
  batch: NonNullable<Batch>,
  { counts, suspended }: Published,
  { bus, store, clock, log }: IngestRequest,
): Promise<Error | null> {
  try {
    await bus.publish(batch.calls, batch.intake);
    if (!bus.carriesIntake) await store.storeIntake(batch.intake, clock());
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  for (const [position, added] of batch.counts)
    counts.set(position, plus(counts.get(position) ?? NO_COUNTS, added));
  tallySuspended(suspended, batch.intake.setAside);
  const total = [...batch.counts.values()].reduce(plus, NO_COUNTS);
  log({ kind: "stored", files: batch.intake.positions.length, ...total });
  return null;
}

function reportOf(
  file: ArrivedFile,
  read: readonly ArrivedFile[],
  first: ReadonlyMap<string, number>,
  counts: ReadonlyMap<string, BatchCounts>,
): FileReport {
  const { name, fileHash, contentHash, bytes } = file;
  const start = positionIn(first, file);
  const wasRead = read.includes(file) && start < bytes;
  const resumed = file.continues ? "continued" : start > 0 ? "resumed" : "new";
  return {
    name,
    fileHash,
    contentHash,
    bytes,
    arrival: wasRead ? resumed : "seenBefore",
    ...(wasRead ? (counts.get(file.position) ?? NO_COUNTS) : NO_COUNTS),
  };
}
