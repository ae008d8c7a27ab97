import type { LedgerBucket, LedgerEntry } from "./bus.ts";

/** One record's worth of a change; `records` is −1 where a change of mind takes it out of a bucket (books 3). */
export type LedgerCount = Pick<LedgerEntry, "file" | "source" | "day" | "bucket"> & {
  readonly records: 1 | -1;
  /** Null where the record does not tell. */
  readonly milliseconds: number | null;
};

/**
 * Sums by file, source, day and bucket; a sum of nothing is left out. Each record is counted several times on its way, so its sum is
 * found by four short look-ups: a text made of file, source, day and bucket would take many times as long.
 *
 * @example two records of 72,000 ms of one file, source, day and bucket, and one of them out again: one sum, 1 record, 72,000 ms.
 */
export function ledgerSums(counts: Iterable<LedgerCount>): readonly LedgerEntry[] {
  const byFile = new Map<string, Map<string, Map<string | null, Map<LedgerBucket, Sum>>>>();
  for (const { file, source, day, bucket, records, milliseconds } of counts) {
    const bySource = at(byFile, file, () => new Map());
    const byDay = at(bySource, source, () => new Map());
    const byBucket = at(byDay, day, () => new Map());
    const sum = at(byBucket, bucket, () => ({ file, source, day, bucket, ...NOTHING }));
    sum.records += records;
    if (milliseconds === null) sum.recordsWithoutSeconds += records;
    else sum.milliseconds += records * milliseconds;
  }
  const sums = [...byFile.values()].flatMap((bySource) =>
    [...bySource.values()].flatMap((byDay) =>
      [...byDay.values()].flatMap((byBucket) => [...byBucket.values()]),
    ),
  );
  return sums.filter(
    ({ records, milliseconds, recordsWithoutSeconds }) =>
      records !== 0 || milliseconds !== 0 || recordsWithoutSeconds !== 0,
  );
}

type Sum = { -readonly [Name in keyof LedgerEntry]: LedgerEntry[Name] };

const NOTHING = { records: 0, milliseconds: 0, recordsWithoutSeconds: 0 };

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
