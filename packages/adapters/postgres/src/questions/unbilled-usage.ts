import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type UnbilledUsage = {
  readonly account: string;
  /** The month that it belongs to, in the account's zone: `2026-04`. */
  readonly period: string;
  /** `draft`: on an invoice that is not issued yet; `unbilled`: on none. */
  readonly state: "unbilled" | "draft";
  readonly calls: number;
  readonly billedSeconds: bigint;
  readonly charge: string;
  /** The account's invoice of that month is issued already: the usage came late, or was recycled after the close. */
  readonly isLate: boolean;
};

/** Rated, and on no issued invoice, by account and month (books 11). With psql: `select * from unbilled_usage`. */
export async function unbilledUsage(db: Database): Promise<readonly UnbilledUsage[]> {
  const found = await rows<{
    account: string;
    period: string;
    state: UnbilledUsage["state"];
    calls: bigint;
    billed_seconds: bigint;
    charge: string;
    is_late: boolean;
  }>(db, "select * from unbilled_usage order by account, period, state");
  return found.map(({ billed_seconds: billedSeconds, calls, is_late: isLate, ...usage }) => ({
    ...usage,
    isLate,
    calls: Number(calls),
    billedSeconds,
  }));
}
