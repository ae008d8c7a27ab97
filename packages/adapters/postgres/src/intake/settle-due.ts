import assert from "node:assert";
import type { CivilDate, Instant } from "@tollwright/calendar";
import type { PieceGroup, Settlement } from "@tollwright/cdr";
import type { RaisedAlert } from "../alerts/alert-row.ts";
import { ensurePartitions } from "../calls/ensure-partitions.ts";
import { lockForSettling } from "../calls/settling-lock.ts";
import { isInForce } from "../calls/start-batch.ts";
import { type BucketCounts, daysOf, type Pricing, storeSettlements } from "../calls/store-settled.ts";
import { TakenMeanwhile } from "../calls/taken-meanwhile.ts";
import { IS_OPEN_PIECE } from "../calls/wake-pieces.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { pieceGroups } from "./piece-groups.ts";

export type DueRequest = Pricing & {
  readonly source: string;
  /** Pieces whose call's last piece is as old as this are looked at once more. */
  readonly overdueSince: Instant;
  /** What becomes of each group, in the same order; `waitsSince` is kept with those that go on waiting. */
  readonly decide: (
    groups: readonly PieceGroup[],
  ) => readonly { readonly settlement: Settlement | null; readonly waitsSince: Instant }[];
  readonly at: Instant;
};

export type SettledDue =
  | {
      readonly kind: "stored";
      readonly counts: BucketCounts;
      readonly alerts: readonly RaisedAlert[];
      /** Pieces that go on waiting. */
      readonly waiting: number;
      /** True where more may be due: ask again. */
      readonly isMore: boolean;
    }
  | { readonly kind: "staleVersions" };

/** Whether there is anything to settle; what it costs does not depend on how many pieces wait. */
export async function isAnyDue(
  db: Database,
  { source, overdueSince }: Pick<DueRequest, "source" | "overdueSince">,
): Promise<boolean> {
  const found = await row(
    db,
    `select from set_aside
     where source = $1 and ${IS_OPEN_PIECE} and waits_since <= $2 limit 1`,
    [source, new Date(overdueSince)],
  );
  return found !== null;
}

/** Pieces that are due at the start of one transaction; the other pieces of their calls come on top. */
const MAX_PIECES = 5_000;

/**
 * Settles pieces of calls that are new or whose time is over, a transaction's worth of them (books 3, 5, 11).
 *
 * Pieces that were looked at and wait are not read again before they are overdue, so what it costs is what came since the
 * last time, however many wait. Settlers of one source take turns, so no two hold pieces of one call.
 */
export async function settleDue(db: Database, request: DueRequest): Promise<SettledDue> {
  for (;;) {
    const settled = await inTransaction(
      db,
      (transaction) => settleIn(transaction, db, request),
      ({ kind }) => kind === "stored",
    ).catch(afresh);
    if (settled.kind === "daysMissing") await ensurePartitions(db, settled.days);
    else if (settled.kind !== "takenMeanwhile") return settled;
  }
}

/** A person decided a piece just now, say: the next look sees it. */
function afresh(error: unknown): { readonly kind: "takenMeanwhile" } {
  if (error instanceof TakenMeanwhile) return { kind: "takenMeanwhile" };
  throw error;
}

/** Partitions are made in a transaction of their own (books 2), and then the same is done once more. */
type DaysMissing = { readonly kind: "daysMissing"; readonly days: readonly CivilDate[] };

async function settleIn(
  transaction: Transaction,
  db: Database,
  request: DueRequest,
): Promise<SettledDue | DaysMissing> {
  await lockForSettling(transaction, request.source);
  const due = await dueKeys(transaction, request);
  if (due.length === 0) return { kind: "stored", ...NOTHING, waiting: 0, isMore: false };
  if (!(await isInForce(transaction, request.versionSet))) return { kind: "staleVersions" };
  const groups = await pieceGroups(transaction, due);
  const decisions = request.decide(groups);
  const settlements = decisions.flatMap(({ settlement }) => settlement ?? []);
  const days = daysOf(settlements).filter((day) => !db.knownDays.has(day));
  if (days.length > 0) return { kind: "daysMissing", days };
  const stored =
    settlements.length === 0
      ? NOTHING
      : await storeSettlements(transaction, { ...request, settlements, kind: "settling" });
  const waiting = await keepWaiting(transaction, { groups, decisions, overdueSince: request.overdueSince });
  return { kind: "stored", counts: stored.counts, alerts: stored.alerts, waiting, isMore: true };
}

const NOTHING = { counts: {}, alerts: [] };

async function dueKeys(
  transaction: Transaction,
  { source, overdueSince }: DueRequest,
): Promise<readonly Buffer[]> {
  const due = await rows<{ call_key: Buffer }>(
    transaction,
    `select distinct call_key from (
       select call_key from set_aside
       where source = $1 and ${IS_OPEN_PIECE} and waits_since <= $2
       order by waits_since, call_key limit $3
     ) first`,
    [source, new Date(overdueSince), MAX_PIECES],
  );
  return due.map(({ call_key }) => call_key);
}

/** Notes since when the pieces wait that were taken by no settlement; what stays suspended waits until it is woken. */
async function keepWaiting(
  transaction: Transaction,
  {
    groups,
    decisions,
    overdueSince,
  }: Pick<DueRequest, "overdueSince"> & {
    readonly groups: readonly PieceGroup[];
    readonly decisions: ReturnType<DueRequest["decide"]>;
  },
): Promise<number> {
  assert.equal(decisions.length, groups.length, "one decision for each group");
  const left = groups.flatMap(({ open }, index) => {
    const decision = decisions[index];
    assert(decision !== undefined);
    const taken = new Set(decision.settlement?.takes.map(({ id }) => id));
    const isOverdue = decision.waitsSince <= overdueSince;
    const since = isOverdue ? "infinity" : new Date(decision.waitsSince).toISOString();
    return open
      .filter(({ id }) => !taken.has(id))
      .map(({ id, bucket }) => ({ id, bucket, isOverdue, since }));
  });
  const waiting = left.filter(({ bucket }) => bucket === "pending");
  assert(!waiting.some(({ isOverdue }) => isOverdue), "no piece is due twice in one settling");
  if (left.length > 0)
    await rows(
      transaction,
      `update set_aside s set waits_since = w.since
       from unnest($1::bigint[], $2::timestamptz[]) as w (id, since) where s.id = w.id`,
      [left.map(({ id }) => id), left.map(({ since }) => since)],
    );
  return waiting.length;
}
