/** Large enough that a row costs little beside its bytes, small enough that a few of them are nothing. */
const PIECE_BYTES = 1 << 20;

/** The same bytes in pieces of one size, the last one shorter. */
export async function* inPieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size = PIECE_BYTES,
): AsyncGenerator<Uint8Array> {
  let piece = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const bytes of pieces) {
    for (let from = 0; from < bytes.length; ) {
      const taken = Math.min(bytes.length - from, size - filled);
      piece.set(bytes.subarray(from, from + taken), filled);
      filled += taken;
      from += taken;
      if (filled < size) continue;
      yield piece;
      piece = Buffer.allocUnsafe(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
