import type { Instant } from "@tollwright/calendar";
import { openReader, type Reading, type Source } from "@tollwright/cdr";
import { hashFile, readChunks } from "@tollwright/files";
import { BATCH_LIMITS } from "./batch.ts";

/** What each chunk of a file holds; the file is closed, so that a last record without a line end is read too. */
export async function* readFile(request: {
  readonly source: Source;
  readonly path: string;
  readonly fileHash: string;
  readonly readAt: Instant;
  readonly resumeAt: number;
  readonly chunkBytes?: number;
}): AsyncGenerator<Reading, void> {
  const { chunkBytes = BATCH_LIMITS.chunkBytes } = request;
  const reader = openReader(request);
  for await (const chunk of readChunks(request.path))
    for (let at = 0; at < chunk.length; at += chunkBytes)
      yield reader.read(chunk.subarray(at, at + chunkBytes));
  yield reader.end(true);
}

/** What is shown becomes text several times as large, which the engine gathers long before it clears it away. */
const SHOWN_BYTES = 65_536;

/** The same of a file outside the archive, from its beginning: what the reader understands, without storing it. */
export async function* readLooseFile(request: {
  readonly source: Source;
  readonly path: string;
  readonly readAt: Instant;
}): AsyncGenerator<Reading, void> {
  const { contentHash } = await hashFile(request.path);
  yield* readFile({ ...request, fileHash: contentHash, resumeAt: 0, chunkBytes: SHOWN_BYTES });
}
