import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { appendFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type BoundaryRow, boundaryLine } from "@tollwright/place";
import { type BoundaryIndex, ROWS_FILE } from "./boundary-store.ts";

/** Rows of four ZIP digits are kept in a file of their own until all are read; this much of each waits in memory. */
const BUCKET_BYTES = 16_384;
const BUCKET_DIGITS = 4;

/** Deals rows out by their ZIPs, one line for each ZIP that a row spans. */
export function bucketsIn(folder: string) {
  const waiting = new Map<string, string>();
  const seen = new Set<string>();
  const write = async (bucket: string, text: string): Promise<void> => {
    seen.add(bucket);
    await appendFile(join(folder, `${bucket}.part`), text);
  };
  return {
    async add(row: BoundaryRow): Promise<void> {
      const line = boundaryLine(row);
      for (let zip = Number(row.zipLow); zip <= Number(row.zipHigh); zip += 1) {
        const text = String(zip).padStart(5, "0");
        const bucket = text.slice(0, BUCKET_DIGITS);
        const held = `${waiting.get(bucket) ?? ""}${text}\t${line}\n`;
        if (held.length > BUCKET_BYTES) await write(bucket, held);
        waiting.set(bucket, held.length > BUCKET_BYTES ? "" : held);
      }
    },
    async flush(): Promise<void> {
      for (const [bucket, text] of waiting) await write(bucket, text);
    },
    names: () => [...seen].toSorted(),
  };
}

/** One bucket after the other, its rows by ZIP: the index says where each ZIP lies. */
export async function sortRows(folder: string, buckets: readonly string[]): Promise<BoundaryIndex> {
  const index: Record<string, readonly [number, number]> = {};
  const rows = createWriteStream(join(folder, ROWS_FILE));
  let offset = 0;
  for (const bucket of buckets) {
    const part = join(folder, `${bucket}.part`);
    const lines = (await readFile(part, "utf8")).trimEnd().split("\n");
    const byZip = Map.groupBy(lines, (line) => line.slice(0, 5));
    for (const zip of [...byZip.keys()].toSorted()) {
      const bytes = Buffer.from(`${(byZip.get(zip) ?? []).map((line) => line.slice(6)).join("\n")}\n`);
      index[zip] = [offset, bytes.length];
      offset += bytes.length;
      if (!rows.write(bytes)) await once(rows, "drain");
    }
    await rm(part);
  }
  rows.end();
  await once(rows, "close");
  return index;
}
