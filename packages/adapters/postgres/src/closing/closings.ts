import assert from "node:assert";
import type { CivilDate, Instant } from "@tollwright/calendar";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { type Queryable, row, rows } from "../rows.ts";
import { withSession } from "../with-session.ts";
import { goByIndex } from "./go-by-index.ts";
import { isAnythingLate } from "./late-inputs.ts";
import { type AccountWindow, storeDividedUsage } from "./period-usage.ts";
import { sumsOf } from "./sums-of-closing.ts";

/** What every range of a close goes by. */
export type ClosingBasis = {
  readonly run: bigint;
  readonly setHash: VersionSetHash;
  /** Multirange text of the exact batches that count (books 11). */
  readonly batches: string;
  /** Decisions about gaps up to this one count. */
  readonly lastDecision: bigint;
};

/** Days by keyDay; the last one is not meant. */
type Days = { readonly from: CivilDate; readonly until: CivilDate };

export type ClosingUnderWay = ClosingBasis & {
  readonly id: bigint;
  readonly begunAt: Instant;
  /** Those near the periods of all accounts: of them the sums are read. Null where there is no account. */
  readonly days: Days | null;
};

/** Accounts that are closed together: payers with their sites, and what of them is to be computed again. */
export type ClosingRange = {
  readonly accounts: readonly string[];
  /** Their versions in force, by hash. */
  readonly versions: readonly string[];
  readonly changed: readonly string[];
};

/**
 * The close of a run that was begun and not ended, where it goes by the same as one would that begins now: the same versions and
 * decisions, and no batch since that wrote to days before `until`. Its ranges that are done stay done.
 */
export async function closingUnderWay(
  db: Database,
  now: ClosingBasis & { readonly until: CivilDate },
): Promise<ClosingUnderWay | null> {
  const begun = await selected(db, { column: "run", value: now.run });
  if (begun === null || begun.setHash !== now.setHash || begun.lastDecision !== now.lastDecision) return null;
  const late = { recorded: begun.batches, batches: now.batches, until: now.until };
  return (await isAnythingLate(db, late)) ? null : begun;
}

/** A close by its number; null where it has ended. */
export function closingById(db: Database, id: bigint): Promise<ClosingUnderWay | null> {
  return selected(db, { column: "id", value: id });
}

/**
 * Begins a close in the place of one that was not ended: its ranges, and what of the days that periods divide is read once for all
 * accounts. It is there whole or not at all. Its days have been summed for its batches, and somebody holds the sums.
 *
 * @param begun.windows Of accounts whose usage is summed, each once.
 */
export async function beginClosing(
  db: Database,
  begun: Omit<ClosingUnderWay, "id" | "begunAt"> & {
    readonly windows: readonly AccountWindow[];
    readonly ranges: readonly ClosingRange[];
    readonly at: Instant;
  },
): Promise<ClosingUnderWay> {
  const { run, setHash, batches, lastDecision, days, windows, ranges, at: begunAt } = begun;
  return inTransaction(db, async (transaction) => {
    await rows(transaction, "delete from closing where run = $1", [run]);
    const stored = await row<{ id: bigint }>(
      transaction,
      `insert into closing (run, set_hash, batches, last_decision, begun_at, from_day, until_day, sums)
       values ($1, $2, $3, $4, $5, $6::date, $7::date, ${sumsOf("$6::date", "$7::date")}) returning id`,
      [run, setHash, batches, lastDecision, new Date(begunAt), days?.from ?? null, days?.until ?? null],
    );
    assert(stored !== null, "an insert returns its row");
    const { id } = stored;
    for (const [ordinal, { accounts, versions, changed }] of ranges.entries())
      await rows(
        transaction,
        "insert into closing_range (closing, ordinal, accounts, versions, changed) values ($1, $2, $3, $4, $5)",
        [id, ordinal, accounts, versions, JSON.stringify(changed)],
      );
    if (days !== null) await storeDividedUsage(transaction, { closing: id, batches, windows, days });
    return { id, run, setHash, batches, lastDecision, begunAt, days };
  });
}

/**
 * Does the next range of a close that nobody else has, and keeps its outcome; all in one transaction, so that a process that dies
 * leaves the range to others.
 *
 * @returns False where none is left.
 */
export async function closeNextRange(
  db: Database,
  closing: bigint,
  work: (range: ClosingRange, transaction: Transaction) => Promise<object>,
): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    await goByIndex(transaction);
    const range = await row<ClosingRange & { ordinal: number }>(
      transaction,
      `select ordinal, accounts, versions, changed from closing_range where closing = $1 and outcome is null
       order by ordinal limit 1 for update skip locked`,
      [closing],
    );
    if (range === null) return false;
    const outcome = await work(range, transaction);
    await rows(transaction, "update closing_range set outcome = $3 where closing = $1 and ordinal = $2", [
      closing,
      range.ordinal,
      JSON.stringify(outcome),
    ]);
    return true;
  });
}

/** What came of the ranges of a close, in their order; waits for those that others have in work. Null for one that nobody did. */
export async function closingOutcomes<Outcome extends object>(
  db: Database,
  closing: bigint,
): Promise<readonly (Outcome | null)[]> {
  const found = await rows<{ outcome: Outcome | null }>(
    db,
    "select outcome from closing_range where closing = $1 order by ordinal for share",
    [closing],
  );
  return found.map(({ outcome }) => outcome);
}

/** Any fixed number, beside that of a run. */
const LOCK = 7_011_974;

/** One close of a run at a time: whoever closes it too waits, and then finds its drafts. */
export async function aloneInRun<T>(db: Database, run: bigint, work: () => Promise<T>): Promise<T> {
  return withSession(db, async (session) => {
    await rows(session, "select pg_advisory_lock($1, $2::integer)", [LOCK, run]);
    return work();
  });
}

/** Only its drafts stay. */
export async function endClosing(db: Database, closing: bigint): Promise<void> {
  await rows(db, "delete from closing where id = $1", [closing]);
}

async function selected(
  queryable: Queryable,
  { column, value }: { readonly column: "id" | "run"; readonly value: bigint },
): Promise<ClosingUnderWay | null> {
  const found = await row<{
    id: bigint;
    run: bigint;
    set_hash: string;
    batches: string;
    last_decision: bigint;
    begun_at: Instant;
    from_day: CivilDate | null;
    until_day: CivilDate | null;
  }>(
    queryable,
    `select id, run, set_hash, batches::text, last_decision, begun_at, from_day, until_day from closing where ${column} = $1`,
    [value],
  );
  if (found === null) return null;
  const { id, run, batches, set_hash: setHash, last_decision: lastDecision, begun_at: begunAt } = found;
  const { from_day: from, until_day: until } = found;
  const days = from === null || until === null ? null : { from, until };
  return { id, run, batches, setHash, lastDecision, begunAt, days };
}
