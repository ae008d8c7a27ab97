import { type CivilDate, type Instant, instant } from "@tollwright/calendar";
import type { Database, Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import type { ChannelInterval, TrunkName } from "./channel-intervals.ts";

type Window = { readonly from: Instant; readonly until: Instant };

/** The trunks whose channels a plan measures, and the sources that feed them, each in the period of its account. */
export type MeasuredTrunks = {
  readonly names: readonly (TrunkName & Window)[];
  readonly sources: readonly ({ readonly source: string } & Window)[];
};

const milliseconds = (instant: string): string => `(date_part('epoch', ${instant}) * 1000)::bigint`;

/** $1 is the closing, $2 and $3 the days of all periods, $4 and $5 the trunks. */
const BY_NAME = `
  insert into closing_trunk (closing, key_day, source, name, seized, answered, released)
  select $1, d.key_day, d.source, d.name, d.seized, d.answered, d.released
  from (select distinct * from unnest($4::text[], $5::text[]) as given (source, name)) t
  join day_trunk d on d.source = t.source and d.name = t.name
  where d.key_day >= $2::date and d.key_day < $3::date`;

/** Days near a period (books 2). */
const IS_NEAR = `
  d.key_day >= (t.from_instant at time zone 'UTC')::date - 2 and d.key_day <= (t.until_instant at time zone 'UTC')::date + 1`;

/** Calls are looked at one by one only on days that have some outside the period. */
const WITHOUT_NAME = `
  insert into closing_without_trunk (closing, source, from_instant, until_instant, calls)
  select $1, t.source, t.from_instant, t.until_instant, sum(
    case when d.last_started_at < t.until_instant and d.first_ended_at >= t.from_instant then d.calls
    else (
      select count(*) from unnest(d.seized, d.released) as c (seized, released)
      where seized < ${milliseconds("t.until_instant")} and coalesce(released, seized) >= ${milliseconds("t.from_instant")}
    ) end)
  from unnest($4::text[], $5::timestamptz[], $6::timestamptz[]) as t (source, from_instant, until_instant)
  join day_trunk d on d.source = t.source and d.name is null and ${IS_NEAR}
  where d.key_day >= $2::date and d.key_day < $3::date
  group by t.source, t.from_instant, t.until_instant`;

/**
 * Keeps with a closing what the sums of days have of many trunks, and counts the calls that name none. The days have been summed for
 * the batches of the closing.
 */
export async function storePeriodTrunks(
  transaction: Transaction,
  {
    closing,
    trunks: { names, sources },
    days,
  }: {
    readonly closing: bigint;
    readonly trunks: MeasuredTrunks;
    readonly days: { readonly from: CivilDate; readonly until: CivilDate };
  },
): Promise<void> {
  if (names.length === 0) return;
  const of = [closing, days.from, days.until];
  await rows(transaction, BY_NAME, [...of, names.map(({ source }) => source), names.map(({ name }) => name)]);
  await rows(transaction, WITHOUT_NAME, [...of, ...windowValues(sources)]);
}

function windowValues(list: MeasuredTrunks["sources"]): readonly unknown[] {
  return [
    list.map(({ source }) => source),
    list.map(({ from }) => new Date(from)),
    list.map(({ until }) => new Date(until)),
  ];
}

/** A day's calls of a trunk that reach into a period. */
type TrunkUse = TrunkName & Window & { readonly intervals: readonly ChannelInterval[] };

export type PeriodTrunks = {
  readonly uses: readonly TrunkUse[];
  /** Calls that name no trunk, by source and period. */
  readonly without: readonly ({ readonly source: string; readonly calls: number } & Window)[];
};

/** What a closing keeps of these trunks in their periods, and of calls without any. */
export async function periodTrunks(
  db: Database,
  { closing, names }: { readonly closing: bigint; readonly names: MeasuredTrunks["names"] },
): Promise<PeriodTrunks> {
  if (names.length === 0) return { uses: [], without: [] };
  const found = await rows<TrunkRow>(
    db,
    `select d.source, d.name, t.from_instant as from, t.until_instant as until, array_to_string(d.seized, ',') as seized,
       array_to_string(d.answered, ',', '') as answered, array_to_string(d.released, ',', '') as released
     from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[]) as t (source, from_instant, until_instant, name)
     join closing_trunk d on d.closing = $1 and d.source = t.source and d.name = t.name and ${IS_NEAR}`,
    [closing, ...windowValues(names), names.map(({ name }) => name)],
  );
  const without = await rows<PeriodTrunks["without"][number] & { readonly calls: bigint }>(
    db,
    `select source, from_instant as from, until_instant as until, calls from closing_without_trunk where closing = $1`,
    [closing],
  );
  return {
    uses: found.map(useOf),
    without: without.map(({ calls, ...window }) => ({ ...window, calls: Number(calls) })),
  };
}

type TrunkRow = TrunkName &
  Window & { readonly seized: string; readonly answered: string; readonly released: string };

/** Those that reach into the period; one that was never released occupies its first moment. There are hundreds a trunk, so no step makes lists of its own. */
function useOf({ seized, answered, released, ...trunk }: TrunkRow): TrunkUse {
  const { source, name, from, until } = trunk;
  const [answers, releases] = [answered.split(","), released.split(",")];
  const intervals: ChannelInterval[] = [];
  for (const [index, text] of seized.split(",").entries()) {
    const seizedAt = instant(Number(text));
    const releasedAt = instantIn(releases[index]);
    if (seizedAt >= until || (releasedAt ?? seizedAt) < from) continue;
    intervals.push({ source, name, seizedAt, answeredAt: instantIn(answers[index]), releasedAt });
  }
  return { ...trunk, intervals };
}

function instantIn(text: string | undefined): Instant | null {
  return text === undefined || text === "" ? null : instant(Number(text));
}
