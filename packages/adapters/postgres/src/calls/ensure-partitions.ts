import type { CivilDate } from "@tollwright/calendar";
import { addDays } from "@tollwright/calendar";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";

const PARTITIONED = ["call", "rating"];
/** Any fixed number: processes that make partitions queue behind it. */
const LOCK = 7_011_970;

/**
 * One partition a day of the tables of calls, made before loading and in its own transaction (books 2).
 *
 * Each is made as a table of its own and then attached, for `partition of` would wait for every load under way.
 */
export async function ensurePartitions(db: Database, days: Iterable<CivilDate>): Promise<void> {
  const unknown = [...new Set(days)].filter((day) => !db.knownDays.has(day)).sort();
  if (unknown.length === 0) return;
  await inTransaction(db, async (transaction) => {
    await rows(transaction, "select pg_advisory_xact_lock($1)", [LOCK]);
    const existing = await existingPartitions(transaction);
    for (const day of unknown) {
      for (const table of PARTITIONED) {
        if (!existing.has(partitionName(table, day))) await makePartition(transaction, table, day);
      }
    }
  });
  for (const day of unknown) db.knownDays.add(day);
}

function partitionName(table: string, day: CivilDate): string {
  return `${table}_${day.replaceAll("-", "")}`;
}

async function existingPartitions(transaction: Transaction): Promise<ReadonlySet<string>> {
  const found = await rows<{ name: string }>(
    transaction,
    `select child.relname as name
     from pg_inherits join pg_class child on child.oid = inhrelid
     where inhparent = any ($1::regclass[])`,
    [PARTITIONED],
  );
  return new Set(found.map(({ name }) => name));
}

/**
 * A day is looked at for statistics when it has doubled, and not whenever it has grown by a tenth: each look samples all columns, and
 * those beside a load of 400,000 calls took as much processor time as their storing.
 */
const STATISTICS = "autovacuum_analyze_scale_factor = 1";

async function makePartition(transaction: Transaction, table: string, day: CivilDate): Promise<void> {
  const name = partitionName(table, day);
  await rows(transaction, `create table ${name} (like ${table} including all) with (${STATISTICS})`);
  await rows(
    transaction,
    `alter table ${table} attach partition ${name} for values from ('${day}') to ('${addDays(day, 1)}')`,
  );
}
