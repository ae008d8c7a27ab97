import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { copyOut, settleCopyText } from "./copy-table.ts";
import type { DatabaseManifest, TableCopy } from "./manifest.ts";
import { tableList } from "./table-list.ts";

/** Two connections copy side by side: one compresses while the server reads for the other. */
const CONNECTIONS = 2;

/**
 * Copies every table as it was at one moment, however long that takes and whatever is written meanwhile: all connections
 * share one exported REPEATABLE READ snapshot (books 27).
 *
 * @param store Keeps the rows of a table; called for two tables at once.
 */
export async function exportTables(
  db: Database,
  options: {
    readonly store: (table: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
    readonly log: (table: TableCopy) => void;
  },
): Promise<DatabaseManifest & { readonly archivedAs: readonly string[] }> {
  return inTransaction(db, async (transaction) => {
    await rows(transaction, "set transaction isolation level repeatable read read only");
    const snapshot = await row<{ id: string }>(transaction, "select pg_export_snapshot() as id");
    const tables = await tableList(transaction);
    const copies = new Map<string, TableCopy>();
    const left = [...tables];
    const copyNext = async (through: Transaction): Promise<void> => {
      await settleCopyText(through);
      for (let table = left.shift(); table !== undefined; table = left.shift()) {
        const { name } = table;
        const copied = await copyOut(through, table, (chunks) => options.store(name, chunks));
        const copy = { ...table, columns: [...table.columns], ...copied };
        copies.set(name, copy);
        options.log(copy);
      }
    };
    const others = Array.from({ length: CONNECTIONS - 1 }, () =>
      inTransaction(db, async (other) => {
        await rows(other, "set transaction isolation level repeatable read read only");
        await rows(other, `set transaction snapshot '${snapshot?.id}'`);
        await copyNext(other);
      }),
    );
    await Promise.all([copyNext(transaction), ...others]);
    return {
      ...(await databaseFacts(transaction)),
      tables: tables.flatMap(({ name }) => copies.get(name) ?? []),
    };
  });
}

async function databaseFacts(transaction: Transaction) {
  const migrations = await rows<{ name: string }>(
    transaction,
    `select name from migration order by name collate "C"`,
  );
  const sequences = await rows<{ name: string; value: string | null }>(
    transaction,
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = current_schema() order by sequencename collate "C"`,
  );
  const files = await rows<{ archived_as: string }>(
    transaction,
    `select distinct archived_as collate "C" as archived_as from delivery order by 1`,
  );
  return {
    migrations: migrations.map(({ name }) => name),
    sequences: sequences.flatMap(({ name, value }) => (value === null ? [] : [{ name, lastValue: value }])),
    archivedAs: files.map(({ archived_as: name }) => name),
  };
}
