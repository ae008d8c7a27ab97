import { type LedgerCount, type LedgerEntry, ledgerSums } from "@tollwright/bus";
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
  const ofCall: readonly LedgerCount["bucket"][] = areInTransit ? ["read", "inTransit"] : ["read"];
  const sums = ledgerSums([
    ...calls.flatMap((call) => ofCall.map((bucket) => countOf(call, bucket, call.billableMilliseconds))),
    ...setAside.flatMap((record) =>
      (["read", record.bucket] as const).map((bucket) => countOf(record, bucket, record.milliseconds)),
    ),
  ]);
  return sums.toSorted((left, right) => byCodeUnit(nameOf(left), nameOf(right)));
}

function countOf(
  { record, source, keyDay }: Call | SetAside,
  bucket: LedgerCount["bucket"],
  milliseconds: number | null,
): LedgerCount {
  return { file: record.fileHash, source, day: keyDay, bucket, records: 1, milliseconds };
}

function nameOf({ file, day, bucket, source }: LedgerEntry): string {
  return `${file} ${day ?? ""} ${bucket} ${source}`;
}
