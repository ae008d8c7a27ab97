import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import type { Rating } from "@tollwright/rating";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { type RatingRow, ratingColumns, ratingFromRow } from "../calls/rating-row.ts";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** A rated call with its live ratings. */
export type RatedNow = {
  readonly call: Call;
  readonly ratings: readonly Rating[];
  readonly newestBatch: bigint;
};

/** Calls that have a rating of these accounts between the instants; where a deck is named, with any side by it, a vendor's too. */
export type RatedCallFilter = {
  readonly accounts: readonly string[];
  /** Null: from the first call, or to the last one. */
  readonly fromInstant: Instant | null;
  readonly untilInstant: Instant | null;
  readonly deck: string | null;
};

/** Where a page ended. */
export type CallPlace = { readonly keyDay: CivilDate; readonly callKey: string };

/** As they are known now, in order of day and key, behind `after`: to be rated again (books 6). */
export async function ratedCalls(
  db: Database,
  { filter, after, limit }: { filter: RatedCallFilter; after: CallPlace | null; limit: number },
): Promise<readonly RatedNow[]> {
  const { accounts, fromInstant, untilInstant, deck } = filter;
  const found = await rows<CallRow>(
    db,
    `select ${callColumns.map((column) => `c.${column}`).join(", ")}
     from (
       select distinct r.key_day, r.call_key from rating r
       where r.account = any ($1::text[])
         and ($2::timestamptz is null or (r.rated_at >= $2
           and r.key_day >= ($2::timestamptz at time zone 'UTC')::date - 2))
         and ($3::timestamptz is null or (r.rated_at < $3
           and r.key_day <= ($3::timestamptz at time zone 'UTC')::date + 1))
         and ($4::text is null or exists (
           select from rating priced
           where priced.call_key = r.call_key and priced.key_day = r.key_day and priced.deck = $4))
         and ($5::date is null or r.key_day > $5 or (r.key_day = $5 and r.call_key > $6::bytea))
       order by 1, 2 limit $7
     ) page join call_now c on c.call_key = page.call_key and c.key_day = page.key_day
     order by c.key_day, c.call_key`,
    [
      accounts,
      fromInstant === null ? null : new Date(fromInstant),
      untilInstant === null ? null : new Date(untilInstant),
      deck,
      after?.keyDay ?? null,
      after === null ? null : Buffer.from(after.callKey, "hex"),
      limit,
    ],
  );
  const calls = found.map(callFromRow);
  const ratings = await rows<RatingRow & { readonly batch: bigint }>(
    db,
    `select ${ratingColumns.map((column) => `r.${column}`).join(", ")}, r.batch
     from rating r join unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
       on r.call_key = w.call_key and r.key_day = w.key_day
     order by r.side`,
    [calls.map(({ callKey }) => Buffer.from(callKey, "hex")), calls.map(({ keyDay }) => keyDay)],
  );
  const ofCall = Map.groupBy(ratings, ({ key_day, call_key }) => `${key_day} ${call_key.toString("hex")}`);
  return calls.map((call) => {
    const own = ofCall.get(`${call.keyDay} ${call.callKey}`) ?? [];
    const newestBatch = own.reduce((newest, { batch }) => (batch > newest ? batch : newest), 0n);
    return { call, ratings: own.map(ratingFromRow), newestBatch };
  });
}
