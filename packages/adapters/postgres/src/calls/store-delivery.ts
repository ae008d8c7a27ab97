import type { CompiledAlertRule, PricedCall } from "@tollwright/alerts";
import { type Delivery, type LedgerEntry, ledgerTally } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { RatedCall } from "@tollwright/rating";
import type { RaisedAlert } from "../alerts/alert-row.ts";
import { countForAlerts } from "../alerts/count-for-alerts.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { distinct } from "./distinct.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { allPositions, awaitPositions, fencePositions } from "./fence-positions.ts";
import { storeLedger } from "./ledger-rows.ts";
import { type CallWithOutcome, pairedOutcomes } from "./outcomes.ts";
import { lockBesideSettling } from "./settling-lock.ts";
import { isInForce, startBatch } from "./start-batch.ts";
import { type StoredCalls, storeCalls } from "./store-calls.ts";
import { storeSequences } from "./store-sequences.ts";
import { storeSetAside, suspendedAtRating } from "./store-set-aside.ts";
import { GaveWay, waitHolding } from "./wait-holding.ts";
import { wakePieces } from "./wake-pieces.ts";

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
  | {
      readonly kind: "stored";
      readonly batch: bigint;
      readonly counts: StoredCounts;
      /** Thresholds that these calls reached. */
      readonly alerts: readonly RaisedAlert[];
    }
  /** Somebody else moved this position: read the stored one and go on from there (books 4). */
  | { readonly kind: "positionMoved"; readonly id: string }
  /** The versions in force changed since these calls were priced: price them again (books 7). */
  | { readonly kind: "staleVersions" }
  /** Another process waited for rows of this batch, which waited for those before it: store it again when they are done. */
  | { readonly kind: "gaveWay" };

/**
 * Stores calls, their ratings, what was set aside, the counts and the positions in one transaction, or nothing (books 4).
 * Sent again after it was stored, it answers `positionMoved`.
 *
 * @param options.outcomes One for each call of the delivery, in its order: two calls can have one key, and differ.
 * @param options.versionSet The set that the outcomes were priced by.
 * @param options.alertRules Of the same set.
 * @param options.turn Alone where nothing is said.
 */
export async function storeDelivery(
  db: Database,
  options: {
    readonly delivery: Delivery;
    readonly outcomes: readonly RatedCall[];
    readonly versionSet: VersionSetHash;
    readonly alertRules?: readonly CompiledAlertRule[];
    readonly at: Instant;
    readonly turn?: Turn;
  },
): Promise<StoredDelivery> {
  const { delivery, turn = ALONE } = options;
  const outcomes = pairedOutcomes(delivery.calls, options.outcomes);
  await ensurePartitions(
    db,
    distinct(delivery.calls, ({ keyDay }) => keyDay),
  );
  return inTransaction<StoredDelivery>(
    db,
    async (transaction) => {
      const fence = async (): Promise<string | null> => {
        if (turn.fence === "last") {
          await waitHolding(transaction, turn.whenNext);
          await awaitPositions(transaction, allPositions(delivery));
        }
        const moved = await fencePositions(transaction, allPositions(delivery));
        if (moved === null) turn.onFenced();
        return moved;
      };
      const before = turn.fence === "last" ? null : await fence();
      if (before !== null) return { kind: "positionMoved", id: before };
      if (!(await isInForce(transaction, options.versionSet))) return { kind: "staleVersions" };
      const { versionSet: setHash, at } = options;
      const batch = await startBatch(transaction, { kind: "delivery", at, setHash });
      const { fresh, counts } = await storeAll(transaction, { delivery, outcomes, batch, turn });
      const behind = turn.fence === "last" ? await fence() : null;
      if (behind !== null) return { kind: "positionMoved", id: behind };
      const rules = options.alertRules ?? [];
      const priced = rules.length === 0 ? [] : fresh.map(pricedCall);
      const alerts = await countForAlerts(transaction, { rules, priced, batch, at });
      return { kind: "stored", batch, counts, alerts };
    },
    ({ kind }) => kind === "stored",
  ).catch((error: unknown) => {
    if (error instanceof GaveWay) return { kind: "gaveWay" };
    throw error;
  });
}

/**
 * When the positions are moved. `first` as the books say; `last` for a delivery that the same engine stores beside the one before
 * it: the fence then waits for that one's commit, and refuses if it never comes. Sums that others wait for come behind it.
 *
 * Calls with a key that the delivery before it has too are stored once that one is: then it is known what they are.
 */
type Turn = {
  readonly fence: "first" | "last";
  /** Resolves when the deliveries before this one hold their positions, or gave up. */
  readonly whenNext: () => Promise<void>;
  readonly onFenced: () => void;
  readonly sharedKeys: ReadonlySet<string>;
  readonly whenSharedStored: () => Promise<void>;
};

const ALONE: Turn = {
  fence: "first",
  whenNext: () => Promise.resolve(),
  onFenced: () => undefined,
  sharedKeys: new Set(),
  whenSharedStored: () => Promise.resolve(),
};

function pricedCall({ call, outcome: { ratings } }: CallWithOutcome): PricedCall {
  return { call, ratings };
}

async function storeAll(
  transaction: Transaction,
  options: {
    readonly delivery: Delivery;
    readonly outcomes: readonly CallWithOutcome[];
    readonly batch: bigint;
    readonly turn: Turn;
  },
): Promise<{ readonly fresh: readonly CallWithOutcome[]; readonly counts: StoredCounts }> {
  const { delivery, batch } = options;
  await lockBesideSettling(
    transaction,
    distinct(delivery.calls, ({ source }) => source),
  );
  const sorted = await storeInTurn(transaction, options);
  const { fresh } = sorted;
  await wakePieces(transaction, fresh);
  const notRated: ReturnType<typeof suspendedAtRating>[] = [];
  for (const { call, outcome } of fresh)
    if (outcome.problem !== null) notRated.push(suspendedAtRating(call, outcome.problem));
  const records = [...(delivery.intake?.setAside ?? []), ...sorted.setAside, ...notRated];
  await storeSetAside(transaction, { batch, records });
  await storeSequences(transaction, { batch, sequences: delivery.intake?.sequences ?? [] });
  const sums = sumsOf(sorted, { hasArrived: delivery.intake === null });
  const entries = [...(delivery.intake?.ledger ?? []), ...sums];
  await storeLedger(transaction, { batch, entries });
  await noteRedelivered(transaction, { batch, redelivered: sorted.redelivered });
  return { fresh, counts: storedCounts(sums, sorted) };
}

async function storeInTurn(
  transaction: Transaction,
  {
    outcomes,
    batch,
    turn: { sharedKeys, whenSharedStored },
  }: { readonly outcomes: readonly CallWithOutcome[]; readonly batch: bigint; readonly turn: Turn },
): Promise<StoredCalls> {
  if (sharedKeys.size === 0) return storeCalls(transaction, { calls: outcomes, batch, isArriving: true });
  const ofOne = outcomes.filter(({ call }) => !sharedKeys.has(call.callKey));
  const ofTwo = outcomes.filter(({ call }) => sharedKeys.has(call.callKey));
  const sorted = await storeCalls(transaction, { calls: ofOne, batch, isArriving: true });
  await waitHolding(transaction, whenSharedStored);
  const later = await storeCalls(transaction, { calls: ofTwo, batch, isArriving: true });
  return {
    fresh: [...sorted.fresh, ...later.fresh],
    setAside: [...sorted.setAside, ...later.setAside],
    redelivered: sorted.redelivered + later.redelivered,
  };
}

/**
 * @param options.hasArrived Over a broker the producer counted its calls as in transit; here they arrive (books 3).
 */
function sumsOf(
  { fresh, setAside }: StoredCalls,
  { hasArrived }: { readonly hasArrived: boolean },
): readonly LedgerEntry[] {
  // One for each way, so that the sum of the last call is at hand.
  const [accepted, became, aside, inTransit] = [ledgerTally(), ledgerTally(), ledgerTally(), ledgerTally()];
  for (const { call, outcome } of fresh) {
    const of = { file: call.record.fileHash, source: call.source, day: call.keyDay };
    accepted.add(of, "accepted", 1, call.billableMilliseconds);
    became.add(of, outcome.bucket, 1, call.billableMilliseconds);
    if (hasArrived) inTransit.add(of, "inTransit", -1, call.billableMilliseconds);
  }
  for (const { record, source, keyDay: day, bucket, milliseconds } of setAside) {
    const of = { file: record.fileHash, source, day };
    aside.add(of, bucket, 1, milliseconds);
    if (hasArrived) inTransit.add(of, "inTransit", -1, milliseconds);
  }
  return [accepted, became, aside, inTransit].flatMap((tally) => tally.sums());
}

async function noteRedelivered(
  transaction: Transaction,
  { batch, redelivered }: { batch: bigint; redelivered: number },
): Promise<void> {
  if (redelivered === 0) return;
  await rows(transaction, "update load_batch set redelivered = $2 where id = $1", [batch, redelivered]);
}

function storedCounts(sums: readonly LedgerEntry[], sorted: StoredCalls): StoredCounts {
  const of = (bucket: LedgerEntry["bucket"]): number =>
    sums.reduce((records, sum) => records + (sum.bucket === bucket ? sum.records : 0), 0);
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
