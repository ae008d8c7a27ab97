import { existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { contentHasher, hashed, type Prefix } from "./content-hasher.ts";
import { isAlive } from "./is-alive.ts";
import { readChunks, type Stored } from "./read-chunks.ts";
import { writePacked } from "./write-packed.ts";

/** A copy that lies in the archive under a passing name, until `keepFiles` or `discardFile`. */
export type ReceivedFile = {
  readonly archive: string;
  readonly temporary: string;
  /** SHA-256 of the decompressed content. */
  readonly contentHash: string;
  /** Decompressed. */
  readonly bytes: number;
  /** The beginnings that were asked for, as far as the file is that long. */
  readonly prefixes: ReadonlyMap<number, Prefix>;
};

let received = 0;
/** Of this machine: others may share the archive. */
const INCOMING = `.incoming-${hostname()}-`;

/** Removes copies that processes of this machine had in hand when they were killed. */
export async function discardLeftCopies(archive: string): Promise<void> {
  for (const name of await readdir(archive).catch(() => [])) {
    const writer = name.startsWith(INCOMING) ? Number.parseInt(name.slice(INCOMING.length), 10) : Number.NaN;
    if (Number.isInteger(writer) && !isAlive(writer)) await rm(join(archive, name), { force: true });
  }
}

/**
 * Copies what arrives into the archive and hashes its decompressed content on the way (books 1). The copy need not
 * be on the disk yet: `keepFiles` sees to that.
 *
 * @param prefixSizes Sizes of known files: the hash of as many first bytes tells whether this one continues them.
 */
export async function receiveFile(request: {
  readonly stored: Stored;
  readonly archive: string;
  readonly prefixSizes: readonly number[];
}): Promise<ReceivedFile> {
  const { stored, archive, prefixSizes } = request;
  await mkdir(archive, { recursive: true });
  received += 1;
  const temporary = join(archive, `${INCOMING}${process.pid}-${received}`);
  const hasher = contentHasher(prefixSizes);
  try {
    await writePacked(temporary, hashed(readChunks(stored), hasher), "zstd");
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { archive, temporary, ...hasher.result() };
}

/** Copies whose names are on the disk at one time. */
const SYNCS_AT_ONCE = 16;

/**
 * Gives copies their names, in order: the hash under which their records are found. What was there is replaced whole. When this
 * resolves, bytes and names are on the disk, for many files at the price of few: a machine that loses its power must not lack a
 * file that the books know.
 */
export async function keepFiles(
  kept: readonly { readonly copy: ReceivedFile; readonly fileHash: string }[],
): Promise<void> {
  for (let from = 0; from < kept.length; from += SYNCS_AT_ONCE)
    await Promise.all(kept.slice(from, from + SYNCS_AT_ONCE).map(({ copy }) => syncToDisk(copy.temporary)));
  const folders = new Set<string>();
  for (const { copy, fileHash } of kept) {
    const path = join(copy.archive, nameOf(fileHash, NEW));
    await renameInto(copy.temporary, path);
    folders.add(copy.archive).add(dirname(path));
  }
  await Promise.all([...folders].map(syncToDisk));
}

async function renameInto(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch {
    // The first file of its folder; whatever else is wrong, the second attempt says.
    await mkdir(dirname(path), { recursive: true });
    await rename(temporary, path);
  }
}

/** A file, or a folder with the names in it. */
async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems keep names on their own and refuse to be asked.
    if (!["EINVAL", "EPERM", "ENOTSUP"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

/** For a file that the archive has already. */
export async function discardFile({ temporary }: ReceivedFile): Promise<void> {
  await rm(temporary, { force: true });
}

/** Where a file lies in the archive: `archive/3f/3f9c….zst`. */
export function archivedPath(archive: string, fileHash: string): string {
  return join(archive, archivedName(archive, fileHash));
}

/** The same within the archive, as it is written beside a delivery; `.gz` for what was kept before zstd was used. */
export function archivedName(archive: string, fileHash: string): string {
  const name = nameOf(fileHash, NEW);
  if (existsSync(join(archive, name))) return name;
  const earlier = nameOf(fileHash, EARLIER);
  return existsSync(join(archive, earlier)) ? earlier : name;
}

const NEW = "zst";
const EARLIER = "gz";

/** A folder for each of 256 beginnings, so that none grows too long. */
function nameOf(fileHash: string, ending: string): string {
  return `${fileHash.slice(0, 2)}/${fileHash}.${ending}`;
}
