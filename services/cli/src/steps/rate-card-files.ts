import { readFile } from "node:fs/promises";
import { findFiles } from "@tollwright/files";
import type { Problem } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { filesMissing } from "../files-missing.ts";

const EXTENSIONS = [".yaml", ".yml", ".csv"];

/** The rate cards, accounts, sources and levies that folders or files hold, with their paths as given. */
export async function rateCardFiles(
  paths: readonly string[],
): Promise<{ readonly files: readonly SourceFile[]; readonly problems: readonly Problem[] }> {
  const found = await findFiles(paths);
  const wanted = found.files.filter((path) => EXTENSIONS.some((extension) => path.endsWith(extension)));
  const files = await Promise.all(
    wanted.map(async (path) => ({ path: path.replaceAll("\\", "/"), text: await readFile(path, "utf8") })),
  );
  return { files, problems: found.missing.map(filesMissing) };
}
