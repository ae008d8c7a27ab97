import type { Period } from "@tollwright/calendar";
import type { MarginSum } from "@tollwright/reconcile";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { periodDays, SIDES_OF_PERIOD } from "./sides-of-period.ts";

/** What was sold and bought in a period, summed exactly by everything that a margin is asked by. */
export async function marginSums(db: Database, period: Period): Promise<readonly MarginSum[]> {
  const found = await rows<SumRow>(
    db,
    `with ${SIDES_OF_PERIOD}
     select currency, account as customer, deck, destination, vendor,
       sum(sold)::bigint as sold, sum(revenue)::text as revenue, sum(bought)::bigint as bought, sum(cost)::text as cost,
       sum(unpriced)::bigint as unpriced, sum(unpriced_revenue)::text as "unpricedRevenue"
     from (
       select currency, account, deck, destination, vendor, 1 as sold, charge as revenue, 0 as bought, 0 as cost,
         0 as unpriced, case when unpriced then charge else 0 end as unpriced_revenue
       from sold
       union all
       select currency, account, deck, destination, vendor, 0, 0, 1, charge, (outcome = 'unpriced')::int, 0
       from bought
     ) sides
     group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    periodDays(period),
  );
  return found.map(({ sold, bought, unpriced, ...sum }) => ({
    ...sum,
    sold: Number(sold),
    bought: Number(bought),
    unpriced: Number(unpriced),
  }));
}

type SumRow = Omit<MarginSum, "sold" | "bought" | "unpriced"> & {
  readonly sold: bigint;
  readonly bought: bigint;
  readonly unpriced: bigint;
};

/** Vendors' sides without a price, by what is missing. */
export type UnpricedSides = {
  readonly vendor: string;
  /** A problem's code: NO_PRODUCT, NO_RATE, ROUTE_BLOCKED, … */
  readonly reason: string;
  readonly callClass: string;
  readonly destination: string;
  readonly calls: number;
  /** The first by key. */
  readonly example: string;
};

export async function unpricedSides(db: Database, period: Period): Promise<readonly UnpricedSides[]> {
  const found = await rows<Omit<UnpricedSides, "calls"> & { readonly calls: bigint }>(
    db,
    `with ${SIDES_OF_PERIOD}
     select b.vendor, r.reason, r.call_class as "callClass", b.destination, count(*) as calls,
       encode(min(b.call_key), 'hex') as example
     from bought b join rating r on r.key_day = b.key_day and r.call_key = b.call_key and r.side = b.side
     where b.outcome = 'unpriced' group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    periodDays(period),
  );
  return found.map(({ calls, ...sides }) => ({ ...sides, calls: Number(calls) }));
}

/** Calls of a period by trunks, that nobody is charged for yet because they could not be rated: their cost is in no margin. */
export async function unratedCalls(db: Database, period: Period): Promise<number> {
  const [found] = await rows<{ calls: bigint }>(
    db,
    `select count(distinct (call_key, key_day)) as calls from set_aside
     where bucket = 'suspendedAtRating' and status = 'open' and key_day >= $1 and key_day < $2`,
    periodDays(period),
  );
  return Number(found?.calls ?? 0);
}
