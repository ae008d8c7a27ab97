import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** An estimate that was on an invoice when its closing record came: a difference is owed (books 5, 12). */
export type CompletionWaiting = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly source: string;
  readonly side: string;
  readonly account: string;
  readonly ratedAt: Instant;
  /** What was billed as known, and what the call was. */
  readonly estimatedMilliseconds: number;
  readonly billableMilliseconds: number;
  /** Of the rating that stands on the invoice. */
  readonly charge: string;
};

/** With psql: `select * from completion_waiting`. */
export async function completionsWaiting(db: Database): Promise<readonly CompletionWaiting[]> {
  const found = await rows<{
    call_key: Buffer;
    key_day: CivilDate;
    source: string;
    side: string;
    account: string;
    rated_at: Instant;
    estimated_milliseconds: bigint;
    billable_milliseconds: bigint;
    charge: string;
  }>(db, "select * from completion_waiting order by account, rated_at, call_key, side");
  return found.map((waiting) => ({
    callKey: waiting.call_key.toString("hex"),
    keyDay: waiting.key_day,
    source: waiting.source,
    side: waiting.side,
    account: waiting.account,
    ratedAt: waiting.rated_at,
    estimatedMilliseconds: Number(waiting.estimated_milliseconds),
    billableMilliseconds: Number(waiting.billable_milliseconds),
    charge: waiting.charge,
  }));
}
