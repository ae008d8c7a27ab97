import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { byCodeUnit } from "@tollwright/canonical";

/** A file in a drop folder as it was seen at one look. */
export type Dropped = {
  /** From the drop folder. */
  readonly path: string;
  readonly bytes: number;
  /** What changes when somebody writes to the file or puts another in its place. */
  readonly state: string;
};

/** Folders of our own in a drop folder, and the names in them. */
export const DONE = "done";
export const REFUSED = "refused";

/**
 * The files that lie in a drop folder and below it, sorted by code unit of their path. Left out are what we put away
 * (`done`, `refused`), what somebody is still writing (names that begin with a dot or `temp-`, or end in `.tmp`, `.part`,
 * `.partial`, `.filepart`), empty files, which somebody has only begun, and links.
 */
export async function droppedFiles(folder: string): Promise<readonly Dropped[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !isOurs(path) && !isBeingWritten(path));
  const seen = await Promise.all(paths.map((path) => seenAs(folder, path)));
  return seen.filter((file) => file !== null).sort((left, right) => byCodeUnit(left.path, right.path));
}

function isOurs(path: string): boolean {
  const [first, ...below] = path.split(sep);
  return below.length > 0 && (first === DONE || first === REFUSED);
}

function isBeingWritten(path: string): boolean {
  return (
    path.split(sep).some((part) => /^(\.|temp-)/i.test(part)) || /\.(tmp|part|partial|filepart)$/i.test(path)
  );
}

async function seenAs(folder: string, path: string): Promise<Dropped | null> {
  const found = await stat(join(folder, path)).catch(() => null); // somebody has just taken it away
  if (found === null || found.size === 0) return null;
  return { path, bytes: found.size, state: `${found.size} ${found.mtimeMs} ${found.ino}` };
}
