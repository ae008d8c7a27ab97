import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
import { instantArray } from "../instant-array.ts";
import { rows } from "../rows.ts";
import { hashRatherThanSort } from "./hash-rather-than-sort.ts";
import { ofBatches } from "./period-filter.ts";
import { fromSumRow, type SumRow, type UsageSum } from "./usage-lines.ts";

/** An account's period, in its own zone. */
export type AccountWindow = { readonly account: string; readonly from: Instant; readonly until: Instant };

/** Days with ratings on both sides of an instant at which a period begins or ends. $1 and $2 are the days, $3 the instants. */
const DIVIDED_DAYS = `
  select key_day as day, edge from day_sum
  join unnest($3::timestamptz[]) as edge on first_rated_at < edge and last_rated_at >= edge
  where key_day >= $1::date and key_day < $2::date`;

/** Sums of the days near an account's period (books 2) that have calls in it. $1 to $3 are the windows. */
const NEAR = `
  unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as w (account, from_instant, until_instant)
  join day_usage d on d.account = w.account
    and d.first_rated_at < w.until_instant and d.last_rated_at >= w.from_instant
    and d.key_day >= (w.from_instant at time zone 'UTC')::date - 2
    and d.key_day <= (w.until_instant at time zone 'UTC')::date + 1`;

const IS_INSIDE = "(d.first_rated_at >= w.from_instant and d.last_rated_at < w.until_instant)";

/** The line's parts that calls decide (books 14). */
const LINE = "account, location, plan, product, call_class, side";

/** $4 is the closing, $5 are the divided days, $6 the batches. */
const STORE_DIVIDED = `
  insert into closing_usage (closing, ${LINE}, calls, billed_seconds, charge)
  select $4, r.account, r.location, r.plan, r.product, r.call_class, r.side, count(*), sum(r.billed_seconds), sum(r.charge)
  from (
    select d.*, w.from_instant, w.until_instant from ${NEAR} where d.key_day = any ($5::date[]) and not ${IS_INSIDE}
  ) divided
  join rating_ever r on r.key_day = divided.key_day and r.account = divided.account and r.location = divided.location
    and r.product = divided.product and r.call_class = divided.call_class and r.side = divided.side
    and r.plan is not distinct from divided.plan
    and r.rated_at >= divided.from_instant and r.rated_at < divided.until_instant
  where r.key_day = any ($5::date[]) and ${ofBatches("$6")}
  group by r.account, r.location, r.plan, r.product, r.call_class, r.side`;

/** $4 is the closing. Sums are sorted, and not the days that they are made of. */
const SUMS = `
  select * from (
    select ${LINE}, sum(calls)::bigint as calls, sum(billed_seconds)::text as billed_seconds, sum(charge)::text as charge
    from (
      select d.account, d.location, d.plan, d.product, d.call_class, d.side, d.calls, d.billed_seconds, d.charge
      from ${NEAR} where ${IS_INSIDE}
      union all
      select ${LINE}, calls, billed_seconds, charge from closing_usage where closing = $4 and account = any ($1::text[])
    ) parts
    group by ${LINE}
  ) sums
  order by ${LINE}`;

/**
 * Keeps with a closing what the days that a period begins or ends within have in it, of many accounts: of those the ratings themselves
 * are read, in one pass for all. The days have been summed for these batches.
 *
 * @param windows Each account once.
 */
export async function storeDividedUsage(
  transaction: Transaction,
  {
    closing,
    batches,
    windows,
    days,
  }: {
    readonly closing: bigint;
    readonly batches: string;
    readonly windows: readonly AccountWindow[];
    readonly days: { readonly from: CivilDate; readonly until: CivilDate };
  },
): Promise<void> {
  const edges = new Set(windows.flatMap(({ from, until }) => [from, until]));
  const divided = await rows<{ day: CivilDate; edge: Instant }>(transaction, DIVIDED_DAYS, [
    ...[days.from, days.until],
    [...edges].map((edge) => new Date(edge)),
  ]);
  if (divided.length === 0) return;
  await hashRatherThanSort(transaction);
  const dividing = new Set(divided.map(({ edge }) => edge));
  const own = windows.filter(({ from, until }) => dividing.has(from) || dividing.has(until));
  const named = [...new Set(divided.map(({ day }) => day))];
  await rows(transaction, STORE_DIVIDED, [...windowValues(own), closing, named, batches]);
}

/**
 * The usage of some accounts in their periods, out of the sums of days and what the closing keeps of divided ones: what `usageLines`
 * has of the ratings.
 *
 * @param windows Each account once.
 */
export async function periodUsage(
  transaction: Transaction,
  { closing, windows }: { readonly closing: bigint; readonly windows: readonly AccountWindow[] },
): Promise<readonly UsageSum[]> {
  await hashRatherThanSort(transaction);
  const found = await rows<SumRow>(transaction, SUMS, [...windowValues(windows), closing]);
  return found.map(fromSumRow);
}

function windowValues(windows: readonly AccountWindow[]): readonly unknown[] {
  return [
    windows.map(({ account }) => account),
    instantArray(windows.map(({ from }) => from)),
    instantArray(windows.map(({ until }) => until)),
  ];
}
