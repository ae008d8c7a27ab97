import type { Call } from "@tollwright/cdr";
import type { Problem } from "@tollwright/problem";
import type { RatedCall, Rating, Side } from "@tollwright/rating";
import { RATING } from "../calls/rating-row.ts";
import { int8Column } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";

/** A call that would be rated otherwise. */
export type CallRatedAgain = {
  readonly call: Call;
  /** Whose invoice it is on, or will be, and the month of that. */
  readonly account: string;
  readonly period: string;
  readonly gone: readonly Side[];
  readonly ratings: readonly Rating[];
  readonly bucketBefore: RatedCall["bucket"];
  readonly bucketAfter: RatedCall["bucket"];
  readonly newestBatch: bigint;
  readonly problem: Problem | null;
};

/** Keeps what a re-rating found in a page of calls; live ratings stay. */
export async function draftRatings(
  db: Database,
  page: { readonly rerating: bigint; readonly lookedAt: number; readonly calls: readonly CallRatedAgain[] },
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await rows(transaction, "update rerating set looked_at = looked_at + $2 where id = $1", [
      page.rerating,
      page.lookedAt,
    ]);
    await storeCalls(transaction, page);
    await copyRows(transaction, "rating_draft", {
      // A draft has no batch of its own before it is confirmed.
      columns: [...RATING, int8Column("batch", () => 0n)],
      rows: page.calls.flatMap(({ ratings }) => ratings),
    });
  });
}

async function storeCalls(
  transaction: Transaction,
  { rerating, calls }: { readonly rerating: bigint; readonly calls: readonly CallRatedAgain[] },
): Promise<void> {
  const column = (of: (call: CallRatedAgain) => unknown): readonly unknown[] => calls.map(of);
  await rows(
    transaction,
    `insert into rerating_call (rerating, key_day, call_key, account, period, gone, bucket_before, bucket_after,
       newest_batch, reason, message, way_out)
     select $1, key_day, call_key, account, period, string_to_array(gone, ' '), before, after, newest, reason, message, way
     from unnest($2::date[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[],
       $10::text[], $11::text[], $12::text[])
       as c (key_day, call_key, account, period, gone, before, after, newest, reason, message, way)`,
    [
      rerating,
      column(({ call }) => call.keyDay),
      column(({ call }) => Buffer.from(call.callKey, "hex")),
      column(({ account }) => account),
      column(({ period }) => period),
      column(({ gone }) => gone.join(" ")),
      column(({ bucketBefore }) => bucketBefore),
      column(({ bucketAfter }) => bucketAfter),
      column(({ newestBatch }) => newestBatch),
      column(({ problem }) => problem?.code ?? null),
      column(({ problem }) => problem?.message ?? null),
      column(({ problem }) => problem?.wayOut ?? null),
    ],
  );
}
