import assert from "node:assert";
import { addDays, monthsOfPeriod, type Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { Problem } from "@tollwright/problem";
import type { PricePlan } from "@tollwright/rate-card";
import { adjustmentCharges } from "./adjustments/adjustment-charges.ts";
import { type Billing, type Due, together } from "./billing.ts";
import type { ChannelPeak } from "./channel-peak.ts";
import { channelsCharges } from "./channels-charges.ts";
import { inOrder } from "./charge-order.ts";
import { type EventCount, eventCharges } from "./event-charges.ts";
import { lateFeeCharges } from "./late-fee-charges.ts";
import { oneTimeCharges } from "./one-time-charges.ts";
import { planSpans } from "./plan-spans.ts";
import { portingCharges } from "./porting-charges.ts";
import { recurringCharges } from "./recurring-charges.ts";
import { setUpCharges } from "./set-up-charges.ts";
import { withTaxTerms } from "./tax-terms.ts";
import { terminationFeeCharges } from "./termination-fee-charges.ts";
import { tierFeeCharges } from "./usage/tier-fee-charges.ts";
import { usageCharges } from "./usage/usage-charges.ts";
import type { UsageLine } from "./usage/usage-line.ts";

/**
 * What one account owes for one period, before taxes: every line of its inventory and its usage, in the fixed order.
 *
 * @param plans All plans that the account's assignments may name; others are not looked at.
 * @param period Half-open civil dates in the account's zone.
 * @param usage Sums of this account's ratings of the period. @param peaks Of its trunk groups; none for a group means no call.
 * @param events Counts of calls that event products sell; none where it is left out.
 * @returns Whatever can be billed, and beside it the problems of what cannot: one bad thing never stops the rest.
 * @example 10 numbers at 1.50 and 24 channels at 18.00 in April: two lines, 15.00 and 432.00.
 */
export function dueCharges(input: {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
  readonly usage: readonly UsageLine[];
  readonly peaks: readonly ChannelPeak[];
  readonly events?: readonly EventCount[];
}): Due {
  const { account, period, events = [] } = input;
  assert(period.from < period.until, "a period has at least one day");
  assert(
    [...input.usage, ...input.peaks, ...events].every((fact) => fact.account === account.id),
    `usage and peaks of another account than ${account.id}`,
  );
  const { billing, problems } = billingOf(input);
  const families = taxed(billing, [
    recurringCharges(billing),
    channelsCharges(billing, input.peaks),
    usageCharges(billing, input.usage),
    tierFeeCharges(billing, input.usage),
    eventCharges(billing, events),
    portingCharges(billing),
    setUpCharges(billing),
    oneTimeCharges(billing),
    lateFeeCharges(billing),
    terminationFeeCharges(billing),
  ]);
  return finished(billing, problems, [families, adjustmentCharges(billing, families.charges)]);
}

/**
 * What is billed in advance for a period that has not begun: the lines of products with `timing: advance`, with the keys and
 * amounts that `dueCharges` will give them as long as nothing changes. A run bills them for the period after its own; what
 * changed since is the difference to `dueCharges` once that period is closed (books 12).
 *
 * @param period The period to come.
 * @example numbers at 1.50 in advance, one from 10 April: April's invoice has 1.50 × 21/30 for April, and May in full.
 */
export function advanceCharges(input: {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
}): Due {
  const { spans, problems } = planSpans(input);
  if (!spans.some(({ plan }) => sellsInAdvance(plan))) return { charges: [], problems };
  const early: Billing = { ...billingOf(input).billing, timing: "advance" };
  const families = taxed(early, [recurringCharges(early), channelsCharges(early, [])]);
  return finished(early, problems, [families, adjustmentCharges(early, families.charges)]);
}

function sellsInAdvance({ products }: PricePlan): boolean {
  return products.some((product) => "timing" in product && product.timing === "advance");
}

function taxed(billing: Billing, families: readonly Due[]): Due {
  const { charges, problems } = together(families);
  return { charges: withTaxTerms(charges, billing.planSpans), problems };
}

function billingOf(input: {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
}): { readonly billing: Billing; readonly problems: readonly Problem[] } {
  const { account, period } = input;
  const { spans, problems } = planSpans(input);
  const months = monthsOfPeriod(period);
  return {
    billing: { account, period, months, planSpans: spans, countDay: addDays(period.until, -1) },
    problems,
  };
}

function finished(billing: Billing, problems: readonly Problem[], parts: readonly Due[]): Due {
  const due = together(parts);
  const charges = inOrder(due.charges, billing.planSpans);
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
