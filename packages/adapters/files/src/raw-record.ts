import { decodeText } from "@tollwright/cdr";
import { archivedPath } from "./archive.ts";
import { readChunks } from "./read-chunks.ts";

type Place = { readonly offset: number; readonly length: number };
type Places = { readonly archive: string; readonly fileHash: string; readonly places: readonly Place[] };

/** A record as the switch wrote it, out of the archive; without its line end. */
export async function rawRecord(
  request: { readonly archive: string; readonly fileHash: string } & Place,
): Promise<string> {
  const [text = ""] = await rawRecords({ ...request, places: [request] });
  return text;
}

/** Several records of one file as text, in the order asked for, in one pass over it. */
export async function rawRecords(request: Places): Promise<readonly string[]> {
  return (await rawBytes(request)).map(decodeText);
}

/**
 * The bytes of several records of one file, in the order asked for, in one pass over it.
 *
 * @throws where the archive lacks the file, or the file ends before a place.
 */
export async function rawBytes({ archive, fileHash, places }: Places): Promise<readonly Uint8Array[]> {
  const targets = places.map(({ offset, length }) => ({ offset, bytes: new Uint8Array(length), filled: 0 }));
  const end = Math.max(0, ...places.map(({ offset, length }) => offset + length));
  let base = 0;
  for await (const chunk of readChunks(archivedPath(archive, fileHash))) {
    for (const target of targets) target.filled += copyOverlap(chunk, base, target);
    base += chunk.length;
    if (base >= end) break;
  }
  return targets.map(({ bytes, filled, offset }) => {
    if (filled < bytes.length) throw new Error(`file ${fileHash} of the archive ends before byte ${offset}`);
    return bytes;
  });
}

/** @returns how many bytes of the target this chunk held. */
function copyOverlap(
  chunk: Uint8Array,
  base: number,
  target: { readonly offset: number; readonly bytes: Uint8Array },
): number {
  const from = Math.max(target.offset, base);
  const until = Math.min(target.offset + target.bytes.length, base + chunk.length);
  if (until <= from) return 0;
  target.bytes.set(chunk.subarray(from - base, until - base), from - target.offset);
  return until - from;
}
