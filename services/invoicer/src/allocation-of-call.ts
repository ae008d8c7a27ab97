import { type CallAllocation, explainAllocation } from "@tollwright/billing";
import { civilDateIn, type Instant } from "@tollwright/calendar";
import { closedPeriodAt, type Database, usageInOrder, versionSet } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { allocatorOf } from "./usage-of-period.ts";

export type AllocationOfCall = CallAllocation & {
  /** The invoice whose close allocated it last; null for a draft. */
  readonly invoice: string | null;
  readonly because: readonly string[];
};

/**
 * What pools and tiers gave a rated call at the last close of its period: the period is gone through once more, up to the
 * call. Null where no close computed it yet, or where no plan of it has pools or tiers.
 */
export async function allocationOfCall(
  database: Database,
  rating: {
    readonly account: string;
    readonly callKey: string;
    readonly side: string;
    readonly ratedAt: Instant;
  },
): Promise<AllocationOfCall | null> {
  const closed = await closedPeriodAt(database, { account: rating.account, at: rating.ratedAt });
  const versions = closed === null ? null : await versionSet(database, closed.period.versions);
  const account = valuesOf(versions ?? [], "account").find(({ id }) => id === rating.account);
  if (closed === null || versions === null || account === undefined) return null;
  const { from, until, batches, opening } = closed.period;
  const scope = { accounts: [account.id], fromInstant: from, untilInstant: until, batches };
  const period = { from: civilDateIn(from, account.zone), until: civilDateIn(until, account.zone) };
  const plans = valuesOf(versions, "plan");
  const allocate = await allocatorOf(database, { ...scope, account, plans, period, opening });
  if (allocate === null) return null;
  const key = Buffer.from(rating.callKey, "hex");
  for await (const rated of usageInOrder(database, { ...scope, withTrunks: true })) {
    const allocation = allocate(rated);
    if (rated.side !== rating.side || !rated.callKey.equals(key)) continue;
    return { ...allocation, invoice: closed.number, because: explainAllocation(rated, allocation) };
  }
  return null;
}
