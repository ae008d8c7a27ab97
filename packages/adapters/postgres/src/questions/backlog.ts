import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { row } from "../rows.ts";

export type Backlog = {
  /** When the oldest call began that is stored and could not be rated; null where every call is rated. */
  readonly oldestUnratedAt: Instant | null;
  /** Calls that were sent to a broker, and that no engine has stored. */
  readonly callsInTransit: number;
};

/**
 * What waits to be rated. The day of a call is the switch's own, so that the oldest may stand on the day after the first: both
 * days are looked at, and no other.
 */
export async function backlog(db: Database): Promise<Backlog> {
  const found = await row<{ oldest: Instant | null; in_transit: bigint }>(
    db,
    `with waiting as materialized (
       select key_day, call_key from set_aside where bucket = 'suspendedAtRating' and status = 'open'
     ), oldest as (
       select w.* from waiting w where w.key_day <= (select min(key_day) + 1 from waiting)
     )
     select (select min(c.started_at) from oldest o join call c on c.key_day = o.key_day and c.call_key = o.call_key) as oldest,
       (select coalesce(sum(records), 0)::bigint from ledger where bucket = 'inTransit') as in_transit`,
  );
  return { oldestUnratedAt: found?.oldest ?? null, callsInTransit: Number(found?.in_transit ?? 0n) };
}
