import assert from "node:assert";
import type { Call, RecordId } from "@tollwright/cdr";
import type { RatedCall } from "@tollwright/rating";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import { TakenMeanwhile } from "./taken-meanwhile.ts";

export type CallName = Pick<Call, "callKey" | "keyDay">;

type State = {
  /** Whether the table of calls has this key on this day; a call that was withdrawn is there too. */
  readonly isStored: boolean;
  /** Of the next completion. */
  readonly ordinal: number;
  readonly bucketBefore: RatedCall["bucket"];
};

export type CompletionStates = { readonly of: (call: CallName) => State };

type Changing = { readonly before: Call; readonly call: Call };

/**
 * What is stored of calls that get other facts, each on the day of before and on its own.
 *
 * @throws TakenMeanwhile where another record stands for one of them than stood for it `before`.
 */
export async function completionStates(
  transaction: Transaction,
  changing: readonly Changing[],
): Promise<CompletionStates> {
  const calls = changing.flatMap(({ before, call }) => [before, call]);
  const keys = [calls.map(({ callKey }) => Buffer.from(callKey, "hex")), calls.map(({ keyDay }) => keyDay)];
  // Whoever rates one of these again just now is waited for.
  await rows(
    transaction,
    `select s.id from set_aside s join unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
       on s.call_key = w.call_key and s.key_day = w.key_day
     where s.bucket = 'suspendedAtRating' and s.status <> 'recycled' order by s.id for update of s`,
    keys,
  );
  const found = await rows<StateRow>(transaction, STATES, keys);
  const states = new Map(found.map((row) => [nameOf({ callKey: row.key, keyDay: row.day }), row]));
  const of = (call: CallName): StateRow => {
    const state = states.get(nameOf(call));
    assert(state !== undefined, `no state of call ${call.callKey}`);
    return state;
  };
  if (changing.some(({ before }) => !standsFor(before.record, of(before)))) throw new TakenMeanwhile();
  return {
    of(call) {
      const { is_stored: isStored, ordinal, bucket: bucketBefore } = of(call);
      return { isStored, ordinal, bucketBefore };
    },
  };
}

type StateRow = {
  readonly key: string;
  readonly day: Call["keyDay"];
  readonly is_stored: boolean;
  readonly ordinal: number;
  readonly bucket: RatedCall["bucket"];
  /** The record that stands for the call now; null where it is none. */
  readonly file: string | null;
  readonly place: bigint | null;
};

function standsFor({ fileHash, offset }: RecordId, { file, place }: StateRow): boolean {
  return file === fileHash && Number(place) === offset;
}

function nameOf({ callKey, keyDay }: CallName): string {
  return `${callKey} ${keyDay}`;
}

const STATES = `
  select encode(w.call_key, 'hex') as key, w.key_day as day,
    exists (select from call c where c.call_key = w.call_key and c.key_day = w.key_day) as is_stored,
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
    end as bucket,
    encode(now.file_hash, 'hex') as file, now.record_offset as place
  from unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
  left join lateral (
    select file_hash, record_offset from call_now c where c.call_key = w.call_key and c.key_day = w.key_day
  ) now on true`;
