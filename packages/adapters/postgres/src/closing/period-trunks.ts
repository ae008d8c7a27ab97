import type { Instant } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
import { instantArray } from "../instant-array.ts";
import { rows } from "../rows.ts";
import { stampsIn } from "./call-stamps.ts";
import type { TrunkName } from "./channel-intervals.ts";

type Window = { readonly from: Instant; readonly until: Instant };

/** The trunks whose channels a plan measures, and the sources that feed them, each in the period of its account. */
export type MeasuredTrunks = {
  readonly names: readonly (TrunkName & Window)[];
  readonly sources: readonly ({ readonly source: string } & Window)[];
};

/**
 * The calls of a trunk that reach into a period, position by position, in any order: milliseconds since 1970, NaN where it is not
 * known. One that was never released occupies its first moment. There are hundreds of them, so they are no objects.
 */
export type TrunkCalls = TrunkName &
  Window & {
    readonly seizedAt: Float64Array;
    /** Empty where nobody asked for it. */
    readonly answeredAt: Float64Array;
    readonly releasedAt: Float64Array;
  };

/** How many calls of a source name no trunk in a period. */
export type CallsWithoutTrunk = Window & { readonly source: string; readonly calls: number };

/** Days near a period (books 2). */
const IS_NEAR = `
  d.key_day >= (t.from_instant at time zone 'UTC')::date - 2 and d.key_day <= (t.until_instant at time zone 'UTC')::date + 1`;

/**
 * What the sums of days have of these trunks in their periods.
 *
 * @param asked.withAnswers Few plans count channels from the answer on.
 */
export async function periodTrunks(
  transaction: Transaction,
  asked: { readonly names: MeasuredTrunks["names"]; readonly withAnswers: boolean },
): Promise<readonly TrunkCalls[]> {
  const { names, withAnswers } = asked;
  if (names.length === 0) return [];
  const found = await rows<TrunkName & Window & Stamps & { readonly answered: Buffer }>(
    transaction,
    `select t.source, t.name, t.from_instant as from, t.until_instant as until, string_agg(d.seized, ''::bytea) as seized,
       ${withAnswers ? "string_agg(d.answered, ''::bytea)" : "''::bytea"} as answered,
       string_agg(d.released, ''::bytea) as released
     from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[]) as t (source, from_instant, until_instant, name)
     join day_trunk d on d.source = t.source and d.name = t.name and ${IS_NEAR}
     group by t.source, t.name, t.from_instant, t.until_instant`,
    [...windowValues(names), names.map(({ name }) => name)],
  );
  return found.map(({ seized, answered, released, ...trunk }) => {
    const { within, seizedAt, releasedAt } = reachingInto(trunk, { seized, released });
    return {
      ...trunk,
      seizedAt,
      releasedAt,
      answeredAt: withAnswers ? at(within, stampsIn(answered)) : NONE,
    };
  });
}

const NONE = new Float64Array(0);

function at(places: Uint32Array, stamps: Float64Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let index = 0; index < found.length; index += 1)
    found[index] = stamps[places[index] ?? 0] ?? Number.NaN;
  return found;
}

/** The same of calls that name no trunk. They are looked at one by one only on days that have some outside the period. */
export async function callsNamingNoTrunk(
  transaction: Transaction,
  sources: MeasuredTrunks["sources"],
): Promise<readonly CallsWithoutTrunk[]> {
  if (sources.length === 0) return [];
  const found = await rows<Omit<CallsWithoutTrunk, "calls"> & Stamps & { readonly whole: bigint }>(
    transaction,
    `select source, from_instant as from, until_instant as until, coalesce(sum(calls) filter (where is_inside), 0)::bigint as whole,
       coalesce(string_agg(seized, ''::bytea) filter (where not is_inside), '') as seized,
       coalesce(string_agg(released, ''::bytea) filter (where not is_inside), '') as released
     from (
       select t.*, d.calls, d.seized, d.released,
         d.last_started_at < t.until_instant and d.first_ended_at >= t.from_instant as is_inside
       from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as t (source, from_instant, until_instant)
       join day_trunk d on d.source = t.source and d.name is null and ${IS_NEAR}
     ) days
     group by source, from_instant, until_instant`,
    windowValues(sources),
  );
  return found.map(({ source, from, until, whole, ...stamps }) => {
    const { within } = reachingInto({ from, until }, stamps);
    return { source, from, until, calls: Number(whole) + within.length };
  });
}

function windowValues(list: MeasuredTrunks["sources"]): readonly unknown[] {
  return [
    list.map(({ source }) => source),
    instantArray(list.map(({ from }) => from)),
    instantArray(list.map(({ until }) => until)),
  ];
}

type Stamps = { readonly seized: Buffer; readonly released: Buffer };

/** The calls of a trunk that reach into a period, by their places among all of it. */
function reachingInto(
  { from, until }: Window,
  { seized, released }: Stamps,
): {
  readonly within: Uint32Array;
  readonly seizedAt: Float64Array;
  readonly releasedAt: Float64Array;
} {
  const [starts, ends] = [stampsIn(seized), stampsIn(released)];
  const within = new Uint32Array(starts.length);
  let count = 0;
  // Millions of them in a close: an iterator would make an object of each.
  for (let index = 0; index < starts.length; index += 1) {
    const start = starts[index] ?? Number.NaN;
    const end = ends[index] ?? Number.NaN;
    if (start >= until || (Number.isNaN(end) ? start : end) < from) continue;
    within[count] = index;
    starts[count] = start;
    ends[count] = end;
    count += 1;
  }
  return {
    within: within.subarray(0, count),
    seizedAt: starts.subarray(0, count),
    releasedAt: ends.subarray(0, count),
  };
}
