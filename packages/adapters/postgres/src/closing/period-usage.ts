import type { CivilDate, Instant } from "@tollwright/calendar";
import { int8Column, numericColumn, textColumn } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { hashRatherThanSort } from "./hash-rather-than-sort.ts";
import { ofBatches } from "./period-filter.ts";
import { fromSumRow, type SumRow, type UsageSum } from "./usage-lines.ts";

/** An account's period, in its own zone. */
export type AccountWindow = { readonly account: string; readonly from: Instant; readonly until: Instant };

/** Days with ratings on both sides of an instant at which a period begins or ends. $1 and $2 are the days, $3 the instants. */
const DIVIDED_DAYS = `
  select key_day as day from day_sum
  where key_day >= $1::date and key_day < $2::date and exists (
    select from unnest($3::timestamptz[]) as edge where first_rated_at < edge and last_rated_at >= edge)`;

/** Sums of the days near an account's period (books 2) that have calls in it. $1 to $3 are the windows, $4 and $5 the days of all. */
const NEAR = `
  unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as w (account, from_instant, until_instant)
  join day_usage d on d.account = w.account
    and d.first_rated_at < w.until_instant and d.last_rated_at >= w.from_instant
    and d.key_day >= (w.from_instant at time zone 'UTC')::date - 2
    and d.key_day <= (w.until_instant at time zone 'UTC')::date + 1
  where d.key_day >= $4::date and d.key_day < $5::date`;

const IS_INSIDE = "(d.first_rated_at >= w.from_instant and d.last_rated_at < w.until_instant)";

/** The line's parts that calls decide (books 14). */
const LINE = "account, location, plan, product, call_class, side";

/** $6 are the divided days, $7 the batches. Of a divided sum the ratings themselves are read. */
const SUMS = `
  select ${LINE}, sum(calls)::bigint as calls, sum(billed_seconds)::text as billed_seconds, sum(charge)::text as charge
  from (
    select d.account, d.location, d.plan, d.product, d.call_class, d.side, d.calls, d.billed_seconds, d.charge
    from ${NEAR} and ${IS_INSIDE}
    union all
    select r.account, r.location, r.plan, r.product, r.call_class, r.side, 1, r.billed_seconds, r.charge
    from (
      select d.*, w.from_instant, w.until_instant from ${NEAR} and d.key_day = any ($6::date[]) and not ${IS_INSIDE}
    ) divided
    join rating_ever r on r.key_day = divided.key_day and r.account = divided.account and r.location = divided.location
      and r.product = divided.product and r.call_class = divided.call_class and r.side = divided.side
      and r.plan is not distinct from divided.plan
      and r.rated_at >= divided.from_instant and r.rated_at < divided.until_instant
    where r.key_day = any ($6::date[]) and ${ofBatches("$7")}
  ) parts
  group by ${LINE}`;

/**
 * Sums the usage of many accounts, each in its own period, out of the sums of days: what `usageLines` has for each. The days have
 * been summed for these batches.
 *
 * @param windows Each account once.
 */
export async function sumPeriodUsage(
  db: Database,
  {
    batches,
    windows,
    days,
  }: {
    readonly batches: string;
    readonly windows: readonly AccountWindow[];
    readonly days: { readonly from: CivilDate; readonly until: CivilDate };
  },
): Promise<readonly SumRow[]> {
  if (windows.length === 0) return [];
  const edges = new Set(windows.flatMap(({ from, until }) => [from, until]));
  return inTransaction(db, async (transaction) => {
    await hashRatherThanSort(transaction);
    const divided = await rows<{ day: CivilDate }>(transaction, DIVIDED_DAYS, [
      ...[days.from, days.until],
      [...edges].map((edge) => new Date(edge)),
    ]);
    return rows<SumRow>(transaction, SUMS, [
      windows.map(({ account }) => account),
      windows.map(({ from }) => new Date(from)),
      windows.map(({ until }) => new Date(until)),
      ...[days.from, days.until],
      divided.map(({ day }) => day),
      batches,
    ]);
  });
}

/** Keeps the sums with the closing. */
export async function storePeriodUsage(
  transaction: Transaction,
  { closing, sums }: { readonly closing: bigint; readonly sums: readonly SumRow[] },
): Promise<void> {
  await copyRows<SumRow>(transaction, "closing_usage", {
    columns: [
      int8Column<SumRow>("closing", () => closing),
      textColumn<SumRow>("account", ({ account }) => account),
      textColumn<SumRow>("location", ({ location }) => location),
      textColumn<SumRow>("plan", ({ plan }) => plan),
      textColumn<SumRow>("product", ({ product }) => product),
      textColumn<SumRow>("call_class", ({ call_class }) => call_class),
      textColumn<SumRow>("side", ({ side }) => side),
      int8Column<SumRow>("calls", ({ calls }) => calls),
      numericColumn<SumRow>("billed_seconds", ({ billed_seconds }) => billed_seconds),
      numericColumn<SumRow>("charge", ({ charge }) => charge),
    ],
    rows: sums,
  });
}

/** The sums that a closing keeps of these accounts. */
export async function periodUsage(
  db: Database,
  { closing, accounts }: { readonly closing: bigint; readonly accounts: readonly string[] },
): Promise<readonly UsageSum[]> {
  const found = await rows<SumRow>(
    db,
    `select account, location, plan, product, call_class, side, calls, billed_seconds::text, charge::text
     from closing_usage where closing = $1 and account = any ($2::text[]) order by 1, 2, 3, 4, 5, 6`,
    [closing, accounts],
  );
  return found.map(fromSumRow);
}
