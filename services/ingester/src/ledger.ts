import type { LedgerBucket, LedgerEntry } from "@tollwright/bus";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call, SetAside } from "@tollwright/cdr";

/**
 * The counts of what was read, by file, day and bucket: `read` of everything, and a line for each record set aside. The
 * rest of `read` are calls; what becomes of them (accepted, duplicate …) is counted where they are stored (books 3).
 *
 * @example three calls of 60 s and one ignored leg of 5 s, all on one day of one file: read 4 records and 185,000 ms,
 *   ignored 1 and 5,000.
 */
export function ledgerOf(calls: readonly Call[], setAside: readonly SetAside[]): readonly LedgerEntry[] {
  const entries = new Map<string, LedgerEntry>();
  const count = (
    where: Pick<LedgerEntry, "file" | "source" | "day" | "bucket">,
    milliseconds: number | null,
  ): void => {
    const key = `${where.file} ${where.day ?? ""} ${where.bucket} ${where.source}`;
    const entry = entries.get(key) ?? { ...where, ...NOTHING };
    entries.set(key, {
      ...where,
      records: entry.records + 1,
      milliseconds: entry.milliseconds + (milliseconds ?? 0),
      recordsWithoutSeconds: entry.recordsWithoutSeconds + (milliseconds === null ? 1 : 0),
    });
  };
  const at = (record: Call | SetAside, bucket: LedgerBucket) => ({
    file: record.record.fileHash,
    source: record.source,
    day: record.keyDay,
    bucket,
  });
  for (const call of calls) count(at(call, "read"), call.billableMilliseconds);
  for (const record of setAside) {
    count(at(record, "read"), record.milliseconds);
    count(at(record, record.bucket), record.milliseconds);
  }
  return [...entries].sort(([left], [right]) => byCodeUnit(left, right)).map(([, entry]) => entry);
}

const NOTHING = { records: 0, milliseconds: 0, recordsWithoutSeconds: 0 };
