import type { QueryResultRow } from "pg";
import type { Database, Transaction } from "./database.ts";

export type Queryable = Database | Transaction;

/**
 * The rows of one statement. `Row` is what the statement selects: snake_case becomes camelCase in each query's own file.
 *
 * @throws Error naming the statement, with Postgres' own error as `cause`.
 */
export async function rows<Row extends QueryResultRow>(
  queryable: Queryable,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    const target = "pool" in queryable ? queryable.pool : queryable;
    return (await target.query<Row>(statement, [...values])).rows;
  } catch (cause) {
    throw databaseError(statement, cause);
  }
}

/** The only row, or null where there is none. */
export async function row<Row extends QueryResultRow>(
  queryable: Queryable,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row | null> {
  return (await rows<Row>(queryable, statement, values))[0] ?? null;
}

export function databaseError(statement: string, cause: unknown): Error {
  const firstLine = statement.trim().split("\n", 1)[0] ?? "";
  const said = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The database refused "${firstLine}": ${said}`, { cause });
}

/** Postgres' five-character code, looked for along the causes. */
export function sqlState(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return null;
}
