import { stamps } from "../closing/call-stamps.ts";
import { IS_CALL, known } from "../closing/known-facts.ts";
import { inBatches } from "../closing/period-filter.ts";

/** The last completion of each call that one of the batches made, in one look at the few that a day has. */
const COMPLETIONS = `
  select distinct on (call_key) * from call_completion
  where key_day = $1::date and batch <@ $2::int8multirange order by call_key, ordinal desc`;

/** A call is on the trunk that it came in by and on the one that it went out by; once, where they are one. */
const TRUNKS = `
  case
    when trunk_out is null then array[trunk_in]
    when trunk_in is null or trunk_in = trunk_out then array[trunk_out]
    else array[trunk_in, trunk_out]
  end`;

/**
 * $1 is the day, $2 the batches. What was completed or decided by one of them is as its last record says (books 5). In order of trunk, so
 * that those of a range of accounts lie side by side.
 */
export const SUM_TRUNKS_OF_DAY = `
  insert into day_trunk (key_day, source, name, calls, last_started_at, first_ended_at, seized, answered, released)
  select * from (
    select $1::date, source, name, count(*), max(started_at), min(coalesce(released_at, started_at)),
      ${stamps("started_at")}, ${stamps("answered_at")}, ${stamps("released_at")}
    from (
      select source, started_at, answered_at, released_at, unnest(${TRUNKS}) as name
      from (
        select c.source, ${known("started_at")} as started_at, ${known("answered_at")} as answered_at,
          ${known("released_at")} as released_at, ${known("trunk_in")} as trunk_in, ${known("trunk_out")} as trunk_out
        from call c left join (${COMPLETIONS}) n on n.call_key = c.call_key
        where c.key_day = $1::date and ${inBatches("c.batch", "$2")} and ${IS_CALL}
      ) calls
    ) used
    group by source, name
  ) sums
  order by source, name`;
