import type { Database } from "@tollwright/postgres";

/** Tables of a call, each with a unique key, by day. */
export const TABLES = ["call", "rating"] as const;

/** What of a copy is other than its original, by column. */
type Changes = Readonly<Record<string, string>>;

/** Copies belong to no batch that a load has made. */
const OF_NO_BATCH: Changes = { batch: "0" };

/** Of so many accounts, one has a trunk of its own that its calls come in by: a close measures its channels. */
const ACCOUNTS_A_TRUNK = 4;

/** By their keys, so that a call and its ratings go to the same account. */
export function amongAccounts(accounts: number): Changes {
  const index = `((hashtext(encode(call_key, 'hex') || copy) & 2147483647) % ${accounts})`;
  const code = `'bench-' || lpad(${index}::text, 5, '0')`;
  return {
    account: `case when account like 'bench-%' then ${code} else account end`,
    account_hint: code,
    trunk_in: `case when ${index} % ${ACCOUNTS_A_TRUNK} = 0 then ${code} else trunk_in end`,
  };
}

/**
 * Stored calls and ratings, copied under random keys until there are so many: as a carrier has them after weeks.
 *
 * @param copies.from Only of this day and later ones: a further month.
 */
export async function multiplyRows(
  database: Database,
  wanted: number,
  { changes = OF_NO_BATCH, from = "-infinity" }: { readonly changes?: Changes; readonly from?: string } = {},
): Promise<void> {
  const { rows } = await database.pool.query<{ count: bigint }>(
    "select count(*) from call where key_day >= $1",
    [from],
  );
  const there = Number(rows[0]?.count ?? 0);
  const restore = await withoutKeys(database);
  const copies = Math.ceil(wanted / there) - 1;
  await Promise.all(TABLES.map((table) => multiply(database, table, { copies, changes, from })));
  await restore();
  await database.pool.query("vacuum analyze call, rating");
}

async function multiply(
  { pool }: Database,
  table: string,
  { copies, changes, from }: { readonly copies: number; readonly changes: Changes; readonly from: string },
): Promise<void> {
  const names = await columnsOf(pool, table);
  const values = names.map((name) =>
    name === "call_key" ? `substring(sha256(call_key || int4send(copy)), 1, 16)` : (changes[name] ?? name),
  );
  await pool.query(
    `with first as materialized (select * from ${table} where key_day >= '${from}')
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
