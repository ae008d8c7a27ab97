import { type CopyBuffer, copyBuffer, PIECE_BYTES, putBytes, putInt16 } from "./copy-buffer.ts";
import { type CopyColumn, namesOf } from "./copy-columns.ts";

/** What a binary COPY begins with: the signature, no flags, no extension (Postgres manual, COPY, binary format). */
const HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const TRAILER = -1;

/**
 * Rows in COPY's binary format, in pieces for the socket. Bytes are put where they are sent from: joining strings and encoding
 * them took four times as long, and left as much for the garbage collector.
 *
 * @example a row of the text `a` and a null: 2 fields, 1 byte `a`, length -1.
 */
export function* copyPieces<Row>(
  columns: readonly CopyColumn<Row>[],
  rows: readonly Row[],
): Generator<Uint8Array, void> {
  let out = copyBuffer();
  putBytes(out, HEADER);
  const fields = namesOf(columns).length;
  const left = rows.values();
  while (putPiece(out, { fields, columns }, left)) {
    yield out.bytes.subarray(0, out.length);
    out = copyBuffer();
  }
  putInt16(out, TRAILER);
  yield out.bytes.subarray(0, out.length);
}

/**
 * Apart, for inside a generator each step of a loop is an object.
 *
 * @param left Goes on where the last piece ended.
 * @returns whether the piece is full.
 */
function putPiece<Row>(
  out: CopyBuffer,
  { fields, columns }: { readonly fields: number; readonly columns: readonly CopyColumn<Row>[] },
  left: Iterable<Row>,
): boolean {
  for (const row of left) {
    putInt16(out, fields);
    for (const column of columns) column.write(out, row);
    if (out.length >= PIECE_BYTES) return true;
  }
  return false;
}
