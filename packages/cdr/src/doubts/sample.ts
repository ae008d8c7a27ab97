import type { Instant } from "@tollwright/calendar";
import type { Call } from "../call.ts";
import type { PartRecord } from "../call-part.ts";
import type { SetAside } from "../set-aside.ts";
import type { Source } from "../source.ts";

/** Something about a file that a person should look at before the month depends on it: it need not be wrong. */
export type Doubt = {
  /** What it is about, in one word or two with a dash. */
  readonly about: string;
  readonly message: string;
  readonly wayOut: string;
  /** Lines to look at, at most five. */
  readonly lines: readonly number[];
};

/** What doubts are raised from: the first records of a file as they were understood, and facts about all of it. */
export type Sample = {
  readonly source: Source;
  readonly readAt: Instant;
  readonly calls: readonly Call[];
  readonly parts: readonly PartRecord[];
  readonly setAside: readonly SetAside[];
  readonly recordsWithExtraColumns: number;
  /** Columns of the file that nothing is read from, where the source describes its columns. */
  readonly unusedColumns: readonly string[];
  readonly encoding: Encoding;
};

export type Encoding = "ascii" | "utf8" | "windows1252" | "utf16";

/** The lines of at most five, for a person to look at. */
export function linesOf(
  records: readonly { readonly record: { readonly line: number } }[],
): readonly number[] {
  return records.slice(0, 5).map(({ record }) => record.line);
}

/** @example `1 record`, `2 records` */
export function counted(records: readonly unknown[], unit: string): string {
  return `${records.length} ${unit}${records.length === 1 ? "" : "s"}`;
}
