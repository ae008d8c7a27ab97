import type { Instant } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import {
  archivedName,
  archivedPath,
  ContentUnreadable,
  discardFile,
  discardLeftCopies,
  keepFile,
  type ReceivedFile,
  receiveFile,
  syncArchive,
} from "@tollwright/files";
import { type Problem, type ProblemCode, problem } from "@tollwright/problem";
import { canGrow, type Incoming, nameOf } from "./incoming.ts";
import { type FileDelivery, type IngestStore, type KnownFile, positionId } from "./ingest-store.ts";

/** A file in the archive, known to the store. */
export type ArrivedFile = {
  readonly name: string;
  readonly path: string;
  readonly fileHash: string;
  /** Of what arrived now: another where it continues the file. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly position: string;
  readonly continues: boolean;
};

/** Copies that are made side by side; beyond this the disk is the limit. */
const COPIES_AT_ONCE = 8;

/**
 * Takes files into the archive and registers their arrival. One that cannot be read is a Problem, and the others arrive.
 *
 * Identity (books 1): the hash of the content; but a file that begins with the whole of a known one, up to a line end,
 * continues it under the same identity, and the archive then holds the longer content under the first one's name.
 */
export async function receiveFiles(request: {
  readonly incoming: readonly Incoming[];
  readonly source: Source;
  readonly archive: string;
  readonly store: IngestStore;
  readonly at: Instant;
}): Promise<{ readonly arrived: readonly ArrivedFile[]; readonly problems: readonly Problem[] }> {
  const { incoming, source, archive, store, at } = request;
  await discardLeftCopies(archive);
  const grows = canGrow(source);
  const known = [...(grows ? await store.knownFiles(source.id) : [])];
  const arrivals: Arrival[] = [];
  const problems: Problem[] = [];
  // A file that can grow may continue its neighbour in the same list, so these come one after the other.
  const atOnce = grows ? 1 : COPIES_AT_ONCE;
  for (let from = 0; from < incoming.length; from += atOnce) {
    const sizes = known.map(({ bytes }) => bytes);
    const copies = await Promise.all(
      incoming.slice(from, from + atOnce).map((each) => copyOf(each, archive, sizes)),
    );
    problems.push(...copies.flatMap(({ copy }) => ("code" in copy ? [copy] : [])));
    for (const { name, copy } of copies) {
      if ("code" in copy) continue;
      const arrival = await settle(name, copy, known);
      if (grows && arrival.isNew) known.push(arrival);
      arrivals.push(arrival);
    }
  }
  await syncArchive(
    archive,
    arrivals.filter(({ isNew }) => isNew).map(({ fileHash }) => fileHash),
  );
  await store.registerFiles(arrivals.map((arrival) => deliveryOf(arrival, source, at)));
  const arrived = arrivals.map((arrival) => arrivedFile(arrival, source, archive));
  await store.ensurePositions([...new Set(arrived.map(({ position }) => position))]);
  return { arrived, problems };
}

type Arrival = KnownFile & { readonly name: string; readonly isNew: boolean };

/** Gives a copy its identity and its place in the archive. */
async function settle(name: string, copy: ReceivedFile, known: readonly KnownFile[]): Promise<Arrival> {
  const { fileHash, isNew } = identityOf(copy, known);
  await (isNew ? keepFile(copy, fileHash) : discardFile(copy));
  return { name, isNew, fileHash, contentHash: copy.contentHash, bytes: copy.bytes };
}

function deliveryOf(
  { name, fileHash, contentHash, bytes }: Arrival,
  source: Source,
  at: Instant,
): FileDelivery {
  return { source: source.id, fileHash, contentHash, bytes, name, archivedAs: archivedName(fileHash), at };
}

function arrivedFile(
  { name, fileHash, contentHash, bytes, isNew }: Arrival,
  source: Source,
  archive: string,
): ArrivedFile {
  return {
    name,
    path: archivedPath(archive, fileHash),
    fileHash,
    contentHash,
    bytes,
    position: positionId(source.id, fileHash),
    continues: isNew && fileHash !== contentHash,
  };
}

type Copy = { readonly name: string; readonly copy: ReceivedFile | Problem };

async function copyOf(incoming: Incoming, archive: string, prefixSizes: readonly number[]): Promise<Copy> {
  const name = nameOf(incoming);
  const stored = typeof incoming === "string" ? incoming : incoming.content;
  try {
    return { name, copy: await receiveFile({ stored, archive, prefixSizes }) };
  } catch (error) {
    if (isOfArchive(error, archive)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { name, copy: problem({ code: codeOf(error), message, file: name }) };
  }
}

function codeOf(error: unknown): ProblemCode {
  if (!(error instanceof ContentUnreadable)) return "FILE_UNREADABLE";
  return error.kind === "corrupt" ? "FILE_CORRUPT" : "FILE_COMPRESSION";
}

/** Errors of a disk that is full or may not be written name no path; reading never raises them. */
const WRITING = ["ENOSPC", "EDQUOT", "EROFS"];

/** The archive cannot take files: that concerns all of them, and none of them is to blame. */
function isOfArchive(error: unknown, archive: string): boolean {
  const { code = "", path = "" } = error as NodeJS.ErrnoException;
  return WRITING.includes(code) || path.startsWith(archive);
}

function identityOf(
  { contentHash, prefixes }: ReceivedFile,
  known: readonly KnownFile[],
): { readonly fileHash: string; readonly isNew: boolean } {
  const same = known.find((file) => file.contentHash === contentHash);
  if (same !== undefined) return { fileHash: same.fileHash, isNew: false };
  const longest = new Map<string, KnownFile>();
  for (const file of known) {
    if (file.bytes > (longest.get(file.fileHash)?.bytes ?? -1)) longest.set(file.fileHash, file);
  }
  const continued = [...longest.values()]
    .filter(
      (file) => prefixes.get(file.bytes)?.hash === file.contentHash && prefixes.get(file.bytes)?.endsLine,
    )
    .sort((left, right) => right.bytes - left.bytes)[0];
  return { fileHash: continued?.fileHash ?? contentHash, isNew: true };
}
