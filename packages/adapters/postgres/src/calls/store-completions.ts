import assert from "node:assert";
import type { Became, Call, SetAside } from "@tollwright/cdr";
import type { RatedCall } from "@tollwright/rating";
import { columnsIn, int4Column, int8Column } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import { CALL } from "./call-row.ts";
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

/**
 * Completes estimates (books 5): the facts are a row of their own, and rating reads the last. The old ratings go to the history
 * and new ones take their place. Where one was invoiced already, the account's next close carries the difference (books 12),
 * and `completion_waiting` lists it until then.
 */
export async function storeCompletions(
  transaction: Transaction,
  options: {
    readonly completions: readonly Completion[];
    readonly rate: (call: Call) => RatedCall;
    readonly batch: bigint;
  },
): Promise<readonly StoredCompletion[]> {
  const { completions, batch } = options;
  if (completions.length === 0) return [];
  await lockForReplacing(transaction);
  const states = await statesOf(transaction, completions);
  await copyRows(transaction, "call_completion", {
    columns: [
      ...columnsIn(CALL, ({ call }: Completion) => call),
      int8Column("batch", () => batch),
      int4Column("ordinal", ({ call }: Completion) => stateOf(call, states).ordinal),
    ],
    rows: completions,
  });
  const stored = completions.map(({ before, call, former }): StoredCompletion => {
    const { bucketBefore } = stateOf(call, states);
    const outcome = options.rate(call);
    return { before, bucketBefore, call, bucket: outcome.bucket, outcome, former };
  });
  await replaceRatings(transaction, { batch, replaced: stored });
  return stored;
}

type State = {
  readonly ordinal: number;
  readonly bucketBefore: RatedCall["bucket"];
};
type States = ReadonlyMap<string, State>;

function nameOf({ callKey, keyDay }: Pick<Call, "callKey" | "keyDay">): string {
  return `${callKey} ${keyDay}`;
}

function stateOf(call: Call, states: States): State {
  const state = states.get(nameOf(call));
  assert(state !== undefined, `no state of call ${call.callKey}`);
  return state;
}

async function statesOf(transaction: Transaction, completions: readonly Completion[]): Promise<States> {
  // Whoever rates one of these again just now is waited for.
  await rows(
    transaction,
    `select s.id from set_aside s join unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
       on s.call_key = w.call_key and s.key_day = w.key_day
     where s.bucket = 'suspendedAtRating' and s.status <> 'recycled' order by s.id for update of s`,
    keysOf(completions),
  );
  const found = await rows<{
    key: string;
    day: Call["keyDay"];
    ordinal: number;
    bucket: RatedCall["bucket"];
  }>(
    transaction,
    `select encode(w.call_key, 'hex') as key, w.key_day as day,
       1 + (select coalesce(max(ordinal), 0) from call_completion n
            where n.call_key = w.call_key and n.key_day = w.key_day) as ordinal,
       case
         when exists (
           select from set_aside s where s.call_key = w.call_key and s.key_day = w.key_day
             and s.bucket = 'suspendedAtRating' and s.status <> 'recycled') then 'suspendedAtRating'
         when exists (
           select from rating r where r.call_key = w.call_key and r.key_day = w.key_day
             and r.outcome = 'rated' and r.side like 'customer:%')
           then 'rated'
         else 'free'
       end as bucket
     from unnest($1::bytea[], $2::date[]) as w (call_key, key_day)`,
    keysOf(completions),
  );
  return new Map(
    found.map(({ key, day, ordinal, bucket }) => [
      nameOf({ callKey: key, keyDay: day }),
      { ordinal, bucketBefore: bucket },
    ]),
  );
}

function keysOf(completions: readonly { readonly call: Call }[]): readonly unknown[] {
  return [
    completions.map(({ call }) => Buffer.from(call.callKey, "hex")),
    completions.map(({ call }) => call.keyDay),
  ];
}

async function replaceRatings(
  transaction: Transaction,
  { batch, replaced }: { readonly batch: bigint; readonly replaced: readonly StoredCompletion[] },
): Promise<void> {
  const columns = ratingColumns.join(", ");
  await rows(
    transaction,
    `with old as (
       delete from rating r using unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
       where r.call_key = w.call_key and r.key_day = w.key_day returning r.*
     )
     insert into rating_history (${columns}, batch, replaced_by_batch) select ${columns}, batch, $3 from old`,
    [...keysOf(replaced), batch],
  );
  // What could not be rated as an estimate is tried again as what it is now.
  await rows(
    transaction,
    `update set_aside s set status = 'recycled', settled_batch = $3
     from unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
     where s.call_key = w.call_key and s.key_day = w.key_day
       and s.bucket = 'suspendedAtRating' and s.status <> 'recycled'`,
    [...keysOf(replaced), batch],
  );
  await copyRows(transaction, "rating", {
    columns: [...RATING, int8Column("batch", () => batch)],
    rows: replaced.flatMap(({ outcome }) => outcome.ratings),
  });
}
