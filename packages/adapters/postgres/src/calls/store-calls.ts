import { byCodeUnit } from "@tollwright/canonical";
import type { Call } from "@tollwright/cdr";
import { int8Column } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Transaction } from "../database.ts";
import { rows, sqlState } from "../rows.ts";
import { CALL } from "./call-row.ts";
import { knownCalls } from "./known-calls.ts";
import { type Outcomes, outcomeOf } from "./outcomes.ts";
import { RATING } from "./rating-row.ts";
import { type SortedCalls, sortOutCalls } from "./sort-out-calls.ts";

/** Other writers may store the same keys between our probe and our COPY; each try then knows what the winner stored. */
const TRIES = 5;

export async function storeCalls(
  transaction: Transaction,
  options: { calls: readonly Call[]; outcomes: Outcomes; batch: bigint },
): Promise<SortedCalls> {
  const { calls } = options;
  const byKey = inOrderOfKey(calls);
  for (let attempt = 1; ; attempt++) {
    const sorted = await withoutSeen(transaction, sortOutCalls(calls, await knownCalls(transaction, byKey)));
    const left = new Set(sorted.fresh);
    await rows(transaction, "savepoint before_calls");
    try {
      await copyFresh(transaction, { ...options, fresh: byKey.filter((call) => left.delete(call)) });
      await rows(transaction, "release savepoint before_calls");
      return sorted;
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION || attempt === TRIES) throw error;
      await rows(transaction, "rollback to savepoint before_calls");
    }
  }
}

const UNIQUE_VIOLATION = "23505";

/** This keeps the index's pages warm, and two writers from waiting for each other in a ring. */
function inOrderOfKey(calls: readonly Call[]): readonly Call[] {
  const byDay = [...Map.groupBy(calls, ({ keyDay }) => keyDay)];
  return byDay.sort(([left], [right]) => byCodeUnit(left, right)).flatMap(([, ofDay]) => ofKeys(ofDay));
}

/** 48 bits, which a double holds. */
const HEXADECIMAL_DIGITS = 12;

/** By the beginnings of their keys as numbers, which are sorted ten times faster than texts; the few with one beginning by all. */
function ofKeys(calls: readonly Call[]): readonly Call[] {
  const byStart = Map.groupBy(calls, ({ callKey }) =>
    Number.parseInt(callKey.slice(0, HEXADECIMAL_DIGITS), 16),
  );
  const starts = Float64Array.from(byStart.keys()).sort();
  return [...starts].flatMap((start) => {
    const same = byStart.get(start) ?? [];
    return same.length < 2 ? same : same.toSorted((left, right) => byCodeUnit(left.callKey, right.callKey));
  });
}

/** In the order in which they are given. */
async function copyFresh(
  transaction: Transaction,
  options: { fresh: readonly Call[]; outcomes: Outcomes; batch: bigint },
): Promise<void> {
  const { batch, fresh, outcomes } = options;
  const ofBatch = int8Column("batch", () => batch);
  await copyRows(transaction, "call", {
    columns: [...CALL, ofBatch],
    rows: fresh,
  });
  await copyRows(transaction, "rating", {
    columns: [...RATING, ofBatch],
    rows: fresh.flatMap((call) => outcomeOf(call, outcomes).ratings),
  });
}

/** A record that was set aside before and comes again, after a crash of its producer, is a redelivery too. */
async function withoutSeen(transaction: Transaction, sorted: SortedCalls): Promise<SortedCalls> {
  if (sorted.setAside.length === 0) return sorted;
  const seen = await rows<{ ordinal: bigint }>(
    transaction,
    `select w.ordinal from unnest($1::text[], $2::bytea[], $3::int8[]) with ordinality as w (source, file, place, ordinal)
     where exists (
       select from set_aside s
       where s.source = w.source and s.file_hash = w.file and s.record_offset = w.place
         and s.bucket <> 'suspendedAtRating' and s.status <> 'recycled')`,
    [
      sorted.setAside.map(({ source }) => source),
      sorted.setAside.map(({ record }) => Buffer.from(record.fileHash, "hex")),
      sorted.setAside.map(({ record }) => record.offset),
    ],
  );
  const ordinals = new Set(seen.map(({ ordinal }) => Number(ordinal) - 1));
  return {
    ...sorted,
    setAside: sorted.setAside.filter((_, ordinal) => !ordinals.has(ordinal)),
    redelivered: sorted.redelivered + ordinals.size,
  };
}
