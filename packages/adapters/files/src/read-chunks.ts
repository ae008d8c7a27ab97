import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip, createZstdDecompress, gunzipSync, zstdDecompressSync } from "node:zlib";
import { type Compression, ContentUnreadable, compressionOf } from "./compression.ts";
import { frameCutter } from "./zstd-frames.ts";

/** Large enough that reading costs nothing beside parsing, small enough that a hundred readers fit in memory. */
const CHUNK_BYTES = 262_144;

/** A file of one call, packed: a stream of its own would cost four times its reading. */
const SMALL_BYTES = 16_384;

/** A file by its path, or bytes that come from elsewhere: standard input, a POST. */
export type Stored = string | AsyncIterable<Uint8Array>;

/**
 * The content of a file in chunks, decompressed where its first bytes say gzip or zstd; the name does not matter. Several
 * gzip members or zstd frames one behind the other are one content. Memory is that of a few chunks, whatever it unpacks to.
 *
 * @throws ContentUnreadable for compressed content that is cut off, damaged, followed by something else, or packed otherwise;
 *   and what the file system throws.
 */
export async function* readChunks(stored: Stored): AsyncGenerator<Uint8Array, void> {
  const beginning = await beginningOf(typeof stored === "string" ? fileChunks(stored) : stored);
  const { head, rest, isAll } = beginning;
  const compression = await toldOrClosed(beginning);
  const small = compression !== null && isAll ? unpackedAtOnce(head, compression) : null;
  if (small !== null) {
    if (small.length > 0) yield small;
    return;
  }
  const whole = followedBy(head, rest);
  if (compression === null) yield* whole;
  else if (compression === "gzip") yield* unpacked(whole, createGunzip({ chunkSize: CHUNK_BYTES }));
  else yield* unpacked(cutAtFrames(whole), createZstdDecompress({ chunkSize: CHUNK_BYTES }));
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array, void> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    // A file of one call is read in one go, without asking again whether that was all.
    let length = Math.min(size, CHUNK_BYTES);
    for (let at = 0; length > 0; length = at < size ? CHUNK_BYTES : 0) {
      const { buffer, bytesRead } = await handle.read({
        buffer: Buffer.allocUnsafeSlow(length),
        position: at,
      });
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

type Beginning = {
  readonly head: Uint8Array;
  /** Nothing follows. */
  readonly isAll: boolean;
  readonly rest: AsyncIterator<Uint8Array>;
};

/** Reads on until a file of one call would be there whole, for a pipe may give one byte at a time. */
async function beginningOf(chunks: AsyncIterable<Uint8Array>): Promise<Beginning> {
  const rest = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let isAll = false;
  while (bytes < SMALL_BYTES && !isAll) {
    const { value, done } = await rest.next();
    isAll = done === true;
    if (value === undefined) continue;
    parts.push(value);
    bytes += value.length;
  }
  const [only] = parts;
  return { head: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts), isAll, rest };
}

/** Null where it unpacks to more than a chunk, or not at all: the stream tells more of it then. */
function unpackedAtOnce(packed: Uint8Array, compression: "gzip" | "zstd"): Uint8Array | null {
  const unpack = compression === "gzip" ? gunzipSync : zstdDecompressSync;
  try {
    // Declared as the bytes alone, though `info` asks for what was read as well.
    const found: unknown = unpack(packed, { maxOutputLength: CHUNK_BYTES, info: true });
    const { buffer, engine } = found as { buffer: Buffer; engine: { bytesWritten: number } };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch {
    return null;
  }
}

async function toldOrClosed({ head, rest }: Beginning): Promise<Compression> {
  try {
    return compressionOf(head);
  } catch (error) {
    await rest.return?.();
    throw error;
  }
}

async function* followedBy(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* cutAtFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const cut = frameCutter();
  for await (const chunk of chunks) yield* cut(chunk);
}

type Decoder = ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;

async function* unpacked(
  packed: AsyncIterable<Uint8Array>,
  decoder: Decoder,
): AsyncGenerator<Uint8Array, void> {
  let given = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of packed) {
      given += chunk.length;
      yield chunk;
    }
  };
  const source = Readable.from(counted());
  let bytes = 0;
  try {
    // An error of the source destroys the decoder with it, and the reader of the chunks meets it there.
    for await (const chunk of pipeline(source, decoder, () => undefined)) {
      bytes += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (error) {
    throw told(error, bytes);
  } finally {
    source.destroy();
  }
  // The decoder passes over zero bytes behind the content; what may stand behind those would be lost in silence.
  if (decoder.bytesWritten < given)
    throw new ContentUnreadable("corrupt", `zero bytes follow its compressed content after ${bytes} bytes`);
}

/** Errors of the decoder in words, with how far it came; those of the source as they are. */
function told(error: unknown, bytes: number): unknown {
  if (!(error instanceof Error)) return error;
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR")
    return new ContentUnreadable(
      "corrupt",
      `it is cut off: its compressed content ends after ${bytes} bytes`,
      {
        cause: error,
      },
    );
  if (!/^(Z_|ZSTD_)/.test(code)) return error;
  const message = `its compressed content is damaged after ${bytes} bytes: ${error.message}`;
  return new ContentUnreadable("corrupt", message, { cause: error });
}
