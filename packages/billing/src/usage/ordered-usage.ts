import type { Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { type Problem, problem } from "@tollwright/problem";
import type { PricePlan } from "@tollwright/rate-card";
import { planSpans } from "../plan-spans.ts";
import { allocateUsage, needsOrder, type UsageAllocation } from "./allocate-usage.ts";
import type { CarriedPool, PoolStatement } from "./pool-statement.ts";
import { needTotals, type TierTotals } from "./tier-prices.ts";
import type { UsagePeriod } from "./usage-period.ts";

/** An account's period in which the price of a call depends on other calls: they are read in their total order. */
export type OrderedUsage = {
  /** The calls are read twice: first `start(carried, null)` with `close().totals`, then with those totals. */
  readonly needsTotals: boolean;
  readonly start: (carried: readonly CarriedPool[], totals: TierTotals | null) => UsageAllocation;
};

/**
 * How calls of an account's period are billed where pools or tiers are sold; null where every call is billed at its list
 * price, so that the store may sum them in any order.
 */
export function orderedUsage(input: {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
}): OrderedUsage | null {
  const { account, period } = input;
  return orderedPeriod({ account, period, planSpans: planSpans(input).spans });
}

/** Whether there are pools or tiers at all; asked of every account, it makes nothing. */
export function isUsageOrdered(input: {
  readonly account: Pick<Account, "id" | "plans">;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
}): boolean {
  return needsOrder({ planSpans: planSpans(input).spans });
}

/** As `orderedUsage`, of plans whose days are known. */
export function orderedPeriod(period: UsagePeriod): OrderedUsage | null {
  if (!needsOrder(period)) return null;
  return {
    needsTotals: needTotals(period),
    start: (carried, totals) => allocateUsage(period, { carried, totals }),
  };
}

/** Use beyond a fair-use limit that the plan leaves to a person: billed as included until it is decided. */
export function fairUseProblems(pools: readonly PoolStatement[]): readonly Problem[] {
  return pools
    .filter(({ beyondFairUse }) => beyondFairUse !== "0")
    .map(({ account, pool, holder, unit, used, beyondFairUse }) =>
      problem({
        code: "FAIR_USE_EXCEEDED",
        message: `account ${account}${holder === null ? "" : `, ${holder}`}: ${used} ${unit} of ${pool} are used, ${beyondFairUse} beyond its fair-use limit; they are billed as included`,
      }),
    );
}
