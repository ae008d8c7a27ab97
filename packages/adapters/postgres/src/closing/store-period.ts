import { addDays, civilDateIn } from "@tollwright/calendar";
import type { Database, Transaction } from "../database.ts";
import { type DaysToSum, holdSums } from "../day-sums/sum-days.ts";
import { hashRatherThanSort } from "./hash-rather-than-sort.ts";
import { type MeasuredTrunks, storePeriodTrunks } from "./period-trunks.ts";
import { type AccountWindow, storePeriodUsage, sumPeriodUsage } from "./period-usage.ts";

export type ClosedPeriods = {
  /** Each account once. */
  readonly windows: readonly AccountWindow[];
  readonly trunks: MeasuredTrunks;
};

/** Keeps with a closing what accounts and trunks used in their periods, out of the sums of days; makes those that are missing. */
export async function storePeriod(
  transaction: Transaction,
  {
    db,
    closing,
    batches,
    windows,
    trunks,
  }: ClosedPeriods & { readonly db: Database; readonly closing: bigint; readonly batches: string },
): Promise<void> {
  const days = daysNear([...windows, ...trunks.sources]);
  if (days === null) return;
  await holdSums(transaction, { db, wanted: { ...days, batches } });
  await hashRatherThanSort(transaction);
  // Nobody changes the sums meanwhile, so another session sees the same; the two go side by side.
  const [sums] = await Promise.all([
    sumPeriodUsage(db, { batches, windows, days }),
    storePeriodTrunks(transaction, { closing, trunks, days }),
  ]);
  await storePeriodUsage(transaction, { closing, sums });
}

/** Two days before all of these periods to one after (books 2). */
function daysNear(
  periods: readonly Pick<AccountWindow, "from" | "until">[],
): Pick<DaysToSum, "from" | "until"> | null {
  const [first, ...others] = periods;
  if (first === undefined) return null;
  let { from, until } = first;
  for (const other of others) {
    if (other.from < from) from = other.from;
    if (other.until > until) until = other.until;
  }
  return { from: addDays(civilDateIn(from, "UTC"), -2), until: addDays(civilDateIn(until, "UTC"), 2) };
}
