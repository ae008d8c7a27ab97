import type { Database } from "@tollwright/postgres";

/** Tables of a call, each with a unique key, by day. */
export const TABLES = ["call", "rating"] as const;

/** Copies belong to no batch that a load has made. */
const NO_BATCH = 0;

/** Stored calls and ratings, copied under random keys until there are so many: as a carrier has them after weeks. */
export async function multiplyRows(database: Database, wanted: number): Promise<void> {
  const { rows } = await database.pool.query<{ count: bigint }>("select count(*) from call");
  const there = Number(rows[0]?.count ?? 0);
  const restore = await withoutKeys(database);
  await Promise.all(TABLES.map((table) => multiply(database, table, Math.ceil(wanted / there) - 1)));
  await restore();
  await database.pool.query("vacuum analyze call, rating");
}

async function multiply({ pool }: Database, table: string, copies: number): Promise<void> {
  const names = await columnsOf(pool, table);
  const values = names.map((name) =>
    name === "call_key"
      ? `substring(sha256(call_key || int4send(copy)), 1, 16)`
      : name === "batch"
        ? NO_BATCH
        : name,
  );
  await pool.query(
    `with first as materialized (select * from ${table})
     insert into ${table} (${names.join(", ")})
     select ${values.join(", ")} from generate_series(1, ${copies}) as copy, first`,
  );
}

/** Ten million random keys enter an index one by one in a quarter of an hour, and sorted in one. */
async function withoutKeys({ pool }: Database): Promise<() => Promise<void>> {
  const { rows } = await pool.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'p' and conrelid::regclass::text = any ($1)`,
    [TABLES],
  );
  for (const { table, name } of rows) await pool.query(`alter table ${table} drop constraint ${name}`);
  return async () => {
    for (const { table, name, definition } of rows)
      await pool.query(`alter table ${table} add constraint ${name} ${definition}`);
  };
}

async function columnsOf(pool: Database["pool"], table: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = $1 order by ordinal_position",
    [table],
  );
  return rows.map(({ name }) => name);
}
