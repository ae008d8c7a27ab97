import { constants } from "node:fs";
import { copyFile, link, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join, relative } from "node:path";
import { contentHasher, hashed } from "./content-hasher.ts";
import { DONE, REFUSED } from "./drop-folder.ts";
import { hashFile } from "./hash-file.ts";
import { isAlive } from "./is-alive.ts";
import { readChunks } from "./read-chunks.ts";
import { writePacked } from "./write-packed.ts";

type InDropFolder = { readonly folder: string; readonly path: string };

/** Where a file is packed before it gets its name, in one place, so that what a killed process left is found. */
const MOVING = join(DONE, ".moving");
/** Of this machine: others may share the folder. */
const OURS = `${hostname()}-`;
let moved = 0;

/** Removes what processes of this machine were packing when they were killed: the files themselves still lie where they lay. */
export async function discardLeftMoves(folder: string): Promise<void> {
  const moving = join(folder, MOVING);
  for (const name of await readdir(moving).catch(() => [])) {
    const writer = name.startsWith(OURS) ? Number.parseInt(name.slice(OURS.length), 10) : Number.NaN;
    if (Number.isInteger(writer) && !isAlive(writer)) await rm(join(moving, name), { force: true });
  }
}

/**
 * Moves a file that is stored to `done/<day>/<its path>.gz`. Nothing is written over: another file of the same name gets a
 * number, and one that lies there with the same content already is enough.
 *
 * @param contentHash Of what was stored. A file of another content was written to since, and stays where it is.
 * @returns its new place from the drop folder, or null where it stayed, or somebody else took it away.
 */
export async function putDone(
  request: InDropFolder & { readonly day: string; readonly contentHash: string },
): Promise<string | null> {
  const { folder, path, day, contentHash } = request;
  const from = join(folder, path);
  const wanted = join(folder, DONE, day, `${path.replace(/\.(gz|zst)$/i, "")}.gz`);
  moved += 1;
  const passing = join(folder, MOVING, `${OURS}${process.pid}-${moved}`);
  await mkdir(dirname(passing), { recursive: true });
  await mkdir(dirname(wanted), { recursive: true });
  try {
    if ((await packInto(passing, from)) !== contentHash) return null;
    const isSame = async (there: string): Promise<boolean> =>
      (await hashFile(there).catch(() => null))?.contentHash === contentHash;
    const kept = await linkUnderFreeName(passing, wanted, isSame);
    await rm(from, { force: true });
    return relative(folder, kept);
  } catch (error) {
    if (isGone(error, from)) return null;
    throw error;
  } finally {
    await rm(passing, { force: true });
  }
}

/**
 * Moves a file that cannot be read to `refused/`, with a text beside it that says why and what to do: `<its path>.problem.txt`.
 *
 * @returns its new place from the drop folder, or null where somebody else took it away.
 */
export async function putRefused(
  request: InDropFolder & { readonly problem: string },
): Promise<string | null> {
  const { folder, path, problem } = request;
  const from = join(folder, path);
  const wanted = join(folder, REFUSED, path);
  await mkdir(dirname(wanted), { recursive: true });
  try {
    const { ino } = await stat(from);
    // A process that was killed here before has linked it already.
    const kept = await linkUnderFreeName(from, wanted, async (there) => (await stat(there)).ino === ino);
    await writeFile(`${kept}.problem.txt`, problem, { flush: true });
    await rm(from, { force: true });
    return relative(folder, kept);
  } catch (error) {
    if (isGone(error, from)) return null;
    throw error;
  }
}

/** @returns the hash of the decompressed content. Not flushed: the archive has all of it, and that is on the disk. */
async function packInto(target: string, path: string): Promise<string> {
  const hasher = contentHasher([]);
  await writePacked(target, hashed(readChunks(path), hasher), "gzip");
  return hasher.result().contentHash;
}

/** `cdr.csv.gz`, `cdr.csv.2.gz`, …: the first that is free, or that `isSame` already. */
async function linkUnderFreeName(
  from: string,
  wanted: string,
  isSame: (there: string) => Promise<boolean>,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : numbered(wanted, number);
    if (await linkNew(from, name)) return name;
    if (await isSame(name)) return name;
  }
}

function numbered(name: string, number: number): string {
  return name.endsWith(".gz") ? `${name.slice(0, -3)}.${number}.gz` : `${name}.${number}`;
}

/** A second name for the file, or, where the file system has none, a copy of it. False where the name is taken. */
async function linkNew(from: string, name: string): Promise<boolean> {
  try {
    await link(from, name).catch((error: NodeJS.ErrnoException) => {
      if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(error.code ?? "")) throw error;
      return copyFile(from, name, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isGone(error: unknown, from: string): boolean {
  const { code, path } = error as NodeJS.ErrnoException;
  return code === "ENOENT" && path === from;
}
