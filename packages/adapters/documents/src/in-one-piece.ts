/** All pieces of a document put together, for whoever needs it whole. */
export async function inOnePiece(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(pieces));
}
