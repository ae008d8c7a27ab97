import { ProblemError, problem } from "@tollwright/problem";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { migrate, migrateIn } from "../migrate.ts";
import { row, rows } from "../rows.ts";
import { type CopiedText, copyIn, hashOfTable, quoted, settleCopyText } from "./copy-table.ts";
import type { DatabaseManifest, TableCopy } from "./manifest.ts";

/**
 * Restores a backup into an empty database: the schema as it was, the rows, a proof, and then the migrations that this
 * program has beyond it (books 27). All or nothing: the rows are committed when every table read back has the manifest's hash.
 *
 * @throws ProblemError `DATABASE_NOT_EMPTY`, `BACKUP_DAMAGED`, or `DATABASE_UNSUITABLE` for a backup of a newer program.
 */
export async function importTables(
  db: Database,
  options: {
    readonly manifest: DatabaseManifest;
    readonly open: (table: string) => AsyncIterable<Uint8Array>;
    readonly log: (table: TableCopy) => void;
  },
): Promise<{ readonly migrated: readonly string[] }> {
  const { manifest } = options;
  await inTransaction(db, async (transaction) => {
    await refuseUnlessEmpty(transaction);
    await migrateIn(transaction, { only: manifest.migrations });
    await settleCopyText(transaction);
    await clear(transaction);
    for (const table of manifest.tables) {
      await makePartition(transaction, table);
      // Triggers keep people from changing what was issued; a restore brings it in as it was.
      await setTriggers(transaction, table, "disable");
      const loaded = await copyIn(transaction, table, options.open(table.name));
      await setTriggers(transaction, table, "enable");
      refuseDamaged(table, loaded, "the file");
      refuseDamaged(table, await hashOfTable(transaction, table), "the restored table");
      options.log(table);
    }
    for (const { name, lastValue } of manifest.sequences)
      await rows(transaction, "select setval($1::regclass, $2)", [quoted([name]), lastValue]);
  });
  const { applied } = await migrate(db);
  await rows(db, "analyze");
  return { migrated: applied };
}

async function refuseUnlessEmpty(transaction: Transaction): Promise<void> {
  const found = await row<{ tables: bigint }>(
    transaction,
    `select count(*) as tables from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`,
  );
  if (found?.tables === 0n) return;
  const message = `the database has ${found?.tables} tables already`;
  throw new ProblemError(problem({ code: "DATABASE_NOT_EMPTY", message }));
}

/** What migrations put in themselves is in the backup too. */
async function clear(transaction: Transaction): Promise<void> {
  const tables = await rows<{ name: string }>(
    transaction,
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname <> 'migration'`,
  );
  for (const table of tables) await setTriggers(transaction, table, "disable");
  for (const { name } of tables.toReversed()) await rows(transaction, `delete from ${quoted([name])}`);
  for (const table of tables) await setTriggers(transaction, table, "enable");
}

async function setTriggers(
  transaction: Transaction,
  { name }: { readonly name: string },
  to: "enable" | "disable",
): Promise<void> {
  await rows(transaction, `alter table ${quoted([name])} ${to} trigger user`);
}

async function makePartition(transaction: Transaction, { name, partition }: TableCopy): Promise<void> {
  if (partition === null) return;
  const [table, parent] = [quoted([name]), quoted([partition.of])];
  await rows(transaction, `create table ${table} (like ${parent} including all)`);
  await rows(transaction, `alter table ${parent} attach partition ${table} ${partition.bounds}`);
}

function refuseDamaged(table: TableCopy, found: CopiedText, what: string): void {
  if (found.sha256 === table.sha256 && found.rows === table.rows) return;
  const message = `table ${table.name}: ${what} has ${found.rows} rows and hash ${found.sha256.slice(0, 12)}, the manifest ${table.rows} and ${table.sha256.slice(0, 12)}`;
  throw new ProblemError(problem({ code: "BACKUP_DAMAGED", message }));
}
