import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { byCodeUnit } from "@tollwright/canonical";

export type TextFile = {
  /** From the folder, with forward slashes: `us/federal/fusf.yaml`. */
  readonly path: string;
  readonly text: string;
};

/**
 * The text files in a folder and below it, sorted by code unit of their path; files and folders that begin with a dot
 * are left out.
 *
 * @param extensions With the dot: `[".yaml", ".csv"]`; other files are left out. A folder that is not there is empty.
 */
export async function readFolder(
  folder: string,
  { extensions }: { readonly extensions: readonly string[] },
): Promise<readonly TextFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(nothingThere);
  const paths = entries
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort(byCodeUnit);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), "utf8") })));
}

function nothingThere(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}
