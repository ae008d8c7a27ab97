import type { Doubt, Sample } from "./sample.ts";

/** Columns that nobody reads, columns that nobody knows, and how text is encoded. */
export function doubtColumns({
  recordsWithExtraColumns: extra,
  unusedColumns,
  encoding,
}: Sample): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (unusedColumns.length > 0)
    doubts.push({
      about: "columns",
      message: `never used: ${unusedColumns.join(", ")}`,
      wayOut: "none, if they say nothing that is billed",
      lines: [],
    });
  if (extra > 0)
    doubts.push({
      about: "columns",
      message: `more columns than the format knows in ${extra} of the records; the surplus is not read`,
      wayOut: "look at one: a separator inside a text shifts what stands behind it",
      lines: [],
    });
  if (encoding === "windows1252")
    doubts.push({
      about: "encoding",
      message: "the file is not UTF-8: its letters are taken for Windows-1252",
      wayOut: "none, if names look right above",
      lines: [],
    });
  if (encoding === "utf16")
    doubts.push({
      about: "encoding",
      message: "the file is UTF-16, which no reader takes",
      wayOut: "save it as UTF-8",
      lines: [],
    });
  return doubts;
}
