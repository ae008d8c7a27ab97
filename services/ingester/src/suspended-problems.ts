import type { SetAside } from "@tollwright/cdr";
import type { Problem, ProblemCode } from "@tollwright/problem";

/** Suspended records of one file for one reason: the first of them, and how many there are. */
export type SuspendedTally = Map<string, { readonly first: SetAside; readonly records: number }>;

export function tallySuspended(tally: SuspendedTally, setAside: readonly SetAside[]): void {
  for (const record of setAside) {
    if (record.bucket !== "suspended") continue;
    const key = `${record.record.fileHash} ${record.reason}`;
    const known = tally.get(key);
    tally.set(key, { first: known?.first ?? record, records: (known?.records ?? 0) + 1 });
  }
}

/**
 * One problem for each file and reason, at the first record; the others are found in the books.
 *
 * @example a file with three cut lines, the first at line 12: `RECORD_COLUMNS Master.csv:12 5 columns; and 2 records more`
 */
export function suspendedProblems(
  tally: SuspendedTally,
  names: ReadonlyMap<string, string>,
): readonly Problem[] {
  return [...tally.values()].map(({ first, records }) => {
    const more = records === 1 ? "" : `; and ${records - 1} ${records === 2 ? "record" : "records"} more`;
    return {
      code: first.reason as ProblemCode,
      message: `${first.message}${more}`,
      wayOut: first.wayOut,
      file: names.get(first.record.fileHash) ?? first.record.fileHash,
      line: first.record.line,
    };
  });
}
