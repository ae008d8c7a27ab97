import { civilDate } from "@tollwright/calendar";
import { expect, test } from "vitest";
import { type DatedFigure, mergeFigures } from "./merge-figures.ts";

/** `0.07 1998-01-01..2025-07-01 seen 2024-10-01`; `-` is no figure or no day. */
function dated(text: string): DatedFigure {
  const [figure = "-", span = "-..-", , seen = "-"] = text.split(" ");
  const [from = "-", until = "-"] = span.split("..");
  const day = (value: string) => (value === "-" ? null : civilDate(value));
  return {
    figure: figure === "-" ? null : figure,
    from: day(from),
    until: day(until),
    seenInForceOn: day(seen),
    confidence: "high",
    note: null,
    source: { title: "A source" },
  };
}

const KNOWN = ["0.07 1998-01-01..-"];

test.each([
  // history, new figure, what it is, starts and ends of the history after it
  [[], "0.07 1998-01-01..-", "added", ["0.07 1998-01-01 null"]],
  [KNOWN, "0.07 1998-01-01..-", "unchanged", ["0.07 1998-01-01 null"]],
  [KNOWN, "0.07 1998-01-01..2025-07-01", "ended", ["0.07 1998-01-01 2025-07-01"]],
  [KNOWN, "0.0865 2025-07-01..-", "added", ["0.07 1998-01-01 null", "0.0865 2025-07-01 null"]],
  [KNOWN, "0.05 1990-01-01..1998-01-01", "added", ["0.05 1990-01-01 1998-01-01", "0.07 1998-01-01 null"]],
  [KNOWN, "0.08 1998-01-01..-", "conflict", ["0.07 1998-01-01 null"]],
  [
    ["0.07 1998-01-01..2025-07-01"],
    "0.07 1998-01-01..2024-01-01",
    "conflict",
    ["0.07 1998-01-01 2025-07-01"],
  ],
  [["- 2026-01-01..-"], "0.30 2026-01-01..-", "found", ["0.30 2026-01-01 null"]],
  [["1.00 -..- seen 2020-12-21"], "1.00 -..- seen 2026-01-05", "seen", ["1.00 null null"]],
  [["1.00 -..- seen 2020-12-21"], "1.10 -..- seen 2026-01-05", "added", ["1.00 null null", "1.10 null null"]],
  [["1.00 -..- seen 2020-12-21"], "1.10 -..- seen 2020-12-21", "conflict", ["1.00 null null"]],
])("%j and %s: %s", (history, next, kind, after) => {
  const merged = mergeFigures(history.map(dated), [dated(next)]);
  expect(merged.changes.map((change) => change.kind)).toEqual([kind]);
  expect(merged.history.map(({ entry }) => `${entry.figure} ${entry.from} ${entry.until}`)).toEqual(after);
});

test("what was there keeps its place, and what was seen stays seen", () => {
  const merged = mergeFigures(
    [dated("0.07 1998-01-01..- seen 2024-10-01")],
    [dated("0.07 1998-01-01..2025-07-01"), dated("0.0865 2025-07-01..-")],
  );
  expect(merged.history.map(({ was }) => was)).toEqual([0, null]);
  expect(merged.history[0]?.entry.seenInForceOn).toBe("2024-10-01");
  expect(merged.changes.map(({ before }) => before)).toEqual(["0.07", "0.07"]);
});

const PLANNED = ["0.01 2020-01-01..2026-12-31 seen 2026-02-19"];
test.each([
  ["put off", "0.01 2020-01-01..2032-12-31 seen 2026-06-05", "moved", "2032-12-31"],
  ["brought forward", "0.01 2020-01-01..2026-09-30 seen 2026-06-05", "moved", "2026-09-30"],
  ["taken away", "0.01 2020-01-01..- seen 2026-06-05", "moved", "null"],
  ["the same", "0.01 2020-01-01..2026-12-31 seen 2026-06-05", "seen", "2026-12-31"],
  [
    "an older file, which did not know of it",
    "0.01 2020-01-01..- seen 2025-11-20",
    "unchanged",
    "2026-12-31",
  ],
  ["a file from after the end", "0.01 2020-01-01..2032-12-31 seen 2027-02-19", "conflict", "2026-12-31"],
  ["an end in the past", "0.01 2020-01-01..2026-03-31 seen 2026-06-05", "conflict", "2026-12-31"],
  ["another figure", "0.02 2020-01-01..2032-12-31 seen 2026-06-05", "conflict", "2026-12-31"],
])("an end that is still to come, %s by a newer rate file", (_, next, kind, until) => {
  const { changes, history } = mergeFigures(PLANNED.map(dated), [dated(next)], true);
  expect(changes.map((change) => change.kind)).toEqual([kind]);
  expect(history.map(({ entry }) => String(entry.until))).toEqual([until]);
});
