import type { Problem } from "@tollwright/problem";
import type { Manifest } from "./operator-folder.ts";

/** What an import did: rows that were kept and set aside, and the first problems of many. */
export type Imported = {
  readonly manifests: readonly (Manifest & { readonly name: string })[];
  readonly rows: number;
  readonly refused: number;
  readonly problems: readonly Problem[];
};

/** As many problems as a person reads. */
const PROBLEMS_KEPT = 20;

/** Counts what is set aside, and keeps the first problems. */
export function refusals(): {
  readonly add: (problems: readonly Problem[], file: string, line: number) => void;
  readonly count: () => number;
  readonly problems: readonly Problem[];
} {
  const kept: Problem[] = [];
  let count = 0;
  return {
    add(problems, file, line) {
      count += 1;
      if (kept.length < PROBLEMS_KEPT) kept.push(...problems.map((problem) => ({ ...problem, file, line })));
    },
    count: () => count,
    problems: kept,
  };
}

/** What is wrong with a part of a ZIP code area; null where nothing is. */
export function wrongPart({ zip, land }: { readonly zip: string; readonly land: string }): string | null {
  if (!/^\d{5}$/.test(zip)) return `${JSON.stringify(zip)} is no ZIP`;
  return /^\d+$/.test(land) ? null : `${JSON.stringify(land)} is no area in square metres`;
}
