import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { completedBy, IS_CALL, known } from "./known-facts.ts";

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

const COMPLETED = completedBy("$3");
const STARTED_AT = known("started_at");

/**
 * One row for each trunk that a call used. It is made before it is joined (`offset 0`), for of thousands of trunks of one source the
 * planner would else try each on every call.
 *
 * @param where The statement's condition on the calls `c`.
 */
function callsByTrunk(batches: string, where: string): string {
  return `(
    select c.source, used.name, c.call_key, ${STARTED_AT} as started_at, ${known("answered_at")} as answered_at,
      ${known("released_at")} as released_at
    from call c ${completedBy(batches)}
    cross join lateral (select ${known("trunk_in")} as trunk_in, ${known("trunk_out")} as trunk_out) trunks
    cross join lateral (
      values (trunks.trunk_in),
        (case when trunks.trunk_out is distinct from trunks.trunk_in then trunks.trunk_out end)
    ) as used (name)
    where used.name is not null and ${where} offset 0
  )`;
}

/** Calls near the period: a call of the day before can occupy its first hours. $1 and $2 are its instants, $3 the batches. */
const NEAR = `
  c.key_day >= ($1::timestamptz at time zone 'UTC')::date - 2
  and c.key_day <= ($2::timestamptz at time zone 'UTC')::date + 1
  and c.batch <@ $3::int8multirange
  and ${IS_CALL}
  and ${STARTED_AT} < $2::timestamptz and coalesce(${known("released_at")}, ${STARTED_AT}) >= $1::timestamptz`;

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
     where ${NEAR} and c.source = any ($4::text[])
       and ${known("trunk_in")} is null and ${known("trunk_out")} is null
     group by c.source order by c.source`,
    [...periodValues(scope), scope.sources],
  );
  return new Map(found.map(({ source, calls }) => [source, Number(calls)]));
}

function periodValues(scope: ChannelScope): readonly unknown[] {
  return [new Date(scope.fromInstant), new Date(scope.untilInstant), scope.batches];
}
