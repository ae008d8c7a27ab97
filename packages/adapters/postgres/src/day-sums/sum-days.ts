import type { CivilDate } from "@tollwright/calendar";
import { hashRatherThanSort } from "../closing/hash-rather-than-sort.ts";
import { refreshStatistics } from "../closing/refresh-statistics.ts";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { withSession } from "../with-session.ts";
import { SUM_TRUNKS_OF_DAY } from "./sum-trunks-of-day.ts";
import { SUM_USAGE_OF_DAY } from "./sum-usage-of-day.ts";

export type DaysToSum = {
  readonly from: CivilDate;
  /** The first day that is not meant. */
  readonly until: CivilDate;
  /** Multirange text of the batches that count; null: all that are stored. */
  readonly batches: string | null;
};

/** Sums of a month are made on both cores of a small machine; each takes one day after the other. */
const SESSIONS = 2;

/** Any fixed number: whoever makes sums, or reads them, is alone. */
const LOCK = 7_011_975;

/**
 * Makes the sums of days that have none, or have those of other batches: a transaction a day, so that what was made stays. The
 * statistics that a close needs are made, too.
 *
 * @returns the days that were summed now.
 */
export async function sumDays(db: Database, wanted: DaysToSum): Promise<readonly CivilDate[]> {
  const summed = await inTransaction(db, async (transaction) => {
    await rows(transaction, "select pg_advisory_xact_lock($1)", [LOCK]);
    return sumMissing(db, wanted);
  });
  await refreshStatistics(db);
  return summed;
}

/** The same, at most so many days, the oldest first; none where somebody else makes sums or reads them just now. */
export async function sumSomeDays(
  db: Database,
  wanted: DaysToSum & { readonly atMost: number },
): Promise<readonly CivilDate[]> {
  return inTransaction(db, async (transaction) => {
    const lock = await row<{ free: boolean }>(transaction, "select pg_try_advisory_xact_lock($1) as free", [
      LOCK,
    ]);
    return lock?.free === true ? sumMissing(db, wanted) : [];
  });
}

/**
 * Makes what is missing, and keeps the sums of all days as they are while the work lasts, which reads them. Others may read them, too;
 * whoever makes sums waits.
 */
export async function holdingSums<T>(db: Database, wanted: DaysToSum, work: () => Promise<T>): Promise<T> {
  return withSession(db, async (session) => {
    await rows(session, "select pg_advisory_lock_shared($1)", [LOCK]);
    if ((await missingDays(db, wanted)).length > 0) {
      await rows(session, "select pg_advisory_unlock_shared($1)", [LOCK]);
      await rows(session, "select pg_advisory_lock($1)", [LOCK]);
      await sumMissing(db, wanted);
      await rows(session, "select pg_advisory_lock_shared($1), pg_advisory_unlock($1)", [LOCK]);
    }
    return work();
  });
}

type MissingDay = { readonly day: CivilDate; readonly batches: string };

async function sumMissing(
  db: Database,
  { atMost = Number.POSITIVE_INFINITY, ...wanted }: DaysToSum & { readonly atMost?: number },
): Promise<readonly CivilDate[]> {
  const missing = (await missingDays(db, wanted)).slice(0, atMost);
  const left = missing.values();
  const session = async (): Promise<void> => {
    for (const day of left) await sumDay(db, day);
  };
  await Promise.all(Array.from({ length: SESSIONS }, session));
  return missing.map(({ day }) => day);
}

/** A day with sums of batches that do not count at all is among them. */
async function missingDays(
  db: Database,
  { from, until, batches }: DaysToSum,
): Promise<readonly MissingDay[]> {
  return rows<MissingDay>(
    db,
    `select coalesce(w.key_day, s.key_day) as day, coalesce(w.batches, '{}')::text as batches
     from (
       select key_day, range_agg(int8range(batch, batch, '[]')) as batches from batch_day
       where key_day >= $1 and key_day < $2 and ($3::int8multirange is null or batch <@ $3::int8multirange)
       group by key_day
     ) w
     full join (select * from day_sum where key_day >= $1 and key_day < $2) s on s.key_day = w.key_day
     where coalesce(w.batches, '{}') is distinct from coalesce(s.batches, '{}')
     order by day`,
    [from, until, batches],
  );
}

async function sumDay(db: Database, { day, batches }: MissingDay): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await hashRatherThanSort(transaction);
    await rows(transaction, "delete from day_usage where key_day = $1", [day]);
    await rows(transaction, "delete from day_trunk where key_day = $1", [day]);
    await rows(transaction, SUM_USAGE_OF_DAY, [day, batches]);
    await rows(transaction, SUM_TRUNKS_OF_DAY, [day, batches]);
    await rows(
      transaction,
      `insert into day_sum (key_day, batches, first_rated_at, last_rated_at)
       select $1, $2, min(first_rated_at), max(last_rated_at) from day_usage where key_day = $1
       on conflict (key_day) do update
       set batches = excluded.batches, first_rated_at = excluded.first_rated_at, last_rated_at = excluded.last_rated_at`,
      [day, batches],
    );
  });
}
