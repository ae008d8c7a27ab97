import type { Instant } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
import { instantArray } from "../instant-array.ts";
import { row, rows } from "../rows.ts";

/** Any fixed number: ratings are replaced while no draft is being kept, and the other way round. */
const LOCK = 7_011_973;

/** Before a rating is replaced by another, to the end of the transaction. */
export async function lockForReplacing(transaction: Transaction): Promise<void> {
  await rows(transaction, "select pg_advisory_xact_lock($1)", [LOCK]);
}

/** What a draft counted of one account: calls rated from and until these instants, by these batches. */
type Counted = {
  readonly account: string;
  readonly from: Instant;
  readonly until: Instant;
  /** As Postgres writes a multirange. */
  readonly batches: string;
};

/**
 * Whether a rating that a draft may have counted was replaced since the close looked: the new one is not among its batches,
 * and would be billed beside the old one. Until the end of the transaction no more can be replaced.
 */
export async function wasReplacedSince(
  transaction: Transaction,
  periods: readonly Counted[],
): Promise<boolean> {
  await rows(transaction, "select pg_advisory_xact_lock_shared($1)", [LOCK]);
  const found = await row(
    transaction,
    `select from rating_history h
     join unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::int8multirange[])
       as p (account, from_instant, until_instant, batches)
       on p.account = h.account and p.batches @> h.batch and not p.batches @> h.replaced_by_batch
         and h.rated_at >= p.from_instant and h.rated_at < p.until_instant
     limit 1`,
    [
      periods.map(({ account }) => account),
      instantArray(periods.map(({ from }) => from)),
      instantArray(periods.map(({ until }) => until)),
      periods.map(({ batches }) => batches),
    ],
  );
  return found !== null;
}
