import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMAT_NAMES } from "./format-names.ts";
import { formatTable } from "./format-table.ts";

const page = readFileSync(join(import.meta.dirname, "README.md"), "utf8");

/** First and last cell of the table's rows. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(" | "))
  .filter((cells) => cells[0] !== "| `format`");

describe("the page of formats", () => {
  it.each(FORMAT_NAMES)("has a row for %s that says whether a real file was seen", (name) => {
    const row = rows.filter((cells) => cells[0]?.includes(`\`${name}\``));
    const seen = formatTable[name].seen === "realFiles" ? "real file |" : "description |";
    expect(row.map((cells) => [cells.length, cells.at(-1)])).toEqual([[8, seen]]);
  });
});
