import type { Instant } from "@tollwright/calendar";
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

const SUMS = `
  select r.account, r.location, r.plan, r.product, r.call_class, r.side,
    count(*) as calls, sum(r.billed_seconds)::text as billed_seconds, sum(r.charge)::text as charge
  from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as w (account, from_instant, until_instant)
  join rating_ever r on r.account = w.account and r.rated_at >= w.from_instant and r.rated_at < w.until_instant
  where ${ofBatches("$4")} and r.product is not null
    and r.key_day >= ($5::timestamptz at time zone 'UTC')::date - 2
    and r.key_day <= ($6::timestamptz at time zone 'UTC')::date + 1
  group by 1, 2, 3, 4, 5, 6`;

/**
 * Sums the usage of many accounts, each in its own period, in one pass over the ratings: what `usageLines` has for each.
 *
 * @param windows Each account once.
 */
export async function sumPeriodUsage(
  db: Database,
  { batches, windows }: { readonly batches: string; readonly windows: readonly AccountWindow[] },
): Promise<readonly SumRow[]> {
  if (windows.length === 0) return [];
  const [first, last] = [
    Math.min(...windows.map(({ from }) => from)),
    Math.max(...windows.map(({ until }) => until)),
  ];
  return inTransaction(db, async (transaction) => {
    await hashRatherThanSort(transaction);
    return rows<SumRow>(transaction, SUMS, [
      windows.map(({ account }) => account),
      windows.map(({ from }) => new Date(from)),
      windows.map(({ until }) => new Date(until)),
      batches,
      new Date(first),
      new Date(last),
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
