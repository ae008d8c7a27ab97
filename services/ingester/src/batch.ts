import type { Intake, PositionAdvance } from "@tollwright/bus";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call, PartRecord, Reading, SequenceRange, SetAside, Source } from "@tollwright/cdr";
import { allWaiting, joinedInBatch } from "./join-in-batch.ts";
import { ledgerOf } from "./ledger.ts";

/** When what was gathered is worth a transaction. Small ones change nothing but the speed, so tests take them apart. */
export type BatchLimits = {
  /** Calls of one storing transaction; the reader's chunk in hand may add some more. */
  readonly calls: number;
  /** Pieces of calls, which join at once within a batch. */
  readonly parts: number;
  /** Files. */
  readonly positions: number;
  /** Bytes that the reader is given at a time. */
  readonly chunkBytes: number;
};

export const BATCH_LIMITS: BatchLimits = {
  calls: 10_000,
  // So many lie between the two ends of a call of minutes on a busy switch.
  parts: 40_000,
  // A thousand files of one call each are one batch (books 4).
  positions: 1_000,
  chunkBytes: 262_144,
};

export type BatchCounts = {
  readonly records: number;
  readonly calls: number;
  /** Pieces of calls: joined with another at once, or waiting for it. */
  readonly parts: number;
  readonly ignored: number;
  readonly suspended: number;
  readonly recordsWithExtraColumns: number;
};

export const NO_COUNTS: BatchCounts = {
  records: 0,
  calls: 0,
  parts: 0,
  ignored: 0,
  suspended: 0,
  recordsWithExtraColumns: 0,
};

/** What one publishing carries. */
type Batch = {
  readonly calls: readonly Call[];
  readonly intake: Intake;
  /** By position id. */
  readonly counts: ReadonlyMap<string, BatchCounts>;
};

export type Batcher = {
  readonly add: (position: string, from: number, reading: Reading) => void;
  readonly isFull: () => boolean;
  /** What was gathered, or null where there is nothing; the batcher is empty then. */
  readonly take: () => Batch | null;
};

/**
 * Gathers readings of one file or many until they are worth a transaction.
 *
 * @param carriesIntake Of the bus. Where it does not, calls are in transit until they are stored, and pieces of calls do not join here:
 *   a batch that is sent again after a crash may hold others than before, and a call must not come of one and not of the other.
 */
export function batcher(
  source: Source,
  {
    limits = BATCH_LIMITS,
    carriesIntake,
  }: { readonly limits?: BatchLimits; readonly carriesIntake: boolean },
): Batcher {
  let calls: Call[] = [];
  let parts: PartRecord[] = [];
  let setAside: SetAside[] = [];
  let sequences: (SequenceRange & { readonly source: string })[] = [];
  let positions = new Map<string, PositionAdvance>();
  let counts = new Map<string, BatchCounts>();
  return {
    add(id, from, reading) {
      calls.push(...reading.calls);
      parts.push(...reading.parts);
      sequences.push(...reading.sequences.map((range) => ({ ...range, source: source.id })));
      setAside.push(...reading.setAside);
      const expected = positions.get(id)?.expected ?? BigInt(from);
      if (BigInt(reading.nextOffset) > expected)
        positions.set(id, { id, expected, next: BigInt(reading.nextOffset) });
      counts.set(id, plus(counts.get(id) ?? NO_COUNTS, countsOf(reading)));
    },
    isFull: () =>
      calls.length + setAside.length >= limits.calls ||
      parts.length >= limits.parts ||
      positions.size >= limits.positions,
    take() {
      if (positions.size === 0) return null;
      // In id order: two transactions that move the same positions then never wait for each other in a circle.
      const advances = [...positions.values()].sort((left, right) => byCodeUnit(left.id, right.id));
      const joined = carriesIntake ? joinedInBatch(source, parts) : allWaiting(parts);
      const allCalls = [...calls, ...joined.calls];
      const allAside = [...setAside, ...joined.setAside];
      const ledger = ledgerOf(allCalls, allAside, { areInTransit: !carriesIntake });
      const intake = { positions: advances, setAside: allAside, sequences, ledger };
      const batch = { calls: allCalls, intake, counts };
      calls = [];
      parts = [];
      setAside = [];
      sequences = [];
      positions = new Map();
      counts = new Map();
      return batch;
    },
  };
}

function countsOf({ calls, parts, setAside, records, recordsWithExtraColumns }: Reading): BatchCounts {
  const ignored = setAside.filter(({ bucket }) => bucket === "ignored").length;
  return {
    records,
    calls: calls.length,
    parts: parts.length,
    ignored,
    suspended: setAside.length - ignored,
    recordsWithExtraColumns,
  };
}

export function plus(left: BatchCounts, right: BatchCounts): BatchCounts {
  return {
    records: left.records + right.records,
    calls: left.calls + right.calls,
    parts: left.parts + right.parts,
    ignored: left.ignored + right.ignored,
    suspended: left.suspended + right.suspended,
    recordsWithExtraColumns: left.recordsWithExtraColumns + right.recordsWithExtraColumns,
  };
}
