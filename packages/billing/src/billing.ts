import type { CivilDate, MonthOfPeriod, Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { Problem } from "@tollwright/problem";
import type { PricePlan } from "@tollwright/rate-card";
import type { Charge } from "./charge.ts";

/** A plan, on the days of the period on which it is assigned. */
export type PlanSpan = { readonly plan: PricePlan; readonly from: CivilDate; readonly until: CivilDate };

/** What every charge family is given. */
export type Billing = {
  readonly account: Account;
  readonly period: Period;
  /** One, but for a period between two bill days. */
  readonly months: readonly MonthOfPeriod[];
  /** In order of time, never overlapping. */
  readonly planSpans: readonly PlanSpan[];
  /** The last day of the period: what is active on it is counted for per-unit levies (books 22). */
  readonly countDay: CivilDate;
  /** `advance`: only what is billed before the period begins, on the invoice of the period before it. Absent: everything. */
  readonly timing?: "advance";
};

/** What every charge family gives back. */
export type Due = { readonly charges: readonly Charge[]; readonly problems: readonly Problem[] };

export function together(parts: readonly Due[]): Due {
  return {
    charges: parts.flatMap((part) => part.charges),
    problems: parts.flatMap((part) => part.problems),
  };
}
