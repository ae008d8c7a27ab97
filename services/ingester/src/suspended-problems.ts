import type { SetAside } from "@tollwright/cdr";
import type { Problem, ProblemCode } from "@tollwright/problem";
import { ownText } from "./own-text.ts";

/** Suspended records of one file for one reason: what is told of the first of them, and how many there are. */
export type SuspendedTally = Map<string, { readonly first: First; readonly records: number }>;

type First = Pick<SetAside, "reason" | "message" | "wayOut"> & {
  readonly record: Pick<SetAside["record"], "fileHash" | "line">;
};

export function tallySuspended(tally: SuspendedTally, setAside: readonly SetAside[]): void {
  for (const record of setAside) {
    if (record.bucket !== "suspended") continue;
    const key = `${record.record.fileHash} ${record.reason}`;
    const known = tally.get(key);
    tally.set(key, { first: known?.first ?? told(record), records: (known?.records ?? 0) + 1 });
  }
}

function told({ reason, message, wayOut, record: { fileHash, line } }: SetAside): First {
  return { reason, message: ownText(message), wayOut, record: { fileHash, line } };
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
