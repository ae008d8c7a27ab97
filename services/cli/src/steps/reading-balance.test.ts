import type { LedgerEntry } from "@tollwright/bus";
import { expect, it } from "vitest";
import { addToLedger, balanceOfReading, type ReadingLedger } from "./reading-balance.ts";

function entry(
  bucket: LedgerEntry["bucket"],
  records: number,
  facts: Partial<LedgerEntry> = {},
): LedgerEntry {
  const day = "2026-04-07" as LedgerEntry["day"];
  const milliseconds = records * 1_000;
  return {
    file: "aa",
    source: "pbx",
    day,
    bucket,
    records,
    milliseconds,
    recordsWithoutSeconds: 0,
    ...facts,
  };
}

function lines(entries: readonly LedgerEntry[]): readonly string[] {
  const ledger: ReadingLedger = new Map();
  for (const each of entries) addToLedger(ledger, [each]);
  return balanceOfReading([...ledger.values()], new Map([["aa", "/cdr/a.csv"]]))
    .split("\n")
    .map((each) => each.replace(/\s+/g, " ").trim())
    .filter((each) => !each.startsWith("─"));
}

it("what is left of the records read are calls, in records and in milliseconds", () => {
  const parts = [
    entry("read", 3),
    entry("read", 4),
    entry("ignored", 1),
    entry("suspended", 2),
    entry("pending", 1),
  ];
  expect(lines(parts)).toEqual([
    "file day read = calls + merged + ignored + suspended + pending",
    "a.csv 2026-04-07 records 7 3 0 1 2 1", // 7 = 3 + 1 + 2 + 1
    "ms 7,000 3,000 0 1,000 2,000 1,000",
  ]);
});

it("files and days stand apart, the unknown day last, and their total below; rare buckets only where they occur", () => {
  const unknown = { day: null };
  expect(
    lines([
      entry("read", 1, unknown),
      entry("suspended", 1, unknown),
      entry("read", 2),
      entry("duplicate", 1),
    ]),
  ).toEqual([
    "file day read = calls + merged + ignored + suspended + pending + duplicate",
    "a.csv 2026-04-07 records 2 1 0 0 0 0 1",
    "ms 2,000 1,000 0 0 0 0 1,000",
    "a.csv unknown records 1 0 0 0 1 0 0",
    "ms 1,000 0 0 0 1,000 0 0",
    "all files all days records 3 1 0 0 1 0 1",
    "ms 3,000 1,000 0 0 1,000 0 1,000",
  ]);
});

it("nothing read is a balance of nothing", () => {
  expect(lines([])).toHaveLength(3);
});
