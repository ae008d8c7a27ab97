import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { instantText } from "@tollwright/calendar";
import { copyWhole, storedHash, writeFileAtomic, writePacked } from "@tollwright/files";
import { type BackupManifest, exportTables } from "@tollwright/postgres";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { grouped } from "../output.ts";

/** The file of a table inside a backup. */
export function tableFile(folder: string, table: string): string {
  return join(folder, "tables", `${table}.copy.zst`);
}

/**
 * Copies the books as they are at one moment, and the raw files that they refer to, into a new folder. It gets its name
 * when everything is in it, the manifest last: what was interrupted is no backup (books 27).
 */
export async function backUp(
  context: Context,
  { folder, withArchive }: { readonly folder: string; readonly withArchive: boolean },
): Promise<Result<BackupManifest>> {
  if ((await stat(folder).catch(() => null)) !== null)
    return fail(problem({ code: "BACKUP_EXISTS", message: "there is something already", file: folder }));
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const { archivedAs, ...database } = await exportTables(context.database, {
    store: (table, chunks) => writePacked(tableFile(unfinished, table), chunks),
    log: ({ name, rows }) => context.output.update(`    ${name}: ${grouped(rows)} rows copied`),
  });
  const archive = withArchive ? await copyArchive(context, archivedAs, unfinished) : [];
  const manifest: BackupManifest = {
    format: "tollwright-backup-1",
    takenAt: instantText(context.clock()),
    ...database,
    archive,
  };
  await writeFileAtomic(join(unfinished, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(unfinished, folder);
  return ok(manifest);
}

async function copyArchive(
  context: Context,
  names: readonly string[],
  folder: string,
): Promise<BackupManifest["archive"]> {
  const copied: BackupManifest["archive"] = [];
  for (const name of names) {
    const path = join(folder, "archive", name);
    await copyWhole(join(context.archive, name), path);
    copied.push({ name, ...(await storedHash(path)) });
    context.output.update(`    ${grouped(copied.length)} of ${grouped(names.length)} raw files copied`);
  }
  return copied;
}
