import { describe, expect, it } from "vitest";
import { type LedgerCount, ledgerSums } from "./ledger-sums.ts";

const one: LedgerCount = {
  file: "f",
  source: "pbx",
  day: "2026-04-07",
  bucket: "accepted",
  records: 1,
  milliseconds: 72_000,
};

describe("the ledger's sums (books 3)", () => {
  it("are by file, source, day and bucket", () => {
    const counts: LedgerCount[] = [
      one,
      one,
      { ...one, day: null },
      { ...one, bucket: "rated" },
      { ...one, file: "g" },
    ];
    // 2 × 72,000 = 144,000
    expect(ledgerSums(counts).map(({ records, milliseconds }) => [records, milliseconds])).toEqual([
      [2, 144_000],
      [1, 72_000],
      [1, 72_000],
      [1, 72_000],
    ]);
  });

  it("take a change of mind out again, and leave out what comes to nothing", () => {
    expect(ledgerSums([one, { ...one, records: -1 }])).toEqual([]);
    const moved = ledgerSums([
      { ...one, bucket: "suspendedAtRating", records: -1 },
      { ...one, bucket: "rated" },
    ]);
    expect(moved.map(({ bucket, records, milliseconds }) => [bucket, records, milliseconds])).toEqual([
      ["suspendedAtRating", -1, -72_000],
      ["rated", 1, 72_000],
    ]);
  });

  it("count records whose length is unknown beside", () => {
    const [entry] = ledgerSums([one, { ...one, milliseconds: null }]);
    expect(entry).toMatchObject({ records: 2, milliseconds: 72_000, recordsWithoutSeconds: 1 });
  });
});
