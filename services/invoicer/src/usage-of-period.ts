import {
  type CallAllocation,
  type CarriedPool,
  fairUseProblems,
  type OrderedUsage,
  orderedUsage,
  type PoolStatement,
  type RatedUsage,
  sumUsage,
  type TierTotals,
  type UsageLine,
  usageCalls,
} from "@tollwright/billing";
import type { Period } from "@tollwright/calendar";
import type { CanonicalValue } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";
import { type ClosingScope, type Database, type UsageSum, usageInOrder } from "@tollwright/postgres";
import type { Problem } from "@tollwright/problem";
import type { PricePlan } from "@tollwright/rate-card";

export type PeriodUsage = ClosingScope & {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly period: Period;
  /** What the account's pools carried into the period, as its last close left it; null: nothing. */
  readonly opening: CanonicalValue;
};

/** Where usage is read: sums of many accounts at once, calls of one. */
type UsageStore = {
  readonly database: Database;
  readonly facts: { readonly usageLines: (scope: ClosingScope) => Promise<readonly UsageSum[]> };
};

export type UsageOfPeriod = {
  readonly usage: readonly UsageLine[];
  readonly pools: readonly PoolStatement[];
  /** What the pools carry into the next period; null: nothing. */
  readonly carried: CanonicalValue;
  readonly problems: readonly Problem[];
};

/**
 * An account's usage of one period as it is billed. Where no plan of it has pools or tiers the store sums the calls in one
 * query; else they are read in their total order, and memory does not grow with them.
 */
export async function usageOfPeriod(
  { database, facts }: UsageStore,
  input: PeriodUsage,
): Promise<UsageOfPeriod> {
  const ordered = orderedUsage(input);
  if (ordered === null)
    return { usage: await facts.usageLines(input), pools: [], carried: null, problems: [] };
  const allocation = ordered.start(openingOf(input), await totalsOf(database, input, ordered));
  const sums = sumUsage(input.account.id);
  const toCall = usageCalls(input.account);
  for await (const rated of usageInOrder(database, { ...input, withTrunks: needsTrunks(input) })) {
    const call = toCall(rated);
    sums.add(call, allocation.allocate(call));
  }
  const { pools, carried } = allocation.close();
  return {
    usage: sums.lines(),
    pools,
    carried: carried.length === 0 ? null : carried,
    problems: fairUseProblems(pools),
  };
}

/**
 * The same allocation for whoever shows the calls one by one, in the same order; null where each is billed at its list price.
 */
export async function allocatorOf(
  database: Database,
  input: PeriodUsage,
): Promise<((rated: RatedUsage) => CallAllocation) | null> {
  const ordered = orderedUsage(input);
  if (ordered === null) return null;
  const allocation = ordered.start(openingOf(input), await totalsOf(database, input, ordered));
  const toCall = usageCalls(input.account);
  return (rated) => allocation.allocate(toCall(rated));
}

/** A first pass over the calls, where a price goes by the total of the period. */
async function totalsOf(
  database: Database,
  input: PeriodUsage,
  ordered: OrderedUsage,
): Promise<TierTotals | null> {
  if (!ordered.needsTotals) return null;
  const counting = ordered.start(openingOf(input), null);
  const toCall = usageCalls(input.account);
  for await (const rated of usageInOrder(database, { ...input, withTrunks: needsTrunks(input) }))
    counting.allocate(toCall(rated));
  return counting.close().totals;
}

/** What a close stored comes back as it went: nobody else writes it. */
function openingOf({ opening }: PeriodUsage): readonly CarriedPool[] {
  return (opening ?? []) as readonly CarriedPool[];
}

function needsTrunks({ plans, account }: PeriodUsage): boolean {
  const own = new Set(account.plans.map(({ plan }) => plan));
  return plans.some(
    ({ id, products }) =>
      own.has(id) && products.some((product) => product.kind === "pool" && product.scope === "trunkGroup"),
  );
}
