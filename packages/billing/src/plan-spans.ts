import { overlap, type Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { Problem } from "@tollwright/problem";
import type { PricePlan } from "@tollwright/rate-card";
import type { PlanSpan } from "./billing.ts";

type Assigned = Pick<Account, "id" | "plans">;

/**
 * The account's plans over a period, each bounded by the dates of its assignment, in order of time.
 * Problems: `PLAN_UNKNOWN`, and `PLANS_OVERLAP` for a day on which two plans would price the same thing.
 *
 * @example plan a until 16 April, plan b from then on: two spans, 1-16 and 16 April - 1 May.
 */
export function planSpans(input: {
  readonly account: Assigned;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
}): { readonly spans: readonly PlanSpan[]; readonly problems: readonly Problem[] } {
  const spans: PlanSpan[] = [];
  const problems: Problem[] = [];
  for (const assigned of [...input.account.plans].sort((left, right) => (left.from < right.from ? -1 : 1))) {
    const days = overlap(assigned, input.period);
    if (days === null) continue;
    const plan = input.plans.find(({ id }) => id === assigned.plan);
    const before = spans.at(-1);
    if (plan === undefined) problems.push(planUnknown(input.account, assigned.plan));
    else if (before !== undefined && before.until > days.from)
      problems.push(plansOverlap(input.account, before, { plan, ...days }));
    else spans.push({ plan, ...days });
  }
  return { spans, problems };
}

function planUnknown(account: Assigned, plan: string): Problem {
  return {
    code: "PLAN_UNKNOWN",
    message: `account ${account.id} is assigned plan ${plan}, which is not loaded`,
    path: "plans",
    wayOut: `load a plan with the id ${plan}, or correct the account's plans`,
  };
}

function plansOverlap(account: Assigned, earlier: PlanSpan, later: PlanSpan): Problem {
  return {
    code: "PLANS_OVERLAP",
    message: `account ${account.id} has plan ${earlier.plan.id} until ${earlier.until} and plan ${later.plan.id} already from ${later.from}`,
    path: "plans",
    wayOut: `end plan ${earlier.plan.id} on or before the day that plan ${later.plan.id} begins`,
  };
}
