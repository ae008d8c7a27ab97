import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, gzipSync } from "node:zlib";

const LEVEL = { level: constants.Z_BEST_SPEED };

/**
 * Writes content as gzip at its fastest level; it need not be on the disk yet.
 *
 * Content of one chunk is compressed and written in one go: streams would take four times as long for a one-call file.
 */
export async function writePacked(path: string, chunks: AsyncGenerator<Uint8Array, void>): Promise<void> {
  const first = await chunks.next();
  const second = await chunks.next();
  if (second.done === true) {
    await writeFile(path, gzipSync(first.value ?? new Uint8Array(0), LEVEL));
    return;
  }
  await pipeline(
    followedBy([first.value ?? new Uint8Array(0), second.value], chunks),
    createGzip(LEVEL),
    createWriteStream(path),
  );
}

async function* followedBy(
  head: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  yield* head;
  yield* rest;
}
