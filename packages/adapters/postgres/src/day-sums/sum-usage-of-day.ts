import { ofBatches } from "../closing/period-filter.ts";

/** $1 is the day, $2 the batches. In order of account, so that a range of them lies side by side; sums are sorted, and not ratings. */
export const SUM_USAGE_OF_DAY = `
  insert into day_usage (key_day, account, location, plan, product, call_class, side, calls, billed_seconds, charge,
    first_rated_at, last_rated_at)
  select * from (
    select $1::date, r.account, r.location, r.plan, r.product, r.call_class, r.side, count(*), sum(r.billed_seconds), sum(r.charge),
      min(r.rated_at), max(r.rated_at)
    from rating_ever r
    where r.key_day = $1::date and ${ofBatches("$2")} and r.product is not null
    group by r.account, r.location, r.plan, r.product, r.call_class, r.side
  ) sums
  order by account`;
