import {
  type ChannelPeak,
  type Charge,
  dueCharges,
  eventsSold,
  type PoolStatement,
} from "@tollwright/billing";
import type { Period } from "@tollwright/calendar";
import type { CanonicalValue } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";
import type { Problem } from "@tollwright/problem";
import { channelPeaks } from "./channel-peaks.ts";
import type { Closing } from "./closing.ts";
import { scopeOf } from "./scope-of.ts";
import { usageOfPeriod } from "./usage-of-period.ts";

/** What an account owes for one period, by everything that is known now. */
export type AccountDue = {
  readonly account: Account;
  readonly charges: readonly Charge[];
  readonly peaks: readonly ChannelPeak[];
  readonly pools: readonly PoolStatement[];
  readonly problems: readonly Problem[];
  /** What its pools carry into the next period. */
  readonly carried: CanonicalValue;
};

/**
 * Computes a period of an account in full: the run's own, or an earlier one again (books 12).
 *
 * @param opening What its pools carried into the period; null: nothing.
 */
export async function accountDue(
  closing: Closing,
  {
    account,
    period,
    opening,
  }: { readonly account: Account; readonly period: Period; readonly opening: CanonicalValue },
): Promise<AccountDue> {
  const scope = scopeOf(closing, [account], period);
  const { plans } = closing.company;
  const used = await usageOfPeriod(closing, { ...scope, account, plans, period, opening });
  const peaks = await channelPeaks(closing, account, period);
  const counted = { ...scope, zone: account.zone, events: eventsSold(account, plans) };
  const events = await closing.facts.eventCounts(counted);
  const due = dueCharges({ account, plans, period, usage: used.usage, peaks, events });
  const { pools, carried } = used;
  return {
    account,
    charges: due.charges,
    peaks,
    pools,
    problems: [...used.problems, ...due.problems],
    carried,
  };
}
