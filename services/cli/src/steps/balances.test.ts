import type { Audit, AuditRow } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { balanceTable } from "./balances.ts";

type Tally = readonly [records: number, milliseconds: bigint];

function row(source: string, tallies: Partial<Record<keyof AuditRow["buckets"], Tally>>): AuditRow {
  const of = (bucket: keyof AuditRow["buckets"]) => {
    const [records, milliseconds] = tallies[bucket] ?? [0, 0n];
    return { records, milliseconds };
  };
  return {
    file: "f",
    fileName: null,
    source,
    day: null,
    balanced: true,
    writtenOff: { records: 0, milliseconds: 0n },
    buckets: {
      read: of("read"),
      accepted: of("accepted"),
      merged: of("merged"),
      duplicate: of("duplicate"),
      conflict: of("conflict"),
      ignored: of("ignored"),
      suspended: of("suspended"),
      pending: of("pending"),
      inTransit: of("inTransit"),
      rated: of("rated"),
      free: of("free"),
      suspendedAtRating: of("suspendedAtRating"),
    },
  };
}

function audit(rows: readonly AuditRow[]): Audit {
  return { rows, differences: [], redelivered: 0, filesSentAgain: 0 };
}

const day = row("pbx", {
  read: [1200, 3_600_500n],
  accepted: [1199, 3_600_000n],
  suspended: [1, 500n],
  rated: [1000, 3_600_000n],
  free: [199, 0n],
});

it("shows both equations, in records and in exact seconds", () => {
  // Two days alike: 2 × 1,200 = 2,400 records, 2 × 3,600.5 s = 7,201 s; 2 × 0.5 s = 1 s.
  const lines = balanceTable(audit([day, day])).split("\n");
  expect(lines.map((line) => line.replace(/\s+/g, " ").trim())).toEqual([
    "source read = accepted + merged + duplicate + conflict + ignored + suspended",
    expect.stringMatching(/^─/),
    "pbx records 2,400 2,398 0 0 0 0 2",
    "seconds 7,201 7,200 0 0 0 0 1",
    "",
    "source accepted = rated + free + suspended at rating",
    expect.stringMatching(/^─/),
    "pbx records 2,398 2,000 398 0",
    "seconds 7,200 7,200 0 0",
    "",
    "Both equations hold for each file, source and day, in records and in seconds.",
  ]);
});

it("shows milliseconds where they are no whole seconds, what waits where something does, and what is wrong", () => {
  const waiting = row("pbx", { read: [2, 1_001n], accepted: [1, 1n], pending: [1, 1_000n] });
  const text = balanceTable(audit([{ ...waiting, balanced: false }]));
  expect(text).toContain("1.001");
  expect(text).toContain("+ pending");
  expect(text).not.toContain("+ in transit");
  expect(text).toContain("NOT BALANCED: pbx.");
});

it("keeps to the width of a terminal", () => {
  const wide = row("asterisk-chicago", {
    read: [1_234_567, 123_456_789_123n],
    accepted: [1_234_567, 123_456_789_123n],
  });
  for (const line of balanceTable(audit([wide])).split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});

it("says when there is nothing yet", () => {
  expect(balanceTable(audit([]))).toBe("No record is read yet.");
});

it("goes by source and day, or by source and file", () => {
  const rows = [
    { ...row("pbx", { read: [2, 2_000n] }), day: "2026-04-08", fileName: "/var/log/cdr/b.csv" },
    { ...row("pbx", { read: [3, 3_000n] }), day: "2026-04-07", fileName: "a.csv" },
    { ...row("pbx", { read: [4, 4_000n] }), day: null, fileName: "a.csv" },
  ] as readonly AuditRow[];
  const records = (by: "day" | "file"): readonly string[] =>
    (balanceTable(audit(rows), by).split("\n\n")[0] ?? "")
      .split("\n")
      .filter((each) => each.includes("records"))
      .map((each) => each.replace(/\s+/g, " ").trim());
  expect(records("day")).toEqual([
    "pbx 2026-04-07 records 3 0 0 0 0 0 0",
    "pbx 2026-04-08 records 2 0 0 0 0 0 0",
    "pbx unknown records 4 0 0 0 0 0 0",
  ]);
  expect(records("file")).toEqual([
    "pbx /var/log/cdr/b.csv records 2 0 0 0 0 0 0",
    "pbx a.csv records 7 0 0 0 0 0 0",
  ]);
});

it("names what was written off beside the equations, which still count it", () => {
  const given = { ...day, writtenOff: { records: 1, milliseconds: 500n } };
  expect(balanceTable(audit([given]))).toContain(
    "Of suspended, pending and suspended at rating 1 record, 0.500 seconds, is written off.",
  );
});
