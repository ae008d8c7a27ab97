import { glob, readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { byCodeUnit } from "@tollwright/canonical";

/**
 * The files that paths, folders and globs name, each once, sorted by code unit. A folder stands for the files in it and
 * below it; pipes and devices are no files, for nobody could read them a second time; names that begin with a dot or `temp-` are what somebody is still writing, and are passed over there.
 *
 * @returns `missing`: what named nothing at all.
 */
export async function findFiles(
  patterns: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly missing: readonly string[] }> {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const pattern of patterns) {
    const found = await filesOf(pattern);
    if (found.length === 0) missing.push(pattern);
    for (const file of found) files.add(file);
  }
  return { files: [...files].sort(byCodeUnit), missing };
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  const kind = await kindOf(pattern);
  if (kind === "file") return [pattern];
  if (kind === "folder") return filesBelow(pattern);
  const found: string[] = [];
  for await (const path of glob(pattern)) if ((await kindOf(path)) === "file") found.push(path);
  return found;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => /^(\.|temp-)/.test(part)))
    .map((path) => join(folder, path));
}

async function kindOf(path: string): Promise<"file" | "folder" | "nothing"> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return "folder";
  return found?.isFile() === true ? "file" : "nothing";
}
