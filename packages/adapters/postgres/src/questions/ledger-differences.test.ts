import type { CivilDate } from "@tollwright/calendar";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ledgerDifferences } from "./ledger-differences.ts";
import type { BucketCount } from "./stored-counts.ts";

const DAY = "2026-04-07" as CivilDate;

function count(
  bucket: BucketCount["bucket"],
  records: number,
  facts: Partial<BucketCount> = {},
): BucketCount {
  const milliseconds = BigInt(records) * 60_000n;
  return { file: "f", source: "pbx", day: DAY, bucket, records, milliseconds, ...facts };
}

/** `accepted 3/2`: counted 3, found 2. */
function told(ledger: readonly BucketCount[], stored: readonly BucketCount[]): readonly string[] {
  return ledgerDifferences(ledger, stored).map(
    ({ check, day, expected, found }) => `${check} ${day ?? "unknown"}: ${expected} / ${found}`,
  );
}

it.each<[string, BucketCount[], BucketCount[], string[]]>([
  ["nothing", [], [], []],
  ["as counted", [count("read", 2), count("accepted", 2)], [count("accepted", 2)], []],
  ["a change of mind", [count("suspended", 1), count("suspended", -1)], [], []],
  [
    "a row less",
    [count("accepted", 3)],
    [count("accepted", 2)],
    ["ledger: accepted 2026-04-07: 3 records, 180000 ms / 2 records, 120000 ms"],
  ],
  [
    "other seconds alone",
    [count("accepted", 1)],
    [count("accepted", 1, { milliseconds: 59_999n })],
    ["ledger: accepted 2026-04-07: 1 records, 60000 ms / 1 records, 59999 ms"],
  ],
  [
    "rows that nobody counted",
    [],
    [count("ignored", 1, { day: null })],
    ["ledger: ignored unknown: 0 records, 0 ms / 1 records, 60000 ms"],
  ],
  [
    "the right number on the wrong day",
    [count("accepted", 1)],
    [count("accepted", 1, { day: "2026-04-08" as CivilDate })],
    [
      "ledger: accepted 2026-04-07: 1 records, 60000 ms / 0 records, 0 ms",
      "ledger: accepted 2026-04-08: 0 records, 0 ms / 1 records, 60000 ms",
    ],
  ],
  ["in transit has no rows", [count("read", 1), count("inTransit", 1)], [], []],
  [
    "fewer than none in transit",
    [count("inTransit", -1)],
    [],
    ["ledger: inTransit 2026-04-07: 0 records or more / -1 records, -60000 ms"],
  ],
])("%s", (_, ledger, stored, expected) => {
  expect(told(ledger, stored)).toEqual(expected);
});

it("a count taken from one bucket to another is two differences, until its row moves too", () => {
  const buckets = fc.constantFrom("suspended", "ignored", "pending", "merged") as fc.Arbitrary<
    BucketCount["bucket"]
  >;
  fc.assert(
    fc.property(fc.array(buckets, { minLength: 1 }), buckets, buckets, (rows, from, to) => {
      fc.pre(from !== to && rows.includes(from));
      const stored = rows.map((bucket) => count(bucket, 1));
      const moved = [...stored, count(from, -1), count(to, 1)];
      expect(ledgerDifferences(stored, stored)).toEqual([]);
      expect(ledgerDifferences(moved, stored)).toHaveLength(2);
      expect(ledgerDifferences(moved, [...stored.toSpliced(rows.indexOf(from), 1), count(to, 1)])).toEqual(
        [],
      );
    }),
  );
});
