import { type LedgerEntry, ledgerTally } from "@tollwright/bus";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call, SetAside } from "@tollwright/cdr";

/**
 * The counts of what was read, by file, day and bucket: `read` of everything, and a line for each record set aside. The
 * rest of `read` are calls; what becomes of them (accepted, duplicate …) is counted where they are stored (books 3).
 *
 * @example three calls of 60 s and one ignored leg of 5 s, all on one day of one file: read 4 records and 185,000 ms,
 *   ignored 1 and 5,000.
 * @param options.areInTransit Sent to a broker, and not stored with this: whoever stores them takes them out of that bucket.
 */
export function ledgerOf(
  calls: readonly Call[],
  setAside: readonly SetAside[],
  { areInTransit = false }: { readonly areInTransit?: boolean } = {},
): readonly LedgerEntry[] {
  const tally = ledgerTally();
  for (const bucket of areInTransit ? (["read", "inTransit"] as const) : (["read"] as const))
    for (const { record, source, keyDay: day, billableMilliseconds } of calls)
      tally.add({ file: record.fileHash, source, day }, bucket, 1, billableMilliseconds);
  for (const { record, source, keyDay: day, bucket, milliseconds } of setAside) {
    const of = { file: record.fileHash, source, day };
    tally.add(of, "read", 1, milliseconds);
    tally.add(of, bucket, 1, milliseconds);
  }
  return tally.sums().toSorted((left, right) => byCodeUnit(nameOf(left), nameOf(right)));
}

function nameOf({ file, day, bucket, source }: LedgerEntry): string {
  return `${file} ${day ?? ""} ${bucket} ${source}`;
}
