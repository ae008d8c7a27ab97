import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { openZip } from "./zip-entries.ts";

/**
 * The lines of a delivered file, one after the other: plain, gzip, or the one table in a zip. A byte-order mark and line ends
 * are left out, and so are empty lines.
 */
export async function* deliveredLines(path: string): AsyncGenerator<string> {
  const zip = /\.zip$/i.test(path) ? await openZip(path) : null;
  try {
    const input = await (zip?.stream(/\.(csv|txt|dat)$/i) ?? plainContent(path));
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    let first = true;
    for await (const line of lines) {
      const text = first ? line.replace(/^\uFEFF/, "") : line;
      first = false;
      if (text.trim() !== "") yield text;
    }
  } finally {
    zip?.close();
  }
}

function plainContent(path: string): Readable {
  const file = createReadStream(path);
  if (!/\.gz$/i.test(path)) return file;
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}
