import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { SET_ASIDE_FROM } from "../intake/set-aside-filter.ts";
import { rows } from "../rows.ts";
import { type AverageCost, averageCosts } from "./average-cost.ts";

/** Records that wait for something, or were written off, for one reason and of one age. */
export type AtStake = {
  readonly bucket: "suspended" | "pending" | "suspendedAtRating" | "conflict";
  readonly reason: string;
  /** Days since the record was set aside first: `0–1`, `2–7`, `8–30`, `31+`. */
  readonly age: string;
  /** Only where it was asked for. */
  readonly source: string | null;
  /** What the switch wrote to say who pays, where it is asked for and known. */
  readonly accountHint: string | null;
  readonly records: number;
  readonly milliseconds: bigint;
  /** Their seconds are in no figure here. */
  readonly recordsWithoutSeconds: number;
  readonly firstDay: CivilDate | null;
  readonly lastDay: CivilDate | null;
  /** Null where the records' source has no average cost. */
  readonly currency: string | null;
  /** An estimate in whole cents; null where no average or no seconds are known. */
  readonly amount: string | null;
};

export type StakeTotal = Pick<
  AtStake,
  "currency" | "amount" | "records" | "milliseconds" | "recordsWithoutSeconds"
>;

export type Stakes = {
  readonly rows: readonly AtStake[];
  /** One for each currency, and one for what has no average; each amount is the sum of the rows'. */
  readonly totals: readonly StakeTotal[];
  /** What the estimate goes by. */
  readonly averages: readonly AverageCost[];
};

export type StakeQuestion = {
  /** `open`: waits · `writtenOff`: a person let it stay out for good. */
  readonly status: "open" | "writtenOff";
  /** Ages are counted to this instant. */
  readonly at: Instant;
  /** Rows by these too. */
  readonly by?: "source" | "accountHint";
  /** Records of these days by the switch's calendar, and those whose day is unknown. */
  readonly days?: { readonly from: CivilDate; readonly until: CivilDate };
};

/**
 * What is at stake in the suspense desk, by bucket, reason and age: records, time and an estimated amount, which is their
 * seconds × what the rated calls of the same source cost on average a second.
 *
 * @example two calls of nobody's, 120 s, of a source whose rated calls cost 0.06 a minute: `NO_OWNER 2 120000 ms USD 0.12`.
 */
export async function atStake(db: Database, question: StakeQuestion): Promise<Stakes> {
  const averages = await averageCosts(db, await sourcesAtStake(db, question));
  const found = await rows<StakeRow>(db, STATEMENT, [
    question.status === "open" ? "open" : "decided",
    new Date(question.at),
    question.by ?? null,
    question.days?.from ?? null,
    question.days?.until ?? null,
    averages.map(({ source }) => source),
    averages.map(({ currency }) => currency),
    averages.map(({ charge }) => charge),
    averages.map(({ milliseconds }) => milliseconds),
  ]);
  return {
    rows: found.flatMap((row) => (row.bucket === null ? [] : [{ ...reasonOf(row), ...sumsOf(row) }])),
    totals: found.filter(({ bucket }) => bucket === null).map(sumsOf),
    averages,
  };
}

async function sourcesAtStake(db: Database, { status, days }: StakeQuestion): Promise<readonly string[]> {
  const found = await rows<{ source: string }>(
    db,
    `select distinct s.source from set_aside s where s.status = $1 and ${isAtStake("$2", "$3")} order by 1`,
    [status === "open" ? "open" : "decided", days?.from ?? null, days?.until ?? null],
  );
  return found.map(({ source }) => source);
}

/** Of `s`, what waits or was given up, of days from and until; without days, of all. */
function isAtStake(from: string, until: string): string {
  return `(s.bucket in ('suspended', 'pending', 'suspendedAtRating') or (s.bucket = 'conflict' and s.status = 'open'))
      and (${from}::date is null or s.key_day is null or (s.key_day >= ${from} and s.key_day < ${until}))`;
}

type SumRow = {
  readonly currency: string | null;
  readonly records: bigint;
  readonly milliseconds: string;
  readonly records_without_seconds: bigint;
  readonly amount: string | null;
};
type Reason = Pick<AtStake, "bucket" | "reason" | "age" | "source" | "accountHint" | "firstDay" | "lastDay">;
/** Totals have no bucket. */
type StakeRow = SumRow & (Reason | { readonly bucket: null });

function reasonOf({ bucket, reason, age, source, accountHint, firstDay, lastDay }: Reason): Reason {
  return { bucket, reason, age, source, accountHint, firstDay, lastDay };
}

function sumsOf(row: SumRow): StakeTotal {
  return {
    records: Number(row.records),
    milliseconds: BigInt(row.milliseconds),
    recordsWithoutSeconds: Number(row.records_without_seconds),
    currency: row.currency,
    amount: row.amount,
  };
}

/** $1 status, $2 now, $3 by, $4 and $5 days, $6 to $9 averages. Ages are whole days that have passed. */
const STATEMENT = `
  with waiting as (
    select s.bucket, s.reason, s.source, s.key_day, s.milliseconds, average.currency,
      average.charge, average.ms as average_ms,
      case when $3::text = 'source' then s.source end as by_source,
      case when $3::text = 'accountHint' then coalesce(c.account_hint, s.part -> 'facts' ->> 'accountHint') end as hint,
      greatest(0, floor(extract(epoch from $2::timestamptz - b.at) / 86400)) as days
    from ${SET_ASIDE_FROM}
    left join unnest($6::text[], $7::text[], $8::numeric[], $9::numeric[]) as average (source, currency, charge, ms)
      on average.source = s.source
    left join call c on $3::text = 'accountHint' and s.bucket = 'suspendedAtRating'
      and c.call_key = s.call_key and c.key_day = s.key_day
    where s.status = $1
      and ${isAtStake("$4", "$5")}
  ), of_source as (
    select bucket, reason, by_source, hint, currency,
      case when days < 2 then 0 when days < 8 then 2 when days < 31 then 8 else 31 end as band,
      count(*) as records, coalesce(sum(milliseconds), 0) as ms, count(*) - count(milliseconds) as without_seconds,
      min(key_day) as first_day, max(key_day) as last_day,
      sum(milliseconds) * min(charge) / min(average_ms) as exact_amount
    from waiting group by source, 1, 2, 3, 4, 5, 6
  ), grouped as (
    select bucket, reason, by_source, hint, currency, band, sum(records)::bigint as records, sum(ms) as ms,
      sum(without_seconds)::bigint as without_seconds, min(first_day) as first_day, max(last_day) as last_day,
      round(sum(exact_amount), 2) as amount
    from of_source group by 1, 2, 3, 4, 5, 6
  )
  select bucket, reason, by_source as source, hint as "accountHint", currency,
    case band when 0 then '0–1' when 2 then '2–7' when 8 then '8–30' else '31+' end as age,
    records, ms::text as milliseconds, without_seconds as records_without_seconds, first_day as "firstDay",
    last_day as "lastDay", amount::text, band
  from grouped
  union all
  select null, null, null, null, currency, null, sum(records)::bigint, sum(ms)::text, sum(without_seconds)::bigint,
    null, null, sum(amount)::text, null
  from grouped group by currency
  order by bucket nulls last, reason, source nulls last, "accountHint" nulls last, currency nulls last, band`;
