import type { CivilDate, Period } from "@tollwright/calendar";
import type { Rating } from "@tollwright/rating";
import { type RatingRow, ratingColumns, ratingFromRow } from "../calls/rating-row.ts";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { periodDays, SIDES_OF_PERIOD } from "./sides-of-period.ts";

/** A call with all its sides, as they are added up. */
export type MarginCall = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly currency: string;
  readonly revenue: string;
  readonly cost: string;
  readonly ratings: readonly Rating[];
};

export type MarginCalls = {
  /** The worst margin first. */
  readonly calls: readonly MarginCall[];
  /** Those listed, and those beyond the limit. */
  readonly found: { readonly calls: number; readonly revenue: string; readonly cost: string };
};

/**
 * The calls of a period with what they are sold and bought for, in one currency. A call of two currencies, or with a side that has no
 * price, has no margin and is not among them; nor is one that is not sold.
 *
 * @param asked `belowCost`: only those that are sold for less than they cost. At most `limit` are listed, all are counted.
 */
export async function marginCalls(
  db: Database,
  asked: { readonly period: Period; readonly belowCost: boolean; readonly limit: number },
): Promise<MarginCalls> {
  const { period, belowCost, limit } = asked;
  const found = await rows<CallRow>(
    db,
    // One pass, no join: the planner takes either side for a handful of calls, and a month by loops takes an hour.
    `with ${SIDES_OF_PERIOD}, sides as (
       select key_day, call_key, currency, 1 as sold, charge as revenue, 0 as cost from sold where not unpriced
       union all
       select key_day, call_key, currency, 0, 0, charge from bought
     ), both_sides as (
       select key_day, call_key, min(currency) as currency, sum(revenue) as revenue, sum(cost) as cost
       from sides group by key_day, call_key having min(currency) = max(currency) and sum(sold) > 0
     )
     select key_day, call_key, currency, revenue::text, cost::text,
       count(*) over () as calls, (sum(revenue) over ())::text as all_revenue, (sum(cost) over ())::text as all_cost
     from both_sides where not $3::boolean or revenue < cost
     order by revenue - cost, key_day, call_key limit $4`,
    [...periodDays(period), belowCost, limit],
  );
  const [first] = found;
  const ratings = await ratingsOf(db, found);
  return {
    calls: found.map(({ key_day: keyDay, call_key, currency, revenue, cost }) => {
      const callKey = call_key.toString("hex");
      return { callKey, keyDay, currency, revenue, cost, ratings: ratings.get(`${callKey} ${keyDay}`) ?? [] };
    }),
    found: {
      calls: Number(first?.calls ?? 0),
      revenue: first?.all_revenue ?? "0",
      cost: first?.all_cost ?? "0",
    },
  };
}

type CallRow = {
  readonly key_day: CivilDate;
  readonly call_key: Buffer;
  readonly currency: string;
  readonly revenue: string;
  readonly cost: string;
  readonly calls: bigint;
  readonly all_revenue: string;
  readonly all_cost: string;
};

async function ratingsOf(
  db: Database,
  calls: readonly CallRow[],
): Promise<ReadonlyMap<string, readonly Rating[]>> {
  const found = await rows<RatingRow>(
    db,
    `select ${ratingColumns.map((column) => `r.${column}`).join(", ")}
     from rating r join unnest($1::bytea[], $2::date[]) as w (call_key, key_day)
       on r.call_key = w.call_key and r.key_day = w.key_day order by r.side`,
    [calls.map(({ call_key }) => call_key), calls.map(({ key_day }) => key_day)],
  );
  return Map.groupBy(found.map(ratingFromRow), ({ callKey, keyDay }) => `${callKey} ${keyDay}`);
}
