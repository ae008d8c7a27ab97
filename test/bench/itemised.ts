import { statSync } from "node:fs";
import { join } from "node:path";
import { run } from "./processes.ts";
import { type Line, printLines, times } from "./report.ts";

const MEGABYTE = 1_048_576;

/** Calls → workbook, whole processes, beside the library's own streaming writer (budget: 60,000 rows/s, 150 MB at any size). */
export async function benchItemised(folder: string, sizes: readonly number[]): Promise<void> {
  const lines: Line[] = [];
  for (const rows of sizes) {
    const path = join(folder, `calls-${rows}.xlsx`);
    const ours = await run("test/bench/programs/itemised-ours.ts", [String(rows), path]);
    const size = `${Math.round(statSync(path).size / MEGABYTE)} MB`;
    const theirs = await run("test/bench/programs/itemised-exceljs.ts", [String(rows), path]);
    const against = `${times(theirs.seconds / ours.seconds)} the rate (budget ≥ 60,000 rows/s, ≤ 150 MB), a file of ${size}`;
    lines.push({ what: "ours: itemised XLSX", rows, ...ours, against });
    lines.push({ what: "exceljs, streamed", rows, ...theirs });
  }
  printLines("Itemised calls → workbook, whole processes", lines);
}
