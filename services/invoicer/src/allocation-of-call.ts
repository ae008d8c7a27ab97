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

/** What names one side of a call. */
type SideOfCall = {
  readonly account: string;
  readonly callKey: string;
  readonly side: string;
  readonly ratedAt: Instant;
};

/**
 * What pools and tiers gave a rated call at the last close of its period: the period is gone through once more, up to the
 * call. Null where no close computed it yet, or where no plan of it has pools or tiers.
 */
export async function allocationOfCall(
  database: Database,
  rating: SideOfCall,
): Promise<AllocationOfCall | null> {
  return (await allocationsOfCalls(database, [rating])).get(nameOf(rating)) ?? null;
}

/**
 * What each side of some calls is billed: after pools and tiers of the last close of its period, else its list price. Each period of
 * an account is gone through once, however many of its calls are asked.
 *
 * @returns In the order asked; null for a vendor's side, which is on no invoice.
 */
export async function billedPrices(
  database: Database,
  ratings: readonly (SideOfCall & { readonly charge: string })[],
): Promise<readonly (string | null)[]> {
  const allocated = await allocationsOfCalls(
    database,
    ratings.filter(({ account }) => account !== ""),
  );
  return ratings.map((rating) =>
    rating.account === "" ? null : (allocated.get(nameOf(rating))?.billedCharge ?? rating.charge),
  );
}

async function allocationsOfCalls(
  database: Database,
  ratings: readonly SideOfCall[],
): Promise<ReadonlyMap<string, AllocationOfCall>> {
  const found = new Map<string, AllocationOfCall>();
  for (const [account, ofAccount] of Map.groupBy(ratings, (rating) => rating.account)) {
    const open = new Set(ofAccount);
    for (const first of ofAccount) {
      if (!open.has(first)) continue;
      const closed = await closedPeriodAt(database, { account, at: first.ratedAt });
      const asked = closed === null ? [first] : [...open].filter((rating) => isWithin(rating, closed.period));
      for (const rating of asked) open.delete(rating);
      if (closed !== null) await allocateIn(database, { account, closed, asked }, found);
    }
  }
  return found;
}

function isWithin(
  { ratedAt }: SideOfCall,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): boolean {
  return ratedAt >= from && ratedAt < until;
}

type Asked = {
  readonly account: string;
  readonly closed: NonNullable<Awaited<ReturnType<typeof closedPeriodAt>>>;
  readonly asked: readonly SideOfCall[];
};

/** Adds what the calls of one period were given, and stops at the last of them. */
async function allocateIn(
  database: Database,
  { account: id, closed, asked }: Asked,
  found: Map<string, AllocationOfCall>,
): Promise<void> {
  const { from, until, batches, opening, versions } = closed.period;
  const documents = (await versionSet(database, versions, { kinds: ["account", "plan"] })) ?? [];
  const account = valuesOf(documents, "account").find((known) => known.id === id);
  if (account === undefined) return;
  const scope = { accounts: [id], fromInstant: from, untilInstant: until, batches };
  const period = { from: civilDateIn(from, account.zone), until: civilDateIn(until, account.zone) };
  const plans = valuesOf(documents, "plan");
  const allocate = await allocatorOf(database, { ...scope, account, plans, period, opening });
  if (allocate === null) return;
  const names = new Set(asked.map(nameOf));
  for await (const rated of usageInOrder(database, { ...scope, withTrunks: true })) {
    const allocation = allocate(rated);
    const name = nameOf({ callKey: rated.callKey.toString("hex"), side: rated.side });
    if (!names.delete(name)) continue;
    found.set(name, { ...allocation, invoice: closed.number, because: explainAllocation(rated, allocation) });
    if (names.size === 0) return;
  }
}

function nameOf({ callKey, side }: Pick<SideOfCall, "callKey" | "side">): string {
  return `${callKey} ${side}`;
}
