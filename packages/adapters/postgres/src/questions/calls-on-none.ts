import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type CallOnNone = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly source: string;
  /** Its answer, or its start where unanswered: the instant whose period it belongs to (books 15). */
  readonly belongsAt: Instant;
  readonly from: string;
  readonly to: string;
  /**
   * `draft`: on an invoice that is not issued yet · `unbilled`: rated, and on no invoice · `writtenOff`: suspended, and a
   * person let it stay out.
   */
  readonly why: "unanswered" | "free" | "suspended" | "writtenOff" | "draft" | "unbilled";
  /** A code, where there is one: NO_RATE, UNANSWERED, EMERGENCY. */
  readonly reason: string;
  readonly accounts: readonly string[];
};

/**
 * Which calls of a period are on no issued invoice, and why (books 11), in order of instant and key. With psql:
 * `select * from call_on_none where belongs_at >= … and belongs_at < …`.
 */
export async function callsOnNone(
  db: Database,
  period: { readonly from: Instant; readonly until: Instant },
): Promise<readonly CallOnNone[]> {
  const found = await rows<{
    call_key: Buffer;
    key_day: CivilDate;
    source: string;
    belongs_at: Instant;
    from_number: string;
    to_number: string;
    why: CallOnNone["why"];
    reason: string;
    accounts: readonly string[] | null;
  }>(
    db,
    `select * from call_on_none
     where belongs_at >= $1::timestamptz and belongs_at < $2::timestamptz
       and key_day >= ($1::timestamptz at time zone 'UTC')::date - 2
       and key_day <= ($2::timestamptz at time zone 'UTC')::date + 1
     order by belongs_at, call_key`,
    [new Date(period.from), new Date(period.until)],
  );
  return found.map((call) => ({
    callKey: call.call_key.toString("hex"),
    keyDay: call.key_day,
    source: call.source,
    belongsAt: call.belongs_at,
    from: call.from_number,
    to: call.to_number,
    why: call.why,
    reason: call.reason,
    accounts: call.accounts ?? [],
  }));
}
