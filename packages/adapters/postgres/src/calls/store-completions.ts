import assert from "node:assert";
import type { Became, Call, SetAside } from "@tollwright/cdr";
import type { RatedCall } from "@tollwright/rating";
import { booleanColumn, columnsIn, int4Column, int8Column, textColumn } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import { CALL } from "./call-row.ts";
import { type CallName, type CompletionStates, completionStates } from "./completion-states.ts";
import { RATING, ratingColumns } from "./rating-row.ts";
import { lockForReplacing } from "./replaced-ratings.ts";

export type Completion = Became & { readonly kind: "completion" };

export type StoredCompletion = {
  readonly before: Call;
  readonly bucketBefore: RatedCall["bucket"];
  readonly call: Call;
  readonly bucket: RatedCall["bucket"];
  readonly outcome: RatedCall;
  readonly former: SetAside | null;
};

/** Who decided for another record, and why. */
export type Decision = { readonly by: string; readonly reason: string };

/**
 * Completes estimates, and puts the record in force that a person decided for (books 2, 5): the facts are a row of their own, and
 * rating reads the last. The old ratings go to the history and new ones take their place. Where one was invoiced already, the
 * account's next close carries the difference (books 12); `difference_owed` lists it until then.
 *
 * @param options.decision Null for estimates.
 * @throws TakenMeanwhile where a call is not any more what it was `before`; the transaction is to be rolled back.
 */
export async function storeCompletions(
  transaction: Transaction,
  options: {
    readonly completions: readonly Completion[];
    readonly decision: Decision | null;
    readonly rate: (call: Call) => RatedCall;
    readonly batch: bigint;
  },
): Promise<readonly StoredCompletion[]> {
  const { completions, batch, decision } = options;
  if (completions.length === 0) return [];
  await lockForReplacing(transaction);
  const states = await completionStates(transaction, completions);
  await storeFacts(transaction, { completions, states, batch, decision });
  const stored = completions.map(({ before, call, former }): StoredCompletion => {
    const { bucketBefore } = states.of(before);
    const outcome = options.rate(call);
    return { before, bucketBefore, call, bucket: outcome.bucket, outcome, former };
  });
  await replaceRatings(transaction, { batch, replaced: stored });
  return stored;
}

type Facts = { readonly call: Call; readonly isWithdrawn: boolean };

async function storeFacts(
  transaction: Transaction,
  options: {
    readonly completions: readonly Completion[];
    readonly states: CompletionStates;
    readonly batch: bigint;
    readonly decision: Decision | null;
  },
): Promise<void> {
  const { states, batch, decision } = options;
  const ofBatch = int8Column("batch", () => batch);
  const facts = options.completions.flatMap(({ before, call }): readonly Facts[] => {
    const now = { call, isWithdrawn: false };
    return before.keyDay === call.keyDay ? [now] : [{ call: before, isWithdrawn: true }, now];
  });
  const isNew = ({ call }: Facts): boolean => !states.of(call).isStored;
  assert(decision !== null || !facts.some(isNew), "only a person moves a call to another day");
  await copyRows(transaction, "call", {
    columns: [...CALL, ofBatch],
    rows: facts.filter(isNew).map(({ call }) => call),
  });
  await copyRows(transaction, "call_completion", {
    columns: [
      ...columnsIn(CALL, ({ call }: Facts) => call),
      ofBatch,
      int4Column("ordinal", ({ call }: Facts) => states.of(call).ordinal),
      booleanColumn("withdrawn", ({ isWithdrawn }: Facts) => isWithdrawn),
      textColumn("decided_by", () => decision?.by ?? null),
      textColumn("decided_because", () => decision?.reason ?? null),
    ],
    rows: facts.filter((each) => !isNew(each)),
  });
}

async function replaceRatings(
  transaction: Transaction,
  { batch, replaced }: { readonly batch: bigint; readonly replaced: readonly StoredCompletion[] },
): Promise<void> {
  const columns = ratingColumns.join(", ");
  const calls = keysOf(replaced.map(({ before }) => before));
  await rows(
    transaction,
    `with old as (
       delete from rating r using unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
       where r.call_key = w.call_key and r.key_day = w.key_day returning r.*
     )
     insert into rating_history (${columns}, batch, replaced_by_batch) select ${columns}, batch, $3 from old`,
    [...calls, batch],
  );
  // What could not be rated as it was is tried again as what it is now.
  await rows(
    transaction,
    `update set_aside s set status = 'recycled', settled_batch = $3
     from unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
     where s.call_key = w.call_key and s.key_day = w.key_day
       and s.bucket = 'suspendedAtRating' and s.status <> 'recycled'`,
    [...calls, batch],
  );
  await copyRows(transaction, "rating", {
    columns: [...RATING, int8Column("batch", () => batch)],
    rows: replaced.flatMap(({ outcome }) => outcome.ratings),
  });
}

function keysOf(calls: readonly CallName[]): readonly unknown[] {
  return [calls.map(({ callKey }) => Buffer.from(callKey, "hex")), calls.map(({ keyDay }) => keyDay)];
}
