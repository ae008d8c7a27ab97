import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isAlive } from "./is-alive.ts";

/**
 * Writes a file whole or not at all: a reader, or a crash, never meets half of it. Folders above it are made.
 *
 * @param content Whole, or in pieces that are written as they come.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes what `writeFileAtomic` of a process that was killed left in a folder; a folder that is not there has nothing. */
export async function removeHalfWritten(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const writer = /\.(\d+)\.tmp$/.exec(name)?.[1];
    if (writer !== undefined && !isAlive(Number(writer))) await rm(join(folder, name), { force: true });
  }
}
