import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** Numbers that a switch gave to its records by one of its counters, and those that came in no file. */
export type CounterSeen = {
  readonly source: string;
  readonly counter: string;
  readonly first: bigint;
  readonly last: bigint;
  /** How many numbers between the two are missing, over all gaps. */
  readonly missing: bigint;
  /** The first of them. */
  readonly gaps: readonly SequenceGap[];
};

type SequenceGap = {
  readonly from: bigint;
  readonly to: bigint;
  /** When the records on both sides of it were stored first. */
  readonly beforeAt: Instant;
  readonly behindAt: Instant;
};

/** Shown of one counter; a switch that counts other things too leaves a gap a record. */
const MAX_GAPS = 100;

/**
 * Every counter with what is missing in it. A counter that begins again is not told from one that goes on: a number that a
 * later pass has is not missing.
 *
 * @example numbers 1 to 4 and 7 of one counter: first 1, last 7, missing 2, one gap from 5 to 6.
 */
export async function countersSeen(db: Database): Promise<readonly CounterSeen[]> {
  const counters = await rows<Omit<CounterSeen, "gaps">>(
    db,
    `select source, counter, lower(numbers) as first, upper(numbers) - 1 as last,
       (select upper(numbers) - lower(numbers) - sum(upper(range) - lower(range)) from unnest(numbers) as range)::bigint as missing
     from (select source, counter, range_agg(numbers) as numbers from record_sequence group by 1, 2) seen
     order by source, counter`,
  );
  const gaps = await gapsOf(db);
  return counters.map((counter) => ({ ...counter, gaps: gaps.get(nameOf(counter)) ?? [] }));
}

function nameOf({ source, counter }: Pick<CounterSeen, "source" | "counter">): string {
  return JSON.stringify([source, counter]);
}

async function gapsOf(db: Database): Promise<ReadonlyMap<string, readonly SequenceGap[]>> {
  const stored = (number: string): string =>
    `(select min(b.at) from record_sequence r join load_batch b on b.id = r.batch
      where r.source = shown.source and r.counter = shown.counter and r.numbers @> ${number})`;
  const found = await rows<{
    source: string;
    counter: string;
    from: bigint;
    to: bigint;
    before_at: Instant;
    behind_at: Instant;
  }>(
    db,
    `select source, counter, first as "from", last as "to", ${stored("first - 1")} as before_at,
       ${stored("last + 1")} as behind_at
     from (
       select source, counter, lower(gap) as first, upper(gap) - 1 as last,
         row_number() over (partition by source, counter order by lower(gap)) as ordinal
       from (select source, counter, range_agg(numbers) as numbers from record_sequence group by 1, 2) seen
       cross join lateral unnest(int8multirange(range_merge(numbers)) - numbers) as gap
     ) shown
     where ordinal <= $1 order by source, counter, first`,
    [MAX_GAPS],
  );
  const gaps = new Map<string, SequenceGap[]>();
  for (const { from, to, before_at: beforeAt, behind_at: behindAt, ...counter } of found) {
    const ofCounter = gaps.get(nameOf(counter)) ?? [];
    ofCounter.push({ from, to, beforeAt, behindAt });
    gaps.set(nameOf(counter), ofCounter);
  }
  return gaps;
}
