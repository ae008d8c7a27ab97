import { int8Column } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Transaction } from "../database.ts";
import { rows, sqlState } from "../rows.ts";
import { CALL } from "./call-row.ts";
import { distinct } from "./distinct.ts";
import { inOrderOfKey } from "./in-order-of-key.ts";
import { type KnownCall, knownCalls } from "./known-calls.ts";
import { noteDays } from "./note-days.ts";
import type { CallWithOutcome } from "./outcomes.ts";
import { RATING } from "./rating-row.ts";
import { type SortedCalls, sortOutCalls } from "./sort-out-calls.ts";

/** Other writers may store the same keys between our probe and our COPY; each try then knows what the winner stored. */
const TRIES = 5;

/** `fresh` in order of key. */
export type StoredCalls = Pick<SortedCalls, "setAside" | "redelivered"> & {
  readonly fresh: readonly CallWithOutcome[];
};

/** @param options.isArriving False for records that were taken out of where they were set aside. */
export async function storeCalls(
  transaction: Transaction,
  {
    calls,
    batch,
    isArriving,
  }: {
    readonly calls: readonly CallWithOutcome[];
    readonly batch: bigint;
    readonly isArriving: boolean;
  },
): Promise<StoredCalls> {
  const { calls: byKey, repeated } = inOrderOfKey(calls);
  for (let attempt = 1; ; attempt++) {
    const known = await knownCalls(transaction, byKey);
    const sorted = sortedOut(calls, { byKey, repeated, known });
    const { setAside, redelivered } = isArriving ? await withoutSeen(transaction, sorted) : sorted;
    await rows(transaction, "savepoint before_calls");
    try {
      await copyFresh(transaction, { fresh: sorted.fresh, batch });
      await rows(transaction, "release savepoint before_calls");
      return { fresh: sorted.fresh, setAside, redelivered };
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION || attempt === TRIES) throw error;
      await rows(transaction, "rollback to savepoint before_calls");
    }
  }
}

const UNIQUE_VIOLATION = "23505";

/** Nearly all keys are known to nobody and stand once: those of the others alone have to be looked at one by one. */
function sortedOut(
  calls: readonly CallWithOutcome[],
  found: {
    readonly byKey: readonly CallWithOutcome[];
    readonly repeated: ReadonlySet<string>;
    readonly known: readonly KnownCall[];
  },
): StoredCalls {
  const { byKey, repeated, known } = found;
  const doubtful = new Set(repeated);
  for (const { callKey } of known) doubtful.add(callKey);
  if (doubtful.size === 0) return { fresh: byKey, setAside: [], redelivered: 0 };
  // In the order in which they came: the first of two is the one that counts.
  const inDoubt = calls.filter(({ call }) => doubtful.has(call.callKey)).map(({ call }) => call);
  const { fresh, setAside, redelivered } = sortOutCalls(inDoubt, known);
  // One that is given twice is stored once.
  const freshAfterAll = new Set(fresh);
  return {
    fresh: byKey.filter(({ call }) => !doubtful.has(call.callKey) || freshAfterAll.delete(call)),
    setAside,
    redelivered,
  };
}

async function copyFresh(
  transaction: Transaction,
  { fresh, batch }: { readonly fresh: readonly CallWithOutcome[]; readonly batch: bigint },
): Promise<void> {
  const ofBatch = int8Column("batch", () => batch);
  await copyRows(transaction, "call", { columns: [...CALL, ofBatch], rows: fresh.map(({ call }) => call) });
  await copyRows(transaction, "rating", {
    columns: [...RATING, ofBatch],
    rows: fresh.flatMap(({ outcome }) => outcome.ratings),
  });
  await noteDays(transaction, { batch, days: distinct(fresh, ({ call }) => call.keyDay) });
}

/** A record that was set aside before and comes again, after a crash of its producer, is a redelivery too, whatever became of it. */
async function withoutSeen(
  transaction: Transaction,
  sorted: Pick<StoredCalls, "setAside" | "redelivered">,
): Promise<Pick<StoredCalls, "setAside" | "redelivered">> {
  if (sorted.setAside.length === 0) return sorted;
  const seen = await rows<{ ordinal: bigint }>(
    transaction,
    `select w.ordinal from unnest($1::text[], $2::bytea[], $3::int8[]) with ordinality as w (source, file, place, ordinal)
     where exists (
       select from set_aside s
       where s.source = w.source and s.file_hash = w.file and s.record_offset = w.place
         and s.bucket <> 'suspendedAtRating')`,
    [
      sorted.setAside.map(({ source }) => source),
      sorted.setAside.map(({ record }) => Buffer.from(record.fileHash, "hex")),
      sorted.setAside.map(({ record }) => record.offset),
    ],
  );
  const ordinals = new Set(seen.map(({ ordinal }) => Number(ordinal) - 1));
  return {
    setAside: sorted.setAside.filter((_, ordinal) => !ordinals.has(ordinal)),
    redelivered: sorted.redelivered + ordinals.size,
  };
}
