import { type FileHandle, open } from "node:fs/promises";
import { compressionOf } from "./compression.ts";

/** Bytes of a file, `until` not included. */
export type ByteRange = { readonly from: number; readonly until: number };

/** Beyond any line that a switch writes; where none ends so near, the file is not cut. */
const LOOK_AHEAD_BYTES = 65_536;
const LF = 10;
/** More than enough of a file's beginning to tell how it is packed. */
const HEAD_BYTES = 512;

/**
 * Cuts a file into ranges, each from behind a line feed to behind a line feed. Whether a record ends there too only its reader can
 * say: a quoted cell may hold line ends.
 *
 * @param bytesOfNext About how many bytes the next range is to have, by those that are left and those of the file.
 * @returns null for a compressed file, which can only be read from its beginning.
 */
export async function lineRanges(
  path: string,
  bytesOfNext: (bytesLeft: number, bytesOfFile: number) => number,
): Promise<readonly ByteRange[] | null> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const head = await bytesAt(handle, 0, Math.min(size, HEAD_BYTES));
    if (compressionOf(head) !== null) return null;
    const ranges: ByteRange[] = [];
    let from = 0;
    const next = () => bytesOfNext(size - from, size);
    for (let bytes = next(); size - from > bytes; bytes = next()) {
      const until = await behindLineFeed(handle, from + bytes);
      if (until === null) break;
      ranges.push({ from, until });
      from = until;
    }
    return from < size || size === 0 ? [...ranges, { from, until: size }] : ranges;
  } finally {
    await handle.close();
  }
}

async function behindLineFeed(handle: FileHandle, from: number): Promise<number | null> {
  const at = (await bytesAt(handle, from, LOOK_AHEAD_BYTES)).indexOf(LF);
  return at < 0 ? null : from + at + 1;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  return filled(handle, position, Buffer.allocUnsafeSlow(length));
}

async function filled(handle: FileHandle, position: number, place: Buffer): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read({ buffer: place, position });
  return buffer.subarray(0, bytesRead);
}

const CHUNK_BYTES = 524_288;

/**
 * The bytes of a range in chunks, as they lie in the file. A chunk ends behind a line feed where it holds one, so that readers
 * of lines have nothing left over to join with the next; that one is fetched meanwhile.
 *
 * A chunk is valid until the next one is asked for: two places take turns, for thousands of new ones would wait for the garbage
 * collector.
 */
export async function* readRange(path: string, { from, until }: ByteRange): AsyncGenerator<Uint8Array, void> {
  const handle = await open(path);
  const length = Math.min(CHUNK_BYTES, until - from);
  let [place, other] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
  const fetch = (at: number): Promise<Buffer> => {
    [place, other] = [other, place];
    return filled(handle, at, place.subarray(0, until - at));
  };
  let fetched = fetch(from);
  try {
    for (let at = from; at < until; ) {
      const bytes = await fetched;
      if (bytes.length === 0) return;
      const lines = at + bytes.length < until ? bytes.lastIndexOf(LF) + 1 : 0;
      const chunk = lines > 0 ? bytes.subarray(0, lines) : bytes;
      at += chunk.length;
      if (at < until) fetched = fetch(at);
      yield chunk;
    }
  } finally {
    // Whoever stops early leaves one on its way, which needs the file still.
    await fetched.catch(() => undefined);
    await handle.close();
  }
}
