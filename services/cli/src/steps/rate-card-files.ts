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
  const files: SourceFile[] = [];
  for (let from = 0; from < wanted.length; from += FILES_AT_ONCE)
    files.push(...(await Promise.all(wanted.slice(from, from + FILES_AT_ONCE).map(sourceFile))));
  return { files, problems: found.missing.map(filesMissing) };
}

/** A carrier has more accounts than a process may have files open. */
const FILES_AT_ONCE = 100;

async function sourceFile(path: string): Promise<SourceFile> {
  return { path: path.replaceAll("\\", "/"), text: await readFile(path, "utf8") };
}
