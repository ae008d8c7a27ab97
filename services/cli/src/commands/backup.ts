import type { BackupManifest } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, grouped } from "../output.ts";
import { backUp } from "../steps/back-up.ts";
import { restore } from "../steps/restore.ts";

export function addBackup(program: Command, { withStore, withStoreAsItIs }: Runner): void {
  program
    .command("backup")
    .argument("<folder>", "a folder that does not exist yet")
    .option("--without-archive", "leave out the raw files that switches sent", false)
    .description("Copy the books as they are at one moment, and the raw files, with a manifest of hashes.")
    .addHelpText("after", "\nExample:\n  tollwright backup /backups/2026-05-01")
    .action((folder: string, { withoutArchive }: { withoutArchive: boolean }) =>
      withStore(async (context) => {
        const taken = await backUp(context, { folder, withArchive: !withoutArchive });
        if (!taken.ok) return taken;
        answer(context.output, {
          json: { folder, ...summary(taken.value) },
          people: `${told(taken.value)} copied to ${folder}. Next: try it, with tollwright --data NEW restore ${folder}`,
        });
        return undefined;
      }),
    );
  program
    .command("restore")
    .argument("<folder>", "what `tollwright backup` wrote")
    .description(
      "Bring a backup into a new data folder or an empty database, and prove every table by its hash.",
    )
    .addHelpText("after", "\nExample:\n  tollwright --data restored restore /backups/2026-05-01")
    .action((folder: string) =>
      withStoreAsItIs(async (context) => {
        const restored = await restore(context, folder);
        if (!restored.ok) return restored;
        const { manifest, migrated } = restored.value;
        answer(context.output, {
          json: { folder, migrated, ...summary(manifest) },
          people: `${told(manifest)} restored from ${folder}, each table read back with the hash of the manifest. Next: tollwright audit`,
        });
        return undefined;
      }),
    );
}

function summary({ takenAt, tables, archive }: BackupManifest) {
  return { takenAt, tables: tables.length, rows: rowsOf(tables), archiveFiles: archive.length };
}

function told({ tables, archive }: BackupManifest): string {
  return `${grouped(rowsOf(tables))} rows of ${tables.length} tables and ${grouped(archive.length)} raw files`;
}

function rowsOf(tables: BackupManifest["tables"]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
