import { type Instant, instant } from "@tollwright/calendar";
import type { Database, Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import type { ChannelInterval, TrunkName } from "./channel-intervals.ts";
import { hashRatherThanSort } from "./hash-rather-than-sort.ts";
import { completedBy, known } from "./known-facts.ts";
import { inBatches } from "./period-filter.ts";

type Window = { readonly from: Instant; readonly until: Instant };

/** The trunks whose channels a plan measures, and the sources that feed them, each in the period of its account. */
export type MeasuredTrunks = {
  readonly names: readonly (TrunkName & Window)[];
  readonly sources: readonly ({ readonly source: string } & Window)[];
};

const milliseconds = (instant: string): string => `(date_part('epoch', ${instant}) * 1000)::bigint`;

/** $1 is the closing, $2 the batches, $3 and $4 the first and the last instant of all periods. */
const NEAR = `
  c.key_day >= ($3::timestamptz at time zone 'UTC')::date - 2
  and c.key_day <= ($4::timestamptz at time zone 'UTC')::date + 1
  and ${inBatches("c.batch", "$2")}`;

/** Each trunk by its place in the list: calls are grouped by that number, which costs less than by what it stands for. */
const GIVEN = `unnest($5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[]) with ordinality
  as t (source, from_instant, until_instant, name, place)`;

/**
 * A row for each trunk of the calls that used one of these names. Names alone are looked for first, in one pass; it is made before it
 * is joined (`offset 0`), for the planner would else try thousands of trunks on every call.
 */
const CALLS_BY_TRUNK = `(
  select c.call_key, c.key_day, c.source, c.started_at, c.answered_at, c.released_at,
    unnest(case when c.trunk_in = c.trunk_out then array[c.trunk_in] else array[c.trunk_in, c.trunk_out] end) as name
  from call c
  where ${NEAR} and c.started_at < $4
    and (c.trunk_in in (select unnest($8::text[])) or c.trunk_out in (select unnest($8::text[])))
  offset 0
)`;

/** Calls that a person decided about: their trunks are the other record's. They are few, and so looked at beside all others. */
const DECIDED = `
  select n.* from call_completion n
  where n.decided_by is not null and n.batch <@ $2::int8multirange and not n.withdrawn
    and not exists (
      select from call_completion later
      where later.call_key = n.call_key and later.key_day = n.key_day and later.ordinal > n.ordinal
        and later.batch <@ $2::int8multirange)`;

const RELEASED_AT = known("released_at");

const BY_NAME = `
  insert into closing_trunk (closing, source, name, from_instant, until_instant, calls, seized, answered, released)
  select $1, t.source, t.name, t.from_instant, t.until_instant, used.calls, used.seized, used.answered, used.released
  from (
    select place, count(*) as calls, array_agg(${milliseconds("started_at")}) as seized,
      array_agg(${milliseconds("answered_at")}) as answered, array_agg(${milliseconds("released_at")}) as released
    from (
      select t.place, t.from_instant, c.started_at, c.answered_at, ${RELEASED_AT} as released_at
      from ${CALLS_BY_TRUNK} c join ${GIVEN} on t.source = c.source and t.name = c.name ${completedBy("$2")}
      where n.decided_by is null and c.started_at < t.until_instant
      union all
      select t.place, t.from_instant, c.started_at, c.answered_at, c.released_at
      from (${DECIDED}) c join ${GIVEN} on t.source = c.source and t.name in (c.trunk_in, c.trunk_out)
      where ${NEAR} and c.started_at < t.until_instant
    ) near
    where coalesce(released_at, started_at) >= from_instant
    group by place
  ) used join ${GIVEN} using (place)`;

const WITHOUT_NAME = `
  insert into closing_trunk (closing, source, name, from_instant, until_instant, calls)
  select $1, t.source, null, t.from_instant, t.until_instant, count(*)
  from (
    select c.source, c.started_at, ${RELEASED_AT} as released_at
    from call c ${completedBy("$2")}
    where c.trunk_in is null and c.trunk_out is null and n.decided_by is null and ${NEAR}
    union all
    select c.source, c.started_at, c.released_at from (${DECIDED}) c
    where c.trunk_in is null and c.trunk_out is null and ${NEAR}
  ) c
  join (
    select distinct * from unnest($5::text[], $6::timestamptz[], $7::timestamptz[])
      as given (source, from_instant, until_instant)
  ) t on t.source = c.source
  where c.started_at < t.until_instant and coalesce(c.released_at, c.started_at) >= t.from_instant
  group by t.source, t.from_instant, t.until_instant`;

/** Collects the intervals of many trunks in one pass over the calls, and keeps them with the closing. */
export async function storePeriodTrunks(
  transaction: Transaction,
  {
    closing,
    batches,
    trunks: { names, sources },
  }: { readonly closing: bigint; readonly batches: string; readonly trunks: MeasuredTrunks },
): Promise<void> {
  if (names.length === 0) return;
  const first = new Date(Math.min(...sources.map(({ from }) => from)));
  const last = new Date(Math.max(...sources.map(({ until }) => until)));
  const values = (list: MeasuredTrunks["sources"]): readonly unknown[] => [
    ...[closing, batches, first, last],
    list.map(({ source }) => source),
    list.map(({ from }) => new Date(from)),
    list.map(({ until }) => new Date(until)),
  ];
  await hashRatherThanSort(transaction);
  await rows(transaction, BY_NAME, [...values(names), names.map(({ name }) => name)]);
  await rows(transaction, WITHOUT_NAME, values(sources));
}

export type PeriodTrunks = {
  readonly intervals: readonly (ChannelInterval & Window)[];
  /** Calls that name no trunk, by source and period. */
  readonly without: readonly ({ readonly source: string; readonly calls: number } & Window)[];
};

/** What a closing keeps of these trunks, and of calls without any. */
export async function periodTrunks(
  db: Database,
  { closing, names }: { readonly closing: bigint; readonly names: readonly TrunkName[] },
): Promise<PeriodTrunks> {
  if (names.length === 0) return { intervals: [], without: [] };
  const found = await rows<{
    source: string;
    name: string | null;
    from: Instant;
    until: Instant;
    calls: bigint;
    seized: string | null;
    answered: string | null;
    released: string | null;
  }>(
    db,
    `select k.source, k.name, k.from_instant as from, k.until_instant as until, k.calls, array_to_string(k.seized, ',') as seized,
       array_to_string(k.answered, ',', '') as answered, array_to_string(k.released, ',', '') as released
     from (select distinct * from unnest($2::text[], $3::text[]) as given (source, name)) t
     join closing_trunk k on k.closing = $1 and k.source = t.source and k.name = t.name
     union all
     select source, null, from_instant, until_instant, calls, null, null, null
     from closing_trunk where closing = $1 and name is null`,
    [closing, names.map(({ source }) => source), names.map(({ name }) => name)],
  );
  return {
    intervals: found.flatMap(({ source, name, from, until, ...lists }) => {
      if (name === null) return [];
      const [answered, released] = [instantsIn(lists.answered), instantsIn(lists.released)];
      return instantsIn(lists.seized).flatMap((seizedAt, index) =>
        seizedAt === null
          ? []
          : [
              {
                ...{ source, name, from, until, seizedAt },
                answeredAt: answered[index] ?? null,
                releasedAt: released[index] ?? null,
              },
            ],
      );
    }),
    without: found.flatMap(({ source, name, from, until, calls }) =>
      name === null ? [{ source, from, until, calls: Number(calls) }] : [],
    ),
  };
}

function instantsIn(list: string | null): readonly (Instant | null)[] {
  return (list ?? "").split(",").map((text) => (text === "" ? null : instant(Number(text))));
}
