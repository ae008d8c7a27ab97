import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";

/** Large enough that reading costs nothing beside parsing, small enough that a hundred readers fit in memory. */
const CHUNK_BYTES = 262_144;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/**
 * The content of a file in chunks, decompressed where its first bytes say gzip or zstd; the name does not matter.
 *
 * @throws what the file system or the decompression throws; a truncated gzip file throws at its end.
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array, void> {
  const first = await firstChunk(path);
  // A file of one call is in hand already: a stream of its own would cost five times its reading.
  const isWhole = first.length < CHUNK_BYTES;
  const decompress = decompression(first);
  if (isWhole && decompress === null) {
    if (first.length > 0) yield first;
    return;
  }
  const stored = isWhole ? Readable.from([first]) : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  // An error of the file destroys the decompression with it, and the reader of the chunks meets it there.
  const content = decompress === null ? stored : pipeline(stored, decompress, () => undefined);
  for await (const chunk of content) yield chunk as Buffer;
}

async function firstChunk(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(Math.min(size, CHUNK_BYTES)) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function decompression(first: Uint8Array) {
  const startsWith = (magic: readonly number[]): boolean =>
    magic.every((byte, index) => first[index] === byte);
  if (startsWith(GZIP)) return createGunzip({ chunkSize: CHUNK_BYTES });
  return startsWith(ZSTD) ? createZstdDecompress({ chunkSize: CHUNK_BYTES }) : null;
}
