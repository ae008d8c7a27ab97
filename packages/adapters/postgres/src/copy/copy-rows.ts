import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "../database.ts";
import { databaseError } from "../rows.ts";
import { type CopyColumn, namesOf } from "./copy-columns.ts";
import { copyPieces } from "./copy-pieces.ts";

/** Writes rows with COPY, the fastest way in: each is put into bytes when it is sent, so that they never lie in memory all at once. */
export async function copyRows<Row>(
  transaction: Transaction,
  table: string,
  { columns, rows }: { readonly columns: readonly CopyColumn<Row>[]; readonly rows: readonly Row[] },
): Promise<void> {
  if (rows.length === 0) return;
  const statement = `copy ${table} (${namesOf(columns).join(", ")}) from stdin (format binary)`;
  const pieces = copyPieces(columns, rows);
  try {
    await pipeline(Readable.from(pieces, { objectMode: false }), transaction.query(copyFrom(statement)));
  } catch (cause) {
    throw databaseError(statement, cause);
  }
}
