import type { Instant } from "@tollwright/calendar";
import type { TrunkName } from "../closing/channel-intervals.ts";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type UnlistedTrunk = TrunkName & {
  readonly calls: number;
  readonly answered: number;
  readonly billableMilliseconds: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Who pays for its calls all the same, by number or account code. */
  readonly accounts: readonly string[];
};

/**
 * Trunks that calls came or went by and that are not among those listed. Such calls may be attributed by number and billed,
 * but they occupy no trunk group's channels, so that no burst counts them (books 16).
 *
 * @param listed Every name that a trunk group, a source or a vendor has.
 */
export async function unlistedTrunks(
  db: Database,
  {
    from,
    until,
    listed,
  }: { readonly from: Instant; readonly until: Instant; readonly listed: readonly TrunkName[] },
): Promise<readonly UnlistedTrunk[]> {
  const found = await rows<{
    source: string;
    name: string;
    calls: bigint;
    answered: bigint;
    milliseconds: bigint;
    first_at: Instant;
    last_at: Instant;
    accounts: readonly string[] | null;
  }>(
    db,
    `with unlisted as materialized (
       select c.key_day, c.call_key, c.source, t.name, c.answered, c.billable_milliseconds, c.started_at
       from call_now c
       cross join lateral (
         values (c.trunk_in), (case when c.trunk_out is distinct from c.trunk_in then c.trunk_out end)
       ) as t (name)
       where t.name is not null
         and c.started_at >= $1::timestamptz and c.started_at < $2::timestamptz
         and c.key_day >= ($1::timestamptz at time zone 'UTC')::date - 2
         and c.key_day <= ($2::timestamptz at time zone 'UTC')::date + 1
         and (c.source, t.name) not in (select source, name from unnest($3::text[], $4::text[]) as l (source, name))
     )
     select u.source, u.name, count(*) as calls, count(*) filter (where u.answered) as answered,
       coalesce(sum(u.billable_milliseconds), 0)::bigint as milliseconds,
       min(u.started_at) as first_at, max(u.started_at) as last_at,
       (select array_agg(distinct r.account order by r.account)
        from unlisted o join rating r on r.call_key = o.call_key and r.key_day = o.key_day and r.side like 'customer:%'
        where o.source = u.source and o.name = u.name) as accounts
     from unlisted u
     group by u.source, u.name
     order by u.source collate "C", u.name collate "C"`,
    [new Date(from), new Date(until), listed.map(({ source }) => source), listed.map(({ name }) => name)],
  );
  return found.map((row) => ({
    source: row.source,
    name: row.name,
    calls: Number(row.calls),
    answered: Number(row.answered),
    billableMilliseconds: Number(row.milliseconds),
    firstAt: row.first_at,
    lastAt: row.last_at,
    accounts: row.accounts ?? [],
  }));
}
