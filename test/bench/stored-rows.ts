import type { Database } from "@tollwright/postgres";

/** Tables of a call, each with a unique key, by day. */
export const TABLES = ["call", "rating"] as const;

/** Copies belong to no batch that a load has made. */
const NO_BATCH = 0;

/** Stored calls and ratings, copied under random keys until there are so many: as a carrier has them after weeks. */
export async function multiplyRows(database: Database, wanted: number): Promise<void> {
  const { rows } = await database.pool.query<{ count: bigint }>("select count(*) from call");
  const there = Number(rows[0]?.count ?? 0);
  for (let copy = 1; copy * there < wanted; copy += 1) {
    const key = `substring(sha256(call_key || '\\x${copy.toString(16).padStart(8, "0")}'), 1, 16)`;
    for (const table of TABLES) {
      const names = await columnsOf(database, table);
      const values = names.map((name) => (name === "call_key" ? key : name === "batch" ? NO_BATCH : name));
      await database.pool.query(
        `insert into ${table} (${names.join(", ")}) select ${values.join(", ")} from ${table} where batch > ${NO_BATCH}`,
      );
    }
  }
  await database.pool.query("vacuum analyze call, rating");
}

async function columnsOf(database: Database, table: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = $1 order by ordinal_position",
    [table],
  );
  return rows.map(({ name }) => name);
}
