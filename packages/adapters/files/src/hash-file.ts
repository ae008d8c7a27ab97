import { contentHasher } from "./content-hasher.ts";
import { readChunks } from "./read-chunks.ts";

/** SHA-256 and size of a file's decompressed content, without archiving it. */
export async function hashFile(
  path: string,
): Promise<{ readonly contentHash: string; readonly bytes: number }> {
  const hasher = contentHasher([]);
  for await (const chunk of readChunks(path)) hasher.update(chunk);
  const { contentHash, bytes } = hasher.result();
  return { contentHash, bytes };
}
