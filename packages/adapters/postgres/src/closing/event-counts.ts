import type { CivilDate } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { COMPLETED_AS_RATED, known } from "./known-facts.ts";
import { type ClosingScope, OF_PERIOD, scopeValues } from "./period-filter.ts";

/** What is counted of calls beside their prices. */
export type CountedEvent = "payphoneCall" | "cnamDip" | "tollFreeDip" | "emergencyCall";

export type EventSum = {
  readonly account: string;
  readonly location: string;
  /** In the accounts' zone. */
  readonly day: CivilDate;
  readonly event: CountedEvent;
  readonly lineInformation: string | null;
  readonly number: string | null;
  readonly calls: number;
};

const LINE = known("originating_line_info");

/**
 * Calls by the events that they are, of accounts that share a zone; a call can be several. Unanswered calls and those that are free
 * by rule count as well: a look-up was made, or 911 was dialled. Only the events that are asked for are looked at, for most plans
 * sell none.
 */
export async function eventCounts(
  db: Database,
  scope: ClosingScope & { readonly zone: string; readonly events: readonly CountedEvent[] },
): Promise<readonly EventSum[]> {
  if (scope.events.length === 0) return [];
  const found = await rows<{
    account: string;
    location: string;
    day: CivilDate;
    event: CountedEvent;
    line_information: string | null;
    number: string | null;
    calls: bigint;
  }>(
    db,
    `select r.account, r.location, (r.rated_at at time zone $5)::date as day,
       e.event, e.line_information, e.number, count(*) as calls
     from rating_ever r
     join call c on c.key_day = r.key_day and c.call_key = r.call_key
       and c.key_day >= ($2::timestamptz at time zone 'UTC')::date - 2
       and c.key_day <= ($3::timestamptz at time zone 'UTC')::date + 1
     ${COMPLETED_AS_RATED}
     cross join lateral (
       select 'payphoneCall' as event, ${LINE} as line_information, null::text as number
       where r.side = 'customer:destination' and r.call_class in ('tollFree', 'tollFreeIntrastate')
         and ${LINE} is not null
       union all
       select 'cnamDip', null, null
       where r.side = 'customer:destination' and r.from_e164 is not null
         and r.call_class <> 'onNet' and ${known("direction")} <> 'onNet'
       union all
       select 'tollFreeDip', null, null
       where r.side = 'customer:origin' and r.call_class = 'tollFreeOutbound'
       union all
       select 'emergencyCall', null, r.from_e164
       where r.side = 'customer:origin' and r.call_class = 'emergency' and ${known("to_number")} like '%911'
     ) e
     where ${OF_PERIOD} and e.event = any ($6::text[])
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    [...scopeValues(scope), scope.zone, scope.events],
  );
  return found.map(({ line_information: lineInformation, calls, ...sum }) => ({
    ...sum,
    lineInformation,
    calls: Number(calls),
  }));
}
