import { ok, type Result } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { csvRecords } from "../csv-records.ts";
import type { DeckDescription } from "../deck-description.ts";

export type Delimiter = DeckDescription["delimiter"];
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
const LINES_TRIED = 200;

export type TextTable = { readonly delimiter: Delimiter; readonly rows: readonly (readonly string[])[] };

/** A file of text as rows of cells, by the sign that most of its first lines are parted by alike. */
export function tableOfText(file: SourceFile): Result<TextTable> {
  const delimiter = delimiterOf(file.text);
  const records = csvRecords(file, delimiter);
  return records.ok ? ok({ delimiter, rows: records.value }) : records;
}

/** @example lines `93;0,12` have a `;` each and a comma each: the comma stands in a number, so `;` wins. */
export function delimiterOf(text: string): Delimiter {
  const lines = text
    .slice(0, 100_000)
    .split(/\r\n|\n|\r/)
    .slice(0, LINES_TRIED)
    .filter((line) => line.trim() !== "");
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: agreement(lines, delimiter) }));
  const commaIsDecimal = lines.filter((line) => /(^|[;\t|])\s*\d+,\d+\s*([;\t|]|$)/.test(line)).length;
  const fit = scored.filter(({ delimiter }) => delimiter !== "," || commaIsDecimal * 2 < lines.length);
  const best = fit.toSorted((left, right) => right.score - left.score)[0];
  return best === undefined || best.score === 0 ? "," : best.delimiter;
}

/** How many lines have the sign as often as most lines have it. */
function agreement(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = line.replace(/"[^"]*"/g, "").split(delimiter).length - 1;
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
