import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
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
  const first = await firstBytes(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  for await (const chunk of decompressed(file, first)) yield chunk as Buffer;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: new Uint8Array(ZSTD.length) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function decompressed(file: Readable, first: Uint8Array): Readable {
  const startsWith = (magic: readonly number[]): boolean =>
    magic.every((byte, index) => first[index] === byte);
  if (!startsWith(GZIP) && !startsWith(ZSTD)) return file;
  const decompress = startsWith(GZIP)
    ? createGunzip({ chunkSize: CHUNK_BYTES })
    : createZstdDecompress({ chunkSize: CHUNK_BYTES });
  // An error of the file destroys the decompression with it, and the reader of the chunks meets it there.
  return pipeline(file, decompress, () => undefined);
}
