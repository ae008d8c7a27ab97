import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { copyWhole, hashFile, readChunks, storedHash } from "@tollwright/files";
import { BackupManifest, importTables } from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { grouped } from "../output.ts";
import { tableFile } from "./back-up.ts";

export type Restored = { readonly manifest: BackupManifest; readonly migrated: readonly string[] };

/**
 * Restores a backup into an empty database and proves it: every file is checked before anything is written, every table is
 * read back, and its hash is that of the manifest (books 27). The archive is copied beside it.
 */
export async function restore(context: Context, folder: string): Promise<Result<Restored>> {
  const manifest = await manifestOf(folder);
  if (!manifest.ok) return manifest;
  const damaged = await damagedFiles(context, folder, manifest.value);
  if (damaged.length > 0) return fail(...damaged);
  const { migrated } = await importTables(context.database, {
    manifest: manifest.value,
    open: (table) => readChunks(tableFile(folder, table)),
    log: ({ name, rows }) => context.output.update(`    ${name}: ${grouped(rows)} rows restored and proved`),
  });
  for (const { name } of manifest.value.archive)
    await copyWhole(join(folder, "archive", name), join(context.archive, name));
  return ok({ manifest: manifest.value, migrated });
}

async function manifestOf(folder: string): Promise<Result<BackupManifest>> {
  const file = join(folder, "manifest.json");
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null)
    return fail(problem({ code: "BACKUP_MISSING", message: "there is no manifest.json", file }));
  const parsed = BackupManifest.safeParse(parsedJson(text));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(damage(`the manifest cannot be read: ${issue?.path.join(".")} ${issue?.message}`, file));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // fails the schema
  }
}

/** Everything is read once before anything is written. */
async function damagedFiles(
  context: Context,
  folder: string,
  manifest: BackupManifest,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { name, sha256 } of manifest.tables) {
    const file = tableFile(folder, name);
    const found = await hashFile(file).catch((error: Error) => error);
    if (found instanceof Error) problems.push(damage(found.message, file));
    else if (found.contentHash !== sha256) problems.push(damage(`its rows have another hash`, file));
    context.output.update(`    ${name} checked`);
  }
  for (const [index, { name, bytes, sha256 }] of manifest.archive.entries()) {
    const file = join(folder, "archive", name);
    const found = await storedHash(file).catch((error: Error) => error);
    if (found instanceof Error) problems.push(damage(found.message, file));
    else if (found.sha256 !== sha256 || found.bytes !== bytes)
      problems.push(damage(`${found.bytes} bytes with another hash, and not ${bytes}`, file));
    context.output.update(
      `    ${grouped(index + 1)} of ${grouped(manifest.archive.length)} raw files checked`,
    );
  }
  return problems;
}

function damage(message: string, file: string): Problem {
  return problem({ code: "BACKUP_DAMAGED", message, file });
}
