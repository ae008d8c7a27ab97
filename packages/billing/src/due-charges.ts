import assert from "node:assert";
import { addDays, type Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { Problem } from "@tollwright/problem";
import type { PricePlan } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import type { ChannelPeak } from "./channel-peak.ts";
import { channelsCharges } from "./channels-charges.ts";
import { inOrder } from "./charge-order.ts";
import { oneTimeCharges } from "./one-time-charges.ts";
import { planSpans } from "./plan-spans.ts";
import { portingCharges } from "./porting-charges.ts";
import { recurringCharges } from "./recurring-charges.ts";
import { tierFeeCharges } from "./usage/tier-fee-charges.ts";
import { usageCharges } from "./usage/usage-charges.ts";
import type { UsageLine } from "./usage/usage-line.ts";

/**
 * What one account owes for one period, before taxes: every line of its inventory and its usage, in the fixed order.
 *
 * @param plans All plans that the account's assignments may name; others are not looked at.
 * @param period Half-open civil dates in the account's zone.
 * @param usage Sums of this account's ratings of the period. @param peaks Of its trunk groups; none for a group means no call.
 * @returns Whatever can be billed, and beside it the problems of what cannot: one bad thing never stops the rest.
 * @example 10 numbers at 1.50 and 24 channels at 18.00 in April: two lines, 15.00 and 432.00.
 */
export function dueCharges(input: {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
  readonly usage: readonly UsageLine[];
  readonly peaks: readonly ChannelPeak[];
}): Due {
  const { account, period } = input;
  assert(period.from < period.until, "a period has at least one day");
  assert(
    [...input.usage, ...input.peaks].every((fact) => fact.account === account.id),
    `usage and peaks of another account than ${account.id}`,
  );
  const { spans, problems } = planSpans(input);
  const billing: Billing = { account, period, planSpans: spans, countDay: addDays(period.until, -1) };
  const due = together([
    recurringCharges(billing),
    channelsCharges(billing, input.peaks),
    usageCharges(billing, input.usage),
    tierFeeCharges(billing, input.usage),
    portingCharges(billing),
    oneTimeCharges(billing),
  ]);
  const charges = inOrder(due.charges, spans);
  assert(new Set(charges.map((charge) => charge.key)).size === charges.length, "every line has its own key");
  return { charges, problems: [...problems, ...firstOfEach(due.problems)] };
}

/** Two hundred numbers that name one missing product are one problem, told of the first. */
function firstOfEach(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of problems) {
    const about = `${problem.code} ${problem.wayOut}`;
    if (!seen.has(about)) seen.set(about, problem);
  }
  return [...seen.values()];
}
