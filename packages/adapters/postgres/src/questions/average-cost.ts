import type { CivilDate } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** What the rated calls of a source cost at list price, for estimates. */
export type AverageCost = {
  readonly source: string;
  readonly currency: string;
  readonly calls: number;
  readonly milliseconds: bigint;
  /** The exact sum over the customers' sides. */
  readonly charge: string;
};

/** As many of a source's rated calls as are enough for an average, whole days at a time. */
const ENOUGH_CALLS = 100_000;

/**
 * Charge and time of each source's newest rated calls: of its newest days, until there are 100,000 calls or no more days.
 * Sources whose calls are billed in two currencies, or took no time, are left out: they have no average.
 *
 * @param sources Only of these: nobody asks for the average of a source of which nothing waits.
 * @example 1,000 calls of 60,000 s that cost 35.00: a second costs 35/60000, and 120 s at stake are 0.07.
 */
export async function averageCosts(
  db: Database,
  sources: readonly string[],
): Promise<readonly AverageCost[]> {
  if (sources.length === 0) return [];
  const days = await newestDays(db, sources);
  const found = await rows<{
    source: string;
    currency: string;
    calls: bigint;
    ms: string;
    charge: string;
  }>(
    db,
    `with currencies as materialized (select account, currency from account_currency)
     select source, min(currency) as currency, count(*) as calls, sum(billable_milliseconds)::text as ms,
       sum(charge)::text as charge
     from (
       select c.source, c.call_key, c.billable_milliseconds, sum(r.charge) as charge, min(a.currency) as currency,
         count(distinct a.currency) as currencies
       from unnest($1::text[], $2::date[]) as newest (source, day)
       join call_now c on c.source = newest.source and c.key_day = newest.day
       join rating r on r.call_key = c.call_key and r.key_day = c.key_day
       left join currencies a on a.account = r.account
       where c.key_day = any ($2::date[]) and r.key_day = any ($2::date[]) and r.side like 'customer:%'
       group by c.source, c.key_day, c.call_key, c.billable_milliseconds
       having bool_or(r.outcome = 'rated')
     ) rated
     group by source
     having sum(billable_milliseconds) > 0 and min(currency) = max(currency) and max(currencies) = 1
     order by source`,
    [days.map(({ source }) => source), days.map(({ day }) => day)],
  );
  return found.map(({ calls, ms, ...cost }) => ({ ...cost, calls: Number(calls), milliseconds: BigInt(ms) }));
}

/** The ledger knows how many calls of a day are rated without looking at them. */
async function newestDays(
  db: Database,
  sources: readonly string[],
): Promise<readonly { readonly source: string; readonly day: CivilDate }[]> {
  return rows(
    db,
    `select source, day from (
       select source, day, sum(records) over (partition by source order by day desc) - records as newer
       from (
         select source, day, sum(records) as records from ledger
         where bucket = 'rated' and day is not null and source = any ($2::text[]) group by source, day having sum(records) > 0
       ) rated
     ) by_day
     where newer < $1`,
    [ENOUGH_CALLS, sources],
  );
}
