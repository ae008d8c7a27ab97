import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { type BoundaryFile, type BoundaryRow, boundaryRowOf } from "@tollwright/place";

/** Where the rows of each ZIP lie in `rows.tsv`: byte offset and length. */
export type BoundaryIndex = Readonly<Record<string, readonly [number, number]>>;

export const ROWS_FILE = "rows.tsv";
export const INDEX_FILE = "index.json";

/**
 * The imported rows of one state. Only the index stays in memory; a ZIP's rows are read when they are asked for, some hundreds
 * at a time, and the last ZIP's are kept, for accounts come street by street.
 */
export function openBoundaryStore(folder: string): BoundaryFile {
  const index = JSON.parse(readFileSync(join(folder, INDEX_FILE), "utf8")) as BoundaryIndex;
  let last: { readonly zip: string; readonly rows: readonly BoundaryRow[] } | null = null;
  return {
    rowsOf(zip) {
      if (last?.zip === zip) return last.rows;
      const range = Object.hasOwn(index, zip) ? index[zip] : undefined;
      const rows = range === undefined ? [] : readRows(join(folder, ROWS_FILE), range);
      last = { zip, rows };
      return rows;
    },
  };
}

function readRows(path: string, [offset, length]: readonly [number, number]): readonly BoundaryRow[] {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, offset);
    return bytes.toString("utf8").trimEnd().split("\n").map(boundaryRowOf);
  } finally {
    closeSync(file);
  }
}
