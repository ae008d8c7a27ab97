import { expect, it } from "vitest";
import { filesText } from "./files-text.ts";
import { gapTable } from "./gap-table.ts";
import { counted, grouped, inCents, printable, problemText, table, wrapped } from "./output.ts";

it.each([
  ["0", "0"],
  ["999", "999"],
  [47000, "47,000"],
  [12345678901234567890n, "12,345,678,901,234,567,890"],
  ["-1234.5678", "-1,234.5678"],
] as const)("%s reads %s", (decimal, expected) => {
  expect(grouped(decimal)).toBe(expected);
});

it.each([
  [1, "call", "1 call"],
  [0, "call", "0 calls"],
  ["1912.9333", "minute", "1,912.9333 minutes"],
  ["2", "channels", "2 channels"],
] as const)("%s × %s reads %s", (count, unit, expected) => {
  expect(counted(count, unit)).toBe(expected);
});

it.each([
  ["\u001b[31mred\u0007", "\\x1b[31mred\\x07"],
  ["\u009b2J\u202e", "\\x9b2J\\x202e"],
  ["two\nlines\tand a tab, é", "two\nlines\tand a tab, é"],
])("%j is shown as %j", (text, expected) => {
  expect(printable(text)).toBe(expected);
});

it("a problem names code, place, message and way out, and no terminal obeys it", () => {
  const wayOut = "Correct it.";
  expect(problemText({ code: "INVALID_CSV", message: "a \u001b here", file: "a.csv", line: 3, wayOut })).toBe(
    "INVALID_CSV  a.csv:3  a \\x1b here\n    way out: Correct it.",
  );
  expect(problemText({ code: "BALANCE", message: "off", wayOut })).toBe(
    "BALANCE  off\n    way out: Correct it.",
  );
});

it("sets numbers to the right, a dash among them too", () => {
  expect(
    table(
      ["who", "due"],
      [
        ["a", "1,234.00"],
        ["bcd", "–"],
      ],
    ),
  ).toBe(["who       due", "───  ────────", "a    1,234.00", "bcd         –"].join("\n"));
});

it("breaks a long text at spaces, within 110 columns, each line indented", () => {
  const text = wrapped("word ".repeat(60).trim(), "    ");
  const lines = text.split("\n");
  expect(lines.length).toBe(3); // 21 words of 5 columns fill the 106 beside the indentation
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(110);
    expect(line).toMatch(/^ {4}word/);
  }
  expect(text.replace(/\s+/g, " ").trim()).toBe("word ".repeat(60).trim());
});

it.each([
  [["out/a/1.json", "out/a/1.pdf"], "out/a/1.{json,pdf}"],
  [["out/a/1.json"], "out/a/1.json"],
  [["out/a/1.json", "out/b/2.json"], "out/a/1.json out/b/2.json"],
])("%j are told as %s", (files, expected) => {
  expect(filesText(files)).toBe(expected);
});

it("tells a gap, its decision and the reason within the width of a terminal", () => {
  const gap = {
    levy: "zz-911",
    jurisdiction: "US / ZZ",
    from: "2026-01-01",
    until: null,
    kind: "missing",
  } as const;
  const reason =
    "the amount set for 2026 was not found, and the last known one bills until the notice is loaded";
  const decided = {
    levy: "zz-911",
    decision: "useLastKnown",
    by: "A. Person",
    reason,
    expires: "2026-09-30",
  } as Parameters<typeof gapTable>[1]["decisions"][number];
  const told = gapTable([gap], { decisions: [decided], billDate: "2026-05-01" });
  expect(told).toContain("zz-911 · US / ZZ · from 2026-01-01 on: no figure");
  expect(told.replace(/\s+/g, " ")).toContain("decided by A. Person, good until 2026-09-30");
  expect(told.replace(/\s+/g, " ")).toContain(reason);
  for (const line of told.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  expect(gapTable([gap], { decisions: [], billDate: "2026-05-01" })).toContain("undecided");
  expect(gapTable([], { decisions: [], billDate: "2026-05-01" })).toBe("No tax figure is missing.");
});

it.each([
  ["0", "0.00"],
  ["2.3", "2.30"],
  ["-1234.5", "-1,234.50"],
  ["718.65", "718.65"],
])("%s in cents is %s", (amount, text) => {
  expect(inCents(amount)).toBe(text);
});
