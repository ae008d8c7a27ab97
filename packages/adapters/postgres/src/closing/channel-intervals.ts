import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** A trunk group's name as one source writes it. */
export type TrunkName = { readonly source: string; readonly name: string };

export type ChannelInterval = TrunkName & {
  readonly seizedAt: Instant;
  /** Null where nobody answered. */
  readonly answeredAt: Instant | null;
  /** Null where the switch did not write it. */
  readonly releasedAt: Instant | null;
};

type ChannelScope = {
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  readonly batches: string;
};

/**
 * An estimate that was completed by one of the batches was released when its last record says (books 5).
 *
 * @param batches Where the statement has them: `$3`.
 */
export const completedBy = (batches: string): string => `
  left join call_completion n on n.call_key = c.call_key and n.key_day = c.key_day and n.batch <@ ${batches}::int8multirange
    and not exists (
      select from call_completion later
      where later.call_key = n.call_key and later.key_day = n.key_day and later.ordinal > n.ordinal
        and later.batch <@ ${batches}::int8multirange)`;
const COMPLETED = completedBy("$3");
export const RELEASED_AT = "coalesce(n.released_at, c.released_at)";

/**
 * One row for each trunk that a call used. It is made before it is joined (`offset 0`), for of thousands of trunks of one source the
 * planner would else try each on every call.
 *
 * @param where The statement's condition on the calls `c`.
 */
function callsByTrunk(batches: string, where: string): string {
  return `(
    select c.source, used.name, c.call_key, c.started_at, c.answered_at, ${RELEASED_AT} as released_at
    from call c ${completedBy(batches)}
    cross join lateral (
      values (c.trunk_in), (case when c.trunk_out is distinct from c.trunk_in then c.trunk_out end)
    ) as used (name)
    where used.name is not null and ${where} offset 0
  )`;
}

/** Calls near the period: a call of the day before can occupy its first hours. $1 and $2 are its instants, $3 the batches. */
const NEAR = `
  c.key_day >= ($1::timestamptz at time zone 'UTC')::date - 2
  and c.key_day <= ($2::timestamptz at time zone 'UTC')::date + 1
  and c.batch <@ $3::int8multirange
  and c.started_at < $2::timestamptz and coalesce(${RELEASED_AT}, c.started_at) >= $1::timestamptz`;

/**
 * From seizure to release of every call that used a named trunk: both directions, unanswered, free and on-net included, by
 * the call's own trunks and the call's own batch (books 11, 16). A call that used two named trunks is there for each.
 * Clipping and flooring are the counter's business.
 */
export async function channelIntervals(
  db: Database,
  scope: ChannelScope & { readonly names: readonly TrunkName[] },
): Promise<readonly ChannelInterval[]> {
  const found = await rows<{
    source: string;
    name: string;
    started_at: Instant;
    answered_at: Instant | null;
    released_at: Instant | null;
  }>(
    db,
    `select t.source, t.name, c.started_at, c.answered_at, c.released_at
     from ${callsByTrunk("$3", NEAR)} c
     join (select distinct * from unnest($4::text[], $5::text[]) as given (source, name)) t
       on t.source = c.source and t.name = c.name
     order by c.started_at, c.call_key`,
    [...periodValues(scope), scope.names.map(({ source }) => source), scope.names.map(({ name }) => name)],
  );
  return found.map(
    ({ source, name, started_at: seizedAt, answered_at: answeredAt, released_at: releasedAt }) => ({
      source,
      name,
      seizedAt,
      answeredAt,
      releasedAt,
    }),
  );
}

/** Calls of these sources that name no trunk: they open a gap on the lines of the groups that the source feeds (books 16). */
export async function callsWithoutTrunk(
  db: Database,
  scope: ChannelScope & { readonly sources: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ source: string; calls: bigint }>(
    db,
    `select c.source, count(*) as calls from call c ${COMPLETED}
     where ${NEAR} and c.source = any ($4::text[]) and c.trunk_in is null and c.trunk_out is null
     group by c.source order by c.source`,
    [...periodValues(scope), scope.sources],
  );
  return new Map(found.map(({ source, calls }) => [source, Number(calls)]));
}

function periodValues(scope: ChannelScope): readonly unknown[] {
  return [new Date(scope.fromInstant), new Date(scope.untilInstant), scope.batches];
}
