import type { Instant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { VersionSetHash } from "@tollwright/rate-card";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { ratingColumns } from "../calls/rating-row.ts";
import { lockForReplacing } from "../calls/replaced-ratings.ts";
import { isInForce, startBatch } from "../calls/start-batch.ts";
import { storeSetAside, suspendedAtRating } from "../calls/store-set-aside.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";

/** The calls of a re-rating that are confirmed together: those of an account and month. */
export type ReratingGroup = { readonly account: string; readonly period: string };

export async function reratingGroups(db: Database, rerating: bigint): Promise<readonly ReratingGroup[]> {
  return rows<ReratingGroup>(
    db,
    "select distinct account, period from rerating_call where rerating = $1 order by account, period",
    [rerating],
  );
}

export type ConfirmedGroup =
  | {
      readonly kind: "confirmed";
      readonly calls: number;
      /** Rated again by somebody else since they were drafted: they keep what they have. */
      readonly overtaken: number;
    }
  /** Other versions are in force than those that the drafts were priced by (books 7). */
  | { readonly kind: "staleVersions" };

/**
 * Puts the drafts of an account and month in the place of the live ratings, which go to the history: one transaction and one
 * batch (books 7). Issued invoices stay; what was invoiced of them comes as a difference with the next close (books 12).
 */
export async function confirmGroup(
  db: Database,
  confirming: ReratingGroup & {
    readonly rerating: bigint;
    readonly setHash: VersionSetHash;
    readonly at: Instant;
  },
): Promise<ConfirmedGroup> {
  const { rerating, account, period, setHash, at } = confirming;
  const group = [rerating, account, period];
  return inTransaction<ConfirmedGroup>(
    db,
    async (transaction) => {
      if (!(await isInForce(transaction, setHash))) return { kind: "staleVersions" };
      await lockForReplacing(transaction);
      const overtaken = await dropOvertaken(transaction, group);
      const batch = await startBatch(transaction, { kind: "rerating", at, setHash });
      await replaceRatings(transaction, [...group, batch]);
      await noteChangedDays(transaction, [...group, batch]);
      await suspendUnrated(transaction, { group, batch });
      const calls = await countChanges(transaction, [...group, batch]);
      await forget(transaction, group);
      return { kind: "confirmed", calls, overtaken };
    },
    ({ kind }) => kind === "confirmed",
  );
}

const IN_GROUP = "c.rerating = $1 and c.account = $2 and c.period = $3";

/** A completion, or another hand, rated the call meanwhile: the draft is of the past. */
async function dropOvertaken(transaction: Transaction, group: readonly unknown[]): Promise<number> {
  const dropped = await rows(
    transaction,
    `with late as (
       delete from rerating_call c
       where ${IN_GROUP} and c.newest_batch <> (
         select coalesce(max(r.batch), 0) from rating r where r.key_day = c.key_day and r.call_key = c.call_key)
       returning c.key_day, c.call_key
     ), drafts as (
       delete from rating_draft d using late where d.key_day = late.key_day and d.call_key = late.call_key
     ) select 1 from late`,
    group,
  );
  return dropped.length;
}

async function replaceRatings(transaction: Transaction, values: readonly unknown[]): Promise<void> {
  const columns = ratingColumns.join(", ");
  await rows(
    transaction,
    `with old as (
       delete from rating r using rerating_call c
       where ${IN_GROUP} and r.key_day = c.key_day and r.call_key = c.call_key and r.side = any (c.gone)
       returning r.*
     )
     insert into rating_history (${columns}, batch, replaced_by_batch) select ${columns}, batch, $4 from old`,
    values,
  );
  await rows(
    transaction,
    `insert into rating (${columns}, batch)
     select ${ratingColumns.map((column) => `d.${column}`).join(", ")}, $4::bigint
     from rerating_call c join rating_draft d on d.key_day = c.key_day and d.call_key = c.call_key
     where ${IN_GROUP}`,
    values,
  );
}

/** Sums of these days are of the past (books 11). */
async function noteChangedDays(transaction: Transaction, values: readonly unknown[]): Promise<void> {
  await rows(
    transaction,
    `insert into batch_day (key_day, batch) select distinct c.key_day, $4::bigint from rerating_call c where ${IN_GROUP}`,
    values,
  );
}

/** What nobody owns any more, or no row prices, is suspended at rating, never free (books 6). */
async function suspendUnrated(
  transaction: Transaction,
  { group, batch }: { group: readonly unknown[]; batch: bigint },
): Promise<void> {
  const found = await rows<CallRow & { reason: Problem["code"]; message: string; way_out: string }>(
    transaction,
    `select ${callColumns.map((column) => `n.${column}`).join(", ")}, c.reason, c.message, c.way_out
     from rerating_call c join call_now n on n.call_key = c.call_key and n.key_day = c.key_day
     where ${IN_GROUP} and c.reason is not null order by n.key_day, n.call_key`,
    group,
  );
  const records = found.map(({ reason, message, way_out: wayOut, ...call }) =>
    suspendedAtRating(callFromRow(call), { code: reason, message, wayOut }),
  );
  await storeSetAside(transaction, { batch, records });
}

/** A change of mind is -1 and +1 (books 3), of the same bucket too: so a close finds the days that a batch wrote to. */
async function countChanges(transaction: Transaction, values: readonly unknown[]): Promise<number> {
  await rows(
    transaction,
    `insert into ledger (batch, file_hash, source, day, bucket, records, milliseconds, records_without_seconds)
     select $4, n.file_hash, n.source, n.key_day, change.bucket, sum(change.records),
       sum(change.records * n.billable_milliseconds), 0
     from rerating_call c
     join call_now n on n.call_key = c.call_key and n.key_day = c.key_day
     cross join lateral (values (c.bucket_before, -1), (c.bucket_after, 1)) as change (bucket, records)
     where ${IN_GROUP}
     group by n.file_hash, n.source, n.key_day, change.bucket, change.records`,
    values,
  );
  const counted = await row<{ calls: bigint }>(
    transaction,
    `select count(*) as calls from rerating_call c where ${IN_GROUP}`,
    values.slice(0, 3),
  );
  return Number(counted?.calls ?? 0);
}

async function forget(transaction: Transaction, group: readonly unknown[]): Promise<void> {
  await rows(
    transaction,
    `with done as (delete from rerating_call c where ${IN_GROUP} returning c.key_day, c.call_key)
     delete from rating_draft d using done where d.key_day = done.key_day and d.call_key = done.call_key`,
    group,
  );
}
