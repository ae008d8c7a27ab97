import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { copyText, type Field } from "./copy-text.ts";
import type { Transaction } from "./database.ts";
import { databaseError } from "./rows.ts";

/**
 * Writes rows with COPY, the fastest way in. `columns` and the fields of each row are in the same order.
 *
 * @param options.fields Those of one row; asked for when it is written, so that rows never lie in memory all at once.
 */
export async function copyRows<Row>(
  transaction: Transaction,
  table: string,
  options: {
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
    readonly fields: (row: Row) => readonly Field[];
  },
): Promise<void> {
  if (options.rows.length === 0) return;
  const statement = `copy ${table} (${options.columns.join(", ")}) from stdin`;
  const text = copyText(options.rows.values().map(options.fields));
  try {
    await pipeline(Readable.from(text, { objectMode: false }), transaction.query(copyFrom(statement)));
  } catch (cause) {
    throw databaseError(statement, cause);
  }
}
