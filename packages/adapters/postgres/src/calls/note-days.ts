import type { CivilDate } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * Notes that a batch changed what is known of these days: calls, ratings or completions of theirs came or went (books 11). Whoever
 * writes such rows calls it in the same transaction, for sums of a day stand until another batch is noted there.
 */
export async function noteDays(
  transaction: Transaction,
  { batch, days }: { readonly batch: bigint; readonly days: ReadonlySet<CivilDate> },
): Promise<void> {
  if (days.size === 0) return;
  await rows(
    transaction,
    "insert into batch_day (key_day, batch) select unnest($1::date[]), $2 on conflict do nothing",
    [[...days], batch],
  );
}
