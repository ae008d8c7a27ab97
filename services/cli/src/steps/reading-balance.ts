import type { LedgerEntry } from "@tollwright/bus";
import { byCodeUnit } from "@tollwright/canonical";
import { table } from "../output.ts";

/** What was read, by file and day: every record is a call or set aside (books 3). */
export function balanceOfReading(entries: readonly LedgerEntry[]): string {
  const buckets = ["read", "ignored", "suspended", "merged"] as const;
  const keys = [...new Set(entries.map(({ file, day }) => `${file.slice(0, 12)} ${day ?? "unknown"}`))].sort(
    byCodeUnit,
  );
  const rows = keys.map((key) => {
    const own = entries.filter(({ file, day }) => `${file.slice(0, 12)} ${day ?? "unknown"}` === key);
    const total = (bucket: string, part: "records" | "milliseconds"): number =>
      own.filter((entry) => entry.bucket === bucket).reduce((sum, entry) => sum + entry[part], 0);
    const [file = "", day = ""] = key.split(" ");
    const counts = buckets.map((bucket) => total(bucket, "records"));
    const calls = (counts[0] ?? 0) - counts.slice(1).reduce((sum, count) => sum + count, 0);
    return [file, day, ...counts, calls, total("read", "milliseconds")];
  });
  return table(["file", "day", "read", "- ignored", "- suspended", "- merged", "= calls", "ms read"], rows);
}
