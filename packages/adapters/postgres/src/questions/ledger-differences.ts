import { byCodeUnit } from "@tollwright/canonical";
import type { AuditDifference } from "./audit-differences.ts";
import type { BucketCount } from "./stored-counts.ts";

/**
 * Where the ledger counts other than what is there, in either direction: rows that it does not count, and counts without rows
 * (books 3). `read` has no rows of its own: both equations hold it to the other buckets. What is in transit is in no table.
 *
 * @example ledger `accepted 3`, and two calls of the file on that day: expected `3 records, 180000 ms`, found `2 records, 120000 ms`.
 */
export function ledgerDifferences(
  ledger: readonly BucketCount[],
  stored: readonly BucketCount[],
): readonly AuditDifference[] {
  const expected = sums(ledger.filter(({ bucket }) => bucket !== "read" && bucket !== "inTransit"));
  const found = sums(stored);
  const names = [...new Set([...expected.keys(), ...found.keys()])].sort(byCodeUnit);
  return [
    ...negatives(ledger),
    ...names.flatMap((name) => {
      const [left, right] = [expected.get(name), found.get(name)];
      const any = left ?? right;
      if (any === undefined || told(left) === told(right)) return [];
      return [differenceAt(any, { expected: told(left), found: told(right) })];
    }),
  ];
}

/** Nothing can be read or under way fewer than no times. */
function negatives(ledger: readonly BucketCount[]): readonly AuditDifference[] {
  return ledger
    .filter(({ bucket, records }) => (bucket === "read" || bucket === "inTransit") && records < 0)
    .map((count) => differenceAt(count, { expected: "0 records or more", found: told(count) }));
}

function sums(counts: readonly BucketCount[]): ReadonlyMap<string, BucketCount> {
  const byName = new Map<string, BucketCount>();
  for (const count of counts) {
    const name = `${count.bucket} ${count.source} ${count.day ?? ""} ${count.file}`;
    const sum = byName.get(name);
    byName.set(name, {
      ...count,
      records: (sum?.records ?? 0) + count.records,
      milliseconds: (sum?.milliseconds ?? 0n) + count.milliseconds,
    });
  }
  return byName;
}

function told(count: BucketCount | undefined): string {
  return `${count?.records ?? 0} records, ${count?.milliseconds ?? 0} ms`;
}

function differenceAt(
  { file, source, day, bucket }: BucketCount,
  told: Pick<AuditDifference, "expected" | "found">,
): AuditDifference {
  return { check: `ledger: ${bucket}`, file, source, day, ...told };
}
