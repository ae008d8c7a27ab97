import { createHash } from "node:crypto";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Transaction } from "../database.ts";
import { databaseError, rows } from "../rows.ts";
import type { TableCopy } from "./manifest.ts";
import type { TableFacts } from "./table-list.ts";

/** The text of a row must be the same on every server, and rows must come in the order in which they lie. */
export async function settleCopyText(transaction: Transaction): Promise<void> {
  for (const setting of [
    "timezone = 'UTC'",
    "datestyle = 'ISO, YMD'",
    "intervalstyle = 'postgres'",
    "bytea_output = 'hex'",
    "extra_float_digits = 1",
    "synchronize_seqscans = off",
  ])
    await rows(transaction, `set local ${setting}`);
}

export type CopiedText = Pick<TableCopy, "rows" | "bytes" | "sha256">;

/** The rows of a table as COPY writes them, for `take`; counted and hashed on the way. Memory is that of a chunk. */
export async function copyOut(
  transaction: Transaction,
  { name, columns }: Pick<TableFacts, "name" | "columns">,
  take: (chunks: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<CopiedText> {
  const statement = `copy (select ${quoted(columns)} from ${quoted([name])}) to stdout`;
  const counted = counter();
  const source = transaction.query(copyTo(statement));
  try {
    await Promise.all([pipeline(source, counted.stream), take(counted.stream as AsyncIterable<Uint8Array>)]);
  } catch (cause) {
    throw databaseError(statement, cause);
  }
  return counted.result();
}

/** The same rows back into an empty table. */
export async function copyIn(
  transaction: Transaction,
  { name, columns }: Pick<TableFacts, "name" | "columns">,
  chunks: AsyncIterable<Uint8Array>,
): Promise<CopiedText> {
  const statement = `copy ${quoted([name])} (${quoted(columns)}) from stdin`;
  const counted = counter();
  try {
    await pipeline(Readable.from(chunks), counted.stream, transaction.query(copyFrom(statement)));
  } catch (cause) {
    throw databaseError(statement, cause);
  }
  return counted.result();
}

/** Reads what a table holds, for its hash alone. */
export function hashOfTable(
  transaction: Transaction,
  table: Pick<TableFacts, "name" | "columns">,
): Promise<CopiedText> {
  return copyOut(transaction, table, async (chunks) => {
    for await (const _ of chunks);
  });
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
}

const LINE_END = 10;

/** In COPY's text form a line end inside a value is escaped, so each one ends a row. */
function counter(): { readonly stream: Transform; readonly result: () => CopiedText } {
  const hash = createHash("sha256");
  let lines = 0;
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines += 1;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ rows: lines, bytes, sha256: hash.digest("hex") }) };
}
