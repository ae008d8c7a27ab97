import { civilDate, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { selectRow } from "./price-call-row.ts";

const rows = [
  { id: "all", prefix: "" },
  { id: "uk", prefix: "44", from: civilDate("2026-01-01") },
  { id: "uk-april", prefix: "44", from: civilDate("2026-04-01") },
  { id: "london-march", prefix: "4420", from: civilDate("2026-03-01"), until: civilDate("2026-04-01") },
  { id: "mexico", prefix: "52", until: civilDate("2026-04-01") },
  { id: "mexico-again", prefix: "52", until: civilDate("2026-04-01") },
  { id: "mexico-dated", prefix: "52", from: civilDate("2020-01-01"), until: null },
];

function chosen(destination: string, answeredAt: string | null): string {
  const at = answeredAt === null ? null : parseInstant(answeredAt);
  const found = selectRow(rows, { destination, answeredAt: at });
  return found.ok ? found.value.id : (found.problems[0]?.code ?? "");
}

describe("the row that prices a call", () => {
  it.each<[destination: string, answeredAt: string | null, row: string, why: string]>([
    ["442075550100", "2026-03-15T12:00:00Z", "london-march", "the longest prefix"],
    ["442075550100", "2026-04-01T00:00:00Z", "uk-april", "`until` does not belong to it"],
    ["442075550100", "2026-03-31T23:59:59Z", "london-march", "the last second, in UTC"],
    ["442075550100", "2026-03-31T23:59:59-05:00", "uk-april", "already April in UTC"],
    ["441315550100", "2026-03-31T23:59:59Z", "uk", "the day before a new price"],
    ["441315550100", "2026-04-01T00:00:00Z", "uk-april", "the day of it: the latest `from`"],
    [
      "441315550100",
      "2025-12-31T23:59:59Z",
      "all",
      "a row that is not in force does not fit, however long its prefix",
    ],
    ["15550100", "2026-04-01T00:00:00Z", "all", "the empty prefix fits all"],
    ["52155501", "2026-03-31T00:00:00Z", "mexico-dated", "any `from` is later than none"],
    ["52155501", "2019-03-31T00:00:00Z", "mexico", "of equal ones the first"],
    ["4", "2026-04-01T00:00:00Z", "all", "shorter than the prefix"],
    ["442075550100", null, "all", "without an instant undated rows only"],
  ])("%s at %s goes by %s: %s", (destination, answeredAt, row) => {
    expect(chosen(destination, answeredAt)).toBe(row);
  });

  it("none fits: NO_RATE, never zero", () => {
    const found = selectRow(rows.slice(1), {
      destination: "339005550100",
      answeredAt: parseInstant("2026-04-01T00:00Z"),
    });
    expect(found).toEqual({
      ok: false,
      problems: [
        {
          code: "NO_RATE",
          path: "call.destination",
          message: "no row fits destination 339005550100 on 2026-04-01 (UTC)",
          wayOut: "Add a row whose prefix and dates fit the destination, or correct the destination.",
        },
      ],
    });
    expect(selectRow([], { destination: "1", answeredAt: null }).ok).toBe(false);
  });
});
