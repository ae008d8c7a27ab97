import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Rating, Side } from "@tollwright/rating";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type CallOnInvoice = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly source: string;
  readonly side: Side;
  readonly account: string;
  readonly location: string;
  readonly period: string;
  readonly ratedAt: Instant;
  readonly from: string;
  readonly to: string;
  readonly plan: string | null;
  readonly product: string;
  readonly callClass: Rating["callClass"];
  readonly billedSeconds: number;
  readonly charge: string;
};

/**
 * Which calls are on this invoice (books 11), in order of account, rated instant and key. With psql:
 * `select * from call_on_invoice where number = 'TW-2026-000001'`.
 */
export async function callsOnInvoice(db: Database, number: string): Promise<readonly CallOnInvoice[]> {
  const found = await rows<{
    call_key: Buffer;
    key_day: CivilDate;
    source: string;
    side: Side;
    account: string;
    location: string;
    period: string;
    rated_at: Instant;
    from_number: string;
    to_number: string;
    plan: string | null;
    product: string;
    call_class: Rating["callClass"];
    billed_seconds: bigint;
    charge: string;
  }>(db, "select * from call_on_invoice where number = $1 order by account, rated_at, call_key, side", [
    number,
  ]);
  return found.map((call) => ({
    callKey: call.call_key.toString("hex"),
    keyDay: call.key_day,
    source: call.source,
    side: call.side,
    account: call.account,
    location: call.location,
    period: call.period,
    ratedAt: call.rated_at,
    from: call.from_number,
    to: call.to_number,
    plan: call.plan,
    product: call.product,
    callClass: call.call_class,
    billedSeconds: Number(call.billed_seconds),
    charge: call.charge,
  }));
}
