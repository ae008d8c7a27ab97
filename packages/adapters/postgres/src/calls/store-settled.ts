import type { CompiledAlertRule } from "@tollwright/alerts";
import { type LedgerBucket, ledgerSums } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import type { Became, Call, SetAside, Settlement } from "@tollwright/cdr";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { RatedCall } from "@tollwright/rating";
import type { RaisedAlert } from "../alerts/alert-row.ts";
import { countForAlerts } from "../alerts/count-for-alerts.ts";
import { int8Column } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { distinct } from "./distinct.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { storeLedger } from "./ledger-rows.ts";
import { noteDays } from "./note-days.ts";
import { type CallWithOutcome, pairedOutcomes } from "./outcomes.ts";
import { RATING } from "./rating-row.ts";
import { type Settled, settledCounts } from "./settled-counts.ts";
import { lockBesideSettling } from "./settling-lock.ts";
import { isInForce, startBatch } from "./start-batch.ts";
import { storeCalls } from "./store-calls.ts";
import { type Decision, storeCompletions } from "./store-completions.ts";
import { storeSetAside, suspendedAtRating } from "./store-set-aside.ts";
import { TakenMeanwhile } from "./taken-meanwhile.ts";
import { wakePieces } from "./wake-pieces.ts";

/** How calls are priced, by one set of versions. */
export type Pricing = {
  readonly versionSet: VersionSetHash;
  readonly rate: (call: Call) => RatedCall;
  readonly alertRules: readonly CompiledAlertRule[];
};

export type Settling = Pricing & {
  readonly settlements: readonly Settlement[];
  readonly at: Instant;
  /** Who says that the records become this, and why; left out where nobody had to. */
  readonly decision?: Decision;
};

/** How many records went into each bucket; those that were suspended at rating before are counted there again. */
export type BucketCounts = Readonly<Partial<Record<LedgerBucket, number>>>;

export type StoredSettling =
  | {
      readonly kind: "stored";
      /** Null where there was nothing to store: then there is no batch. */
      readonly batch: bigint | null;
      readonly counts: BucketCounts;
      /** Thresholds that these calls reached. */
      readonly alerts: readonly RaisedAlert[];
      /** Records that somebody else took meanwhile. */
      readonly gone: number;
    }
  | { readonly kind: "staleVersions" };

/**
 * Takes records out of where they were set aside and stores what they became, in one transaction and a batch of its own, or
 * nothing (books 3, 7). A settlement of which somebody else took a record meanwhile is left out whole, so each record becomes
 * something once, however many processes try.
 */
export async function storeSettled(db: Database, settling: Settling): Promise<StoredSettling> {
  await ensurePartitions(db, daysOf(settling.settlements));
  return inTransaction<StoredSettling>(
    db,
    async (transaction) => {
      if (!(await isInForce(transaction, settling.versionSet))) return { kind: "staleVersions" };
      await lockBesideSettling(transaction, sourcesOf(settling.settlements));
      const open = await lockOpen(transaction, idsOf(settling.settlements));
      const settlements = settling.settlements.filter(({ takes }) => takes.every(({ id }) => open.has(id)));
      const gone = idsOf(settling.settlements).length - idsOf(settlements).length;
      if (settlements.length === 0) return { kind: "stored", batch: null, counts: {}, alerts: [], gone };
      const stored = await storeSettlements(transaction, { ...settling, settlements, kind: "recycling" });
      return { kind: "stored", ...stored, gone };
    },
    ({ kind }) => kind === "stored",
  ).catch((error: unknown): StoredSettling => {
    if (!(error instanceof TakenMeanwhile)) throw error;
    return { kind: "stored", batch: null, counts: {}, alerts: [], gone: idsOf(settling.settlements).length };
  });
}

/** Days that need a partition for the calls of these settlements. */
export function daysOf(settlements: readonly Settlement[]): readonly Call["keyDay"][] {
  const calls = [...callsOf(settlements), ...ofKind(settlements, "completion").map(({ call }) => call)];
  return calls.map(({ keyDay }) => keyDay);
}

function callsOf(settlements: readonly Settlement[]): readonly Call[] {
  return ofKind(settlements, "call").map(({ call }) => call);
}

function idsOf(settlements: readonly Settlement[]): readonly bigint[] {
  return settlements.flatMap(({ takes }) => takes.map(({ id }) => id));
}

function sourcesOf(settlements: readonly Settlement[]): readonly string[] {
  return settlements.flatMap(({ takes }) => takes.map(({ source }) => source));
}

async function lockOpen(transaction: Transaction, ids: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  const locked = await rows<{ id: bigint }>(
    transaction,
    "select id from set_aside where id = any ($1) and status = 'open' order by id for update skip locked",
    [ids],
  );
  return new Set(locked.map(({ id }) => id));
}

type Taken = Settling & { readonly kind: "recycling" | "settling" };

/**
 * The storing itself, within a transaction that keeps others off the records that are taken, or finds out here.
 *
 * @throws TakenMeanwhile where one of them is not open any more; the transaction is to be rolled back.
 */
export async function storeSettlements(
  transaction: Transaction,
  settling: Taken,
): Promise<
  Pick<StoredSettling & { readonly kind: "stored" }, "counts" | "alerts"> & { readonly batch: bigint }
> {
  const { settlements, rate, versionSet: setHash, alertRules: rules, at, kind } = settling;
  const batch = await startBatch(transaction, { kind, at, setHash });
  await takeOut(transaction, batch, settling);
  const calls = ratedBy(callsOf(settlements), rate);
  const { fresh, setAside: refused } = await storeCalls(transaction, { calls, batch, isArriving: false });
  if (kind === "recycling") await wakePieces(transaction, fresh);
  const completions = await storeCompletions(transaction, {
    completions: ofKind(settlements, "completion"),
    decision: settling.decision ?? null,
    rate,
    batch,
  });
  const rated = ratedBy(
    ofKind(settlements, "rating").map(({ call }) => call),
    rate,
  );
  await copyRows(transaction, "rating", {
    columns: [...RATING, int8Column("batch", () => batch)],
    rows: rated.flatMap(({ outcome }) => outcome.ratings),
  });
  const changed = [...rated, ...completions, ...completions.map(({ before }) => ({ call: before }))];
  await noteDays(transaction, { batch, days: distinct(changed, ({ call }) => call.keyDay) });
  const settled: Settled = {
    takes: settlements.flatMap(({ takes }) => takes),
    setAside: [...ofKind(settlements, "setAside").map(({ setAside }) => setAside), ...refused],
    accepted: fresh,
    rated,
    completions,
  };
  await storeSetAside(transaction, { batch, records: asidesOf(settled) });
  const counts = settledCounts(settled);
  await storeLedger(transaction, { batch, entries: ledgerSums(counts) });
  // One that nobody could rate before it was completed was counted by no threshold yet.
  const owned = completions.filter(({ bucketBefore }) => bucketBefore === "suspendedAtRating");
  const priced = [...settled.accepted, ...rated, ...owned].map(({ call, outcome: { ratings } }) => ({
    call,
    ratings,
  }));
  const alerts = await countForAlerts(transaction, { rules, priced, batch, at });
  return { batch, counts: tally(counts), alerts };
}

function ofKind<Kind extends Became["kind"]>(
  settlements: readonly Settlement[],
  kind: Kind,
): readonly (Became & { readonly kind: Kind })[] {
  return settlements.flatMap(({ becomes }) =>
    becomes.filter((became): became is Became & { readonly kind: Kind } => became.kind === kind),
  );
}

async function takeOut(
  transaction: Transaction,
  batch: bigint,
  { settlements, decision, at }: Taken,
): Promise<void> {
  const ids = idsOf(settlements);
  const taken = await row<{ records: number }>(
    transaction,
    `with taken as (
       update set_aside
       set status = 'recycled', settled_batch = $2, decided_by = $3, decided_because = $4, decided_at = $5
       where id = any ($1) and status = 'open' returning 1
     ) select count(*)::integer as records from taken`,
    [
      ids,
      batch,
      decision?.by ?? null,
      decision?.reason ?? null,
      decision === undefined ? null : new Date(at),
    ],
  );
  if (taken?.records !== ids.length) throw new TakenMeanwhile();
}

function ratedBy(calls: readonly Call[], rate: Pricing["rate"]): readonly CallWithOutcome[] {
  return pairedOutcomes(calls, calls.map(rate));
}

/** Rows of everything that is set aside now; what was a piece stays one, so that its repetition is known. */
function asidesOf({ takes, setAside, accepted, rated, completions }: Settled) {
  const parts = new Map(takes.map(({ record, part }) => [placeOf(record), part]));
  const withPart = (aside: SetAside): SetAside => {
    const part = aside.part ?? parts.get(placeOf(aside.record));
    return part === undefined ? aside : { ...aside, part };
  };
  const outcomes = [...accepted, ...rated, ...completions];
  return [
    ...setAside.map(withPart),
    ...completions.flatMap(({ former }) => former ?? []),
    ...outcomes.flatMap(({ call, outcome: { problem } }) =>
      problem === null ? [] : [suspendedAtRating(call, problem)],
    ),
  ];
}

function placeOf({ fileHash, offset }: SetAside["record"]): string {
  return `${fileHash} ${offset}`;
}

function tally(counts: ReturnType<typeof settledCounts>): BucketCounts {
  const tallies: Partial<Record<LedgerBucket, number>> = {};
  for (const { bucket, records } of counts)
    if (records > 0) tallies[bucket] = (tallies[bucket] ?? 0) + records;
  return tallies;
}
