import type { ZipEntry } from "./zip-stream.ts";

/** Larger pieces would save no time. */
const PIECE_BYTES = 1_048_576;
/** A piece is full when less than this is left. */
const ROW_BYTES = 16_384;
/** Of UTF-8, for one unit of UTF-16. */
const BYTES_PER_CHARACTER_MAX = 3;

/** Writes text into two pieces of memory in turn: while one is compressed, the other is filled. */
export function pieceWriter(entry: ZipEntry) {
  let [open, other] = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)];
  let length = 0;
  let compressed = Promise.resolve();
  const flush = async (): Promise<void> => {
    await compressed;
    compressed = entry.write(open.subarray(0, length));
    [open, other] = [other, open];
    length = 0;
  };
  return {
    add(text: string): void {
      const needed = length + BYTES_PER_CHARACTER_MAX * text.length;
      if (needed > open.length) open = Buffer.concat([open], 2 * needed);
      length += open.write(text, length);
    },
    isFull: (): boolean => length > PIECE_BYTES - ROW_BYTES,
    flush,
    async end(): Promise<void> {
      await flush();
      await compressed;
      await entry.end();
    },
  };
}
