import type { Call } from "@tollwright/cdr";
import type { Rating } from "@tollwright/rating";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { type RatingRow, ratingColumns, ratingFromRow } from "../calls/rating-row.ts";
import type { Database } from "../database.ts";
import { type SetAsideRecord, setAsideOfCall } from "../intake/set-aside-records.ts";
import { row, rows } from "../rows.ts";

export type CallHistory = {
  readonly call: Call;
  readonly ratings: readonly Rating[];
  readonly setAside: readonly SetAsideRecord[];
  /** Numbers of the issued invoices that it is on. */
  readonly invoices: readonly string[];
};

/** Everything that is known of one call; null for a key that no call has. */
export async function callByKey(db: Database, callKey: string): Promise<CallHistory | null> {
  const key = [Buffer.from(callKey, "hex")];
  const call = await row<CallRow>(
    db,
    `select ${callColumns.join(", ")} from call_now where call_key = $1 order by key_day limit 1`,
    key,
  );
  if (call === null) return null;
  const ratings = await rows<RatingRow>(
    db,
    `select ${ratingColumns.join(", ")} from rating where call_key = $1 and key_day = $2 order by side`,
    [...key, call.key_day],
  );
  const numbers = await rows<{ number: string }>(
    db,
    `select distinct number from call_on_invoice
     where call_key = $1 and key_day = $2 and number is not null order by number`,
    [...key, call.key_day],
  );
  return {
    call: callFromRow(call),
    ratings: ratings.map(ratingFromRow),
    setAside: await setAsideOfCall(db, callKey),
    invoices: numbers.map(({ number }) => number),
  };
}
