import type { LedgerBucket, LedgerEntry } from "./bus.ts";

/** One record's worth of a change; `records` is −1 where a change of mind takes it out of a bucket (books 3). */
export type LedgerCount = Pick<LedgerEntry, "file" | "source" | "day" | "bucket"> & {
  readonly records: 1 | -1;
  /** Null where the record does not tell. */
  readonly milliseconds: number | null;
};

/** Sums by file, source, day and bucket that are being made; a sum of nothing is left out. */
export type LedgerTally = {
  readonly add: (
    of: Pick<LedgerEntry, "file" | "source" | "day">,
    bucket: LedgerBucket,
    records: LedgerCount["records"],
    milliseconds: number | null,
  ) => void;
  readonly sums: () => readonly LedgerEntry[];
};

/**
 * Each record is counted several times on its way. Records of one file and day come one after the other, so the sums of the last
 * one's are at hand; others are found by three short look-ups, for a text made of file, source and day would take many times as long.
 */
export function ledgerTally(): LedgerTally {
  const byFile = new Map<string, Map<string, Map<string | null, OfDay>>>();
  let last: OfDay | null = null;
  let lastBucket: LedgerBucket | null = null;
  let lastSum: Sum = emptySum();
  const ofDay = ({ file, source, day }: Pick<LedgerEntry, "file" | "source" | "day">): OfDay => {
    if (last !== null && last.day === day && last.file === file && last.source === source) return last;
    const bySource = at(byFile, file, () => new Map());
    const byDay = at(bySource, source, () => new Map());
    last = at(byDay, day, () => ({ file, source, day, sums: new Map() }));
    lastBucket = null;
    return last;
  };
  return {
    add(of, bucket, records, milliseconds) {
      const { sums } = ofDay(of);
      if (bucket !== lastBucket) lastSum = at(sums, bucket, emptySum);
      lastBucket = bucket;
      lastSum.records += records;
      if (milliseconds === null) lastSum.recordsWithoutSeconds += records;
      else lastSum.milliseconds += records * milliseconds;
    },
    sums: () =>
      [...byFile.values()].flatMap((bySource) =>
        [...bySource.values()].flatMap((byDay) => [...byDay.values()].flatMap(entriesOf)),
      ),
  };
}

/**
 * The sums of these counts.
 *
 * @example two records of 72,000 ms of one file, source, day and bucket, and one of them out again: one sum, 1 record, 72,000 ms.
 */
export function ledgerSums(counts: readonly LedgerCount[]): readonly LedgerEntry[] {
  const tally = ledgerTally();
  for (const count of counts) tally.add(count, count.bucket, count.records, count.milliseconds);
  return tally.sums();
}

type OfDay = Pick<LedgerEntry, "file" | "source" | "day"> & { readonly sums: Map<LedgerBucket, Sum> };
type Sum = { records: number; milliseconds: number; recordsWithoutSeconds: number };

function emptySum(): Sum {
  return { records: 0, milliseconds: 0, recordsWithoutSeconds: 0 };
}

function entriesOf({ file, source, day, sums }: OfDay): readonly LedgerEntry[] {
  return [...sums]
    .map(([bucket, sum]) => ({ file, source, day, bucket, ...sum }))
    .filter(
      ({ records, milliseconds, recordsWithoutSeconds }) =>
        records !== 0 || milliseconds !== 0 || recordsWithoutSeconds !== 0,
    );
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
