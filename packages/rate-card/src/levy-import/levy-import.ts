import { type Problem, problem } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import type { NumberedRow } from "./figure-row.ts";
import { datedFigure } from "./levy-of-rows.ts";
import type { DatedFigure, Merged, MergeKind } from "./merge-figures.ts";

/** What an import does to one levy on one day. */
export type LevyChange = {
  readonly levy: string;
  /** `replaced`: a state's rate file has its parts. */
  readonly kind: MergeKind | "new" | "replaced";
  readonly from: string | null;
  readonly until: string | null;
  readonly before: string | null;
  readonly figure: string | null;
  readonly file: string;
};

export type LevyImport = {
  /** The files to write, by their paths in the folder. */
  readonly files: readonly SourceFile[];
  readonly changes: readonly LevyChange[];
  readonly problems: readonly Problem[];
};

/** What an import makes of a file, as its files and changes add up. */
export function together(parts: readonly LevyImport[]): LevyImport {
  return {
    files: parts.flatMap(({ files }) => files),
    changes: parts.flatMap(({ changes }) => changes),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** True where a history is another one than before. */
export function isChanged(changes: readonly { readonly kind: LevyChange["kind"] }[]): boolean {
  return changes.some(({ kind }) => kind !== "unchanged" && kind !== "conflict");
}

/** The changes of one levy, and its conflicts as problems of the rows that they come from. */
export function told(
  levy: string,
  { changes }: Merged,
  at: { readonly path: string; readonly rows: readonly NumberedRow[]; readonly from: SourceFile },
): Pick<LevyImport, "changes" | "problems"> {
  return {
    changes: changes.map((change) => changeOf(levy, change, at.path)),
    problems: changes.flatMap(({ kind, entry, before }, index) =>
      kind === "conflict" ? [conflict(levy, { entry, before, at, line: at.rows[index]?.line ?? 0 })] : [],
    ),
  };
}

/** Each figure of a levy that is new. */
export function newChanges(rows: readonly NumberedRow[], file: string): readonly LevyChange[] {
  return rows.map((row) =>
    changeOf(row.tax_code.toLowerCase(), { kind: "new", entry: datedFigure(row), before: null }, file),
  );
}

function changeOf(
  levy: string,
  { kind, entry, before }: { readonly kind: LevyChange["kind"]; entry: DatedFigure; before: string | null },
  file: string,
): LevyChange {
  const { from, seenInForceOn, until, figure } = entry;
  return { levy, kind, from: from ?? seenInForceOn, until, before, figure, file };
}

function conflict(
  levy: string,
  facts: {
    readonly entry: DatedFigure;
    readonly before: string | null;
    readonly line: number;
    readonly at: { readonly path: string; readonly from: SourceFile };
  },
): Problem {
  const { entry, before, line, at } = facts;
  const day = entry.from === null ? "" : ` from ${entry.from}`;
  const until = entry.until === null ? "" : ` until ${entry.until}`;
  const message = `${levy}: ${entry.figure ?? "nothing"}${day}${until} here, ${before ?? "nothing"} in ${at.path}`;
  return problem({ code: "TAX_CONFLICT", message, file: at.from.path, line });
}
