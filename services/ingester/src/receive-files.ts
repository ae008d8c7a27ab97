import type { Instant } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import {
  archivedName,
  archivedPath,
  ContentUnreadable,
  discardFile,
  discardLeftCopies,
  keepFiles,
  type ReceivedFile,
  receiveFile,
} from "@tollwright/files";
import { type Problem, type ProblemCode, problem } from "@tollwright/problem";
import { hashesToKnow, identities } from "./identities.ts";
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
  const sizes = grows ? await store.knownSizes(source.id) : [];
  const copies: Copied[] = [];
  try {
    const problems = await copyInto(copies, incoming, { archive, sizes, grows });
    const arrivals = await kept(copies, { source, store, grows });
    await store.registerFiles(arrivals.map((arrival) => deliveryOf(arrival, { source, archive, at })));
    const arrived = arrivals.map((arrival) => arrivedFile(arrival, source, archive));
    await store.ensurePositions([...new Set(arrived.map(({ position }) => position))]);
    return { arrived, problems };
  } finally {
    // Those that have no name by now, for nobody needs them or something went wrong: a disk that is full stays no fuller.
    await Promise.all(copies.map(({ copy }) => discardFile(copy)));
  }
}

type Copied = { readonly name: string; readonly copy: ReceivedFile };

type CopyingManner = {
  readonly archive: string;
  readonly sizes: readonly number[];
  readonly grows: boolean;
};

/**
 * Copies one after the other where a file can grow, for it may continue its neighbour in the same list; else several at once.
 *
 * @param copies Takes what was copied, also where a later copy fails.
 * @returns a problem for each file that cannot be read.
 */
async function copyInto(
  copies: Copied[],
  incoming: readonly Incoming[],
  { archive, sizes: known, grows }: CopyingManner,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const sizes = new Set(known);
  const atOnce = grows ? 1 : COPIES_AT_ONCE;
  for (let from = 0; from < incoming.length; from += atOnce) {
    const given = incoming.slice(from, from + atOnce);
    const ended = await Promise.allSettled(given.map((each) => copyOf(each, archive, [...sizes])));
    for (const each of ended) {
      if (each.status === "rejected") continue;
      const { name, copy } = each.value;
      if ("code" in copy) problems.push(copy);
      else copies.push({ name, copy });
      if (grows && !("code" in copy)) sizes.add(copy.bytes);
    }
    const failed = ended.find((each) => each.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }
  return problems;
}

type Arrival = Omit<KnownFile, "longestBytes"> & { readonly name: string; readonly isNew: boolean };

/** Gives the copies their identities, and those that are new their places in the archive. */
async function kept(
  copies: readonly Copied[],
  { source, store, grows }: { readonly source: Source; readonly store: IngestStore; readonly grows: boolean },
): Promise<readonly Arrival[]> {
  const hashes = copies.flatMap(({ copy }) => hashesToKnow(copy));
  const known = grows && hashes.length > 0 ? await store.knownContents(source.id, hashes) : [];
  const identityOf = identities(known);
  const identified = copies.map((each) => ({ ...each, ...identityOf(each.copy) }));
  await keepFiles(identified.filter(({ isNew }) => isNew));
  return identified.map(({ name, copy, fileHash, isNew }) => ({
    name,
    isNew,
    fileHash,
    contentHash: copy.contentHash,
    bytes: copy.bytes,
  }));
}

function deliveryOf(
  { name, fileHash, contentHash, bytes }: Arrival,
  { source, archive, at }: { readonly source: Source; readonly archive: string; readonly at: Instant },
): FileDelivery {
  const archivedAs = archivedName(archive, fileHash);
  return { source: source.id, fileHash, contentHash, bytes, name, archivedAs, at };
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
