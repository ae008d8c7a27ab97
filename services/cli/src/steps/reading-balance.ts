import { basename } from "node:path";
import type { LedgerEntry } from "@tollwright/bus";
import { byCodeUnit } from "@tollwright/canonical";
import { grouped, table } from "../output.ts";

/** Sums of what was read, as they grow: as many entries as there are files, days and buckets. */
export type ReadingLedger = Map<string, LedgerEntry>;

export function addToLedger(ledger: ReadingLedger, entries: readonly LedgerEntry[]): void {
  for (const entry of entries) {
    const name = `${entry.file} ${entry.day ?? ""} ${entry.bucket}`;
    const sum = ledger.get(name);
    ledger.set(name, {
      ...entry,
      records: entry.records + (sum?.records ?? 0),
      milliseconds: entry.milliseconds + (sum?.milliseconds ?? 0),
      recordsWithoutSeconds: entry.recordsWithoutSeconds + (sum?.recordsWithoutSeconds ?? 0),
    });
  }
}

const ALWAYS = ["merged", "ignored", "suspended", "pending"] as const;
const SOMETIMES = ["duplicate", "conflict"] as const;
type Bucket = LedgerEntry["bucket"];

/**
 * The balance of what was read, by file and day: every record is a call, or is set aside in one bucket (books 3), in records
 * and in milliseconds. Whether a call came before is not looked for: that is seen when it is stored.
 *
 * @param names By the hash of the file.
 */
export function balanceOfReading(
  entries: readonly LedgerEntry[],
  names: ReadonlyMap<string, string>,
): string {
  const rare = SOMETIMES.filter((bucket) => entries.some((entry) => entry.bucket === bucket));
  const buckets: readonly Bucket[] = [...ALWAYS, ...rare];
  const lines = [...Map.groupBy(entries, ({ file, day }) => `${names.get(file) ?? file} ${day ?? "~"}`)]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .flatMap(([, own]) => {
      const name = basename(names.get(own[0]?.file ?? "") ?? own[0]?.file ?? "");
      return linesOf([name, own[0]?.day ?? "unknown"], own, buckets);
    });
  const total = linesOf(["all files", "all days"], entries, buckets);
  const headings = ["read", "= calls", ...buckets.map((bucket) => `+ ${bucket}`)];
  const all = new Set(entries.map(({ file, day }) => `${file} ${day}`)).size;
  return table(["file", "day", "", ...headings], all === 1 ? lines : [...lines, ...total]);
}

function linesOf(
  labels: readonly [string, string],
  entries: readonly LedgerEntry[],
  buckets: readonly Bucket[],
): readonly (readonly string[])[] {
  const line = (part: "records" | "milliseconds"): readonly string[] => {
    const total = (bucket: Bucket): number =>
      entries.filter((entry) => entry.bucket === bucket).reduce((sum, entry) => sum + entry[part], 0);
    const aside = buckets.map(total);
    const calls = total("read") - aside.reduce((sum, count) => sum + count, 0);
    return [total("read"), calls, ...aside].map(grouped);
  };
  return [
    [...labels, "records", ...line("records")],
    ["", "", "ms", ...line("milliseconds")],
  ];
}
