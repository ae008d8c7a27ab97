import assert from "node:assert";
import type { Delivery } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call, SetAside } from "@tollwright/cdr";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { RatedCall } from "@tollwright/rating";
import { copyRows } from "../copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows, sqlState } from "../rows.ts";
import { callColumns, callFields } from "./call-row.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { allPositions, fencePositions } from "./fence-positions.ts";
import { knownCalls } from "./known-calls.ts";
import { type Count, ledgerOf, storeLedger } from "./ledger-rows.ts";
import { ratingColumns, ratingFields } from "./rating-row.ts";
import { type SortedCalls, sortOutCalls } from "./sort-out-calls.ts";
import { isInForce, startBatch } from "./start-batch.ts";
import { storeSetAside, suspendedAtRating } from "./store-set-aside.ts";

export type StoredCounts = {
  readonly accepted: number;
  readonly duplicate: number;
  readonly conflict: number;
  readonly suspended: number;
  /** Records seen again: shown, not counted. */
  readonly redelivered: number;
  readonly rated: number;
  readonly free: number;
  readonly suspendedAtRating: number;
};

export type StoredDelivery =
  | { readonly kind: "stored"; readonly batch: bigint; readonly counts: StoredCounts }
  /** Somebody else moved this position: read the stored one and go on from there (books 4). */
  | { readonly kind: "positionMoved"; readonly id: string }
  /** The versions in force changed since these calls were priced: price them again (books 7). */
  | { readonly kind: "staleVersions" };

/**
 * Stores calls, their ratings, what was set aside, the counts and the positions in one transaction, or nothing (books 4).
 * Sent again after it was stored, it answers `positionMoved`.
 *
 * @param options.outcomes By callKey, one for each call of the delivery.
 * @param options.versionSet The set that the outcomes were priced by.
 */
export async function storeDelivery(
  db: Database,
  options: {
    readonly delivery: Delivery;
    readonly outcomes: ReadonlyMap<string, RatedCall>;
    readonly versionSet: VersionSetHash;
    readonly at: Instant;
  },
): Promise<StoredDelivery> {
  await ensurePartitions(
    db,
    options.delivery.calls.map(({ keyDay }) => keyDay),
  );
  return inTransaction<StoredDelivery>(
    db,
    async (transaction) => {
      const moved = await fencePositions(transaction, allPositions(options.delivery));
      if (moved !== null) return { kind: "positionMoved", id: moved };
      if (!(await isInForce(transaction, options.versionSet))) return { kind: "staleVersions" };
      const { versionSet: setHash, at } = options;
      const batch = await startBatch(transaction, { kind: "delivery", at, setHash });
      return { kind: "stored", batch, counts: await storeAll(transaction, { ...options, batch }) };
    },
    ({ kind }) => kind === "stored",
  );
}

async function storeAll(
  transaction: Transaction,
  options: { delivery: Delivery; outcomes: ReadonlyMap<string, RatedCall>; batch: bigint },
): Promise<StoredCounts> {
  const { delivery, batch } = options;
  const sorted = await storeCalls(transaction, options);
  const outcomes = sorted.fresh.map((call) => ({ call, outcome: outcomeOf(call, options.outcomes) }));
  const notRated = outcomes.flatMap(({ call, outcome }) =>
    outcome.problem === null ? [] : [suspendedAtRating(call, outcome.problem)],
  );
  const records = [...(delivery.intake?.setAside ?? []), ...sorted.setAside, ...notRated];
  await storeSetAside(transaction, { batch, records });
  const counts = [
    ...outcomes.flatMap(({ call, outcome }) => [count(call, "accepted"), count(call, outcome.bucket)]),
    ...sorted.setAside.map(asideCount),
    ...(delivery.intake === null ? arrived(sorted) : []),
  ];
  const entries = [...(delivery.intake?.ledger ?? []), ...ledgerOf(counts)];
  await storeLedger(transaction, { batch, entries });
  await noteRedelivered(transaction, { batch, redelivered: sorted.redelivered });
  return storedCounts(counts, sorted);
}

/** Other writers may store the same keys between our probe and our COPY; each try then knows what the winner stored. */
const TRIES = 5;

async function storeCalls(
  transaction: Transaction,
  options: { delivery: Delivery; outcomes: ReadonlyMap<string, RatedCall>; batch: bigint },
): Promise<SortedCalls> {
  const { calls } = options.delivery;
  for (let attempt = 1; ; attempt++) {
    const sorted = await withoutSeen(transaction, sortOutCalls(calls, await knownCalls(transaction, calls)));
    await rows(transaction, "savepoint before_calls");
    try {
      await copyFresh(transaction, { ...options, fresh: sorted.fresh });
      await rows(transaction, "release savepoint before_calls");
      return sorted;
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION || attempt === TRIES) throw error;
      await rows(transaction, "rollback to savepoint before_calls");
    }
  }
}

const UNIQUE_VIOLATION = "23505";

/** In order of key, which keeps the index's pages warm and two writers from waiting for each other in a ring. */
async function copyFresh(
  transaction: Transaction,
  options: { fresh: readonly Call[]; outcomes: ReadonlyMap<string, RatedCall>; batch: bigint },
): Promise<void> {
  const { batch } = options;
  const ordered = options.fresh.toSorted(
    (left, right) => byCodeUnit(left.keyDay, right.keyDay) || byCodeUnit(left.callKey, right.callKey),
  );
  await copyRows(transaction, "call", {
    columns: [...callColumns, "batch"],
    rows: ordered.map((call) => [...callFields(call), batch]),
  });
  const ratings = ordered.flatMap((call) => outcomeOf(call, options.outcomes).ratings);
  await copyRows(transaction, "rating", {
    columns: [...ratingColumns, "batch"],
    rows: ratings.map((rating) => [...ratingFields(rating), batch]),
  });
}

function outcomeOf(call: Call, outcomes: ReadonlyMap<string, RatedCall>): RatedCall {
  const outcome = outcomes.get(call.callKey);
  assert(outcome !== undefined, `no outcome for call ${call.callKey}`);
  assert(
    (outcome.bucket === "suspendedAtRating") === (outcome.problem !== null),
    "suspended without a reason",
  );
  return outcome;
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
         and s.bucket <> 'suspendedAtRating')`,
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

function count(call: Call, bucket: Count["bucket"], records: Count["records"] = 1): Count {
  const { source, keyDay: day, billableMilliseconds: milliseconds } = call;
  return { file: call.record.fileHash, source, day, bucket, records, milliseconds };
}

function asideCount({ record, source, keyDay: day, bucket, milliseconds }: SetAside): Count {
  return { file: record.fileHash, source, day, bucket, records: 1, milliseconds };
}

/** Over a broker the producer counted its calls as in transit; here they arrive (books 3). */
function arrived(sorted: SortedCalls): readonly Count[] {
  return [
    ...sorted.fresh.map((call) => count(call, "inTransit", -1)),
    ...sorted.setAside.map((aside) => ({
      ...asideCount(aside),
      bucket: "inTransit" as const,
      records: -1 as const,
    })),
  ];
}

async function noteRedelivered(
  transaction: Transaction,
  { batch, redelivered }: { batch: bigint; redelivered: number },
): Promise<void> {
  if (redelivered === 0) return;
  await rows(transaction, "update load_batch set redelivered = $2 where id = $1", [batch, redelivered]);
}

function storedCounts(counts: readonly Count[], sorted: SortedCalls): StoredCounts {
  const of = (bucket: Count["bucket"]): number => counts.filter((one) => one.bucket === bucket).length;
  return {
    accepted: of("accepted"),
    duplicate: of("duplicate"),
    conflict: of("conflict"),
    suspended: of("suspended"),
    redelivered: sorted.redelivered,
    rated: of("rated"),
    free: of("free"),
    suspendedAtRating: of("suspendedAtRating"),
  };
}
