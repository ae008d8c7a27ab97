import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { unreadable } from "./unreadable.ts";
import { openZip } from "./zip-entries.ts";

/** A line with its number, as an editor counts them. */
type DeliveredLine = { readonly text: string; readonly number: number };

/**
 * The lines of a delivered file, one after the other: plain, gzip, or the one table in a zip. A byte-order mark and line ends
 * are left out, and so are empty lines.
 *
 * @throws ProblemError `PLACE_FILE` where it cannot be read to its end, with the last line that could.
 */
export async function* deliveredLines(path: string): AsyncGenerator<DeliveredLine> {
  let number = 0;
  try {
    for await (const line of linesOf(path)) {
      number += 1;
      const text = number === 1 ? line.replace(/^\uFEFF/, "") : line;
      if (text.trim() !== "") yield { text, number };
    }
  } catch (error) {
    throw unreadable(path, error, number);
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const zip = /\.zip$/i.test(path) ? await openZip(path) : null;
  try {
    const input = await (zip?.stream(/\.(csv|txt|dat)$/i) ?? plainContent(path));
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
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
