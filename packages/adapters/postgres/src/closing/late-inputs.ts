import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { row, rows } from "../rows.ts";
import type { TrunkName } from "./channel-intervals.ts";

/** An invoiced period of accounts that share what was recorded of it. */
export type RecordedScope = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  /** The batches that its invoices know of, and those that a close sees now. */
  readonly recorded: string;
  readonly batches: string;
};

export type LateInputs = {
  /** Usage of theirs came, went or was rated again since. */
  readonly accounts: readonly string[];
  /** Calls that used these trunks came since: they may be channels of a burst. */
  readonly trunks: readonly TrunkName[];
};

/**
 * The days of the period that batches outside the recorded set changed: only their partitions are looked at. (The ledger does not
 * know them all: of a change that leaves record, seconds and bucket as they were it has nothing.)
 */
const LATE_DAYS = `
  select distinct key_day as day from batch_day
  where ${late("batch_day")}
    and key_day >= ($3::timestamptz at time zone 'UTC')::date - 2
    and key_day <= ($4::timestamptz at time zone 'UTC')::date + 1`;

/** $1 is the recorded set, $2 what a close sees now. */
function late(alias: string): string {
  return `${alias}.batch <@ $2::int8multirange and not ${alias}.batch <@ $1::int8multirange`;
}

/** Whether anything of the days before one was changed by batches that a close sees now and another did not. */
export async function isAnythingLate(
  db: Database,
  {
    recorded,
    batches,
    until,
  }: { readonly recorded: string; readonly batches: string; readonly until: CivilDate },
): Promise<boolean> {
  const found = await row(
    db,
    `select from batch_day where ${late("batch_day")} and key_day <= $3::date + 1 limit 1`,
    [recorded, batches, until],
  );
  return found !== null;
}

/** What of an invoiced period is known now and was not then (books 12), for many accounts at once. */
export async function lateInputs(db: Database, scope: RecordedScope): Promise<LateInputs> {
  const sets = [scope.recorded, scope.batches];
  const values = [...sets, new Date(scope.fromInstant), new Date(scope.untilInstant)];
  const days = (await rows<{ day: string }>(db, LATE_DAYS, values)).map(({ day }) => day);
  const replaced = await rows<{ account: string }>(
    db,
    `select distinct h.account from rating_history h
     where h.account = any ($5::text[])
       and h.rated_at >= $3::timestamptz and h.rated_at < $4::timestamptz
       and h.batch <@ $1::int8multirange and not h.replaced_by_batch <@ $1::int8multirange
       and h.replaced_by_batch <@ $2::int8multirange`,
    [...values, scope.accounts],
  );
  if (days.length === 0) return { accounts: replaced.map(({ account }) => account), trunks: [] };
  const added = await rows<{ account: string }>(
    db,
    `select distinct r.account from rating r
     where r.key_day = any ($6::date[]) and r.account = any ($5::text[])
       and r.rated_at >= $3::timestamptz and r.rated_at < $4::timestamptz and ${late("r")}`,
    [...values, scope.accounts, days],
  );
  const accounts = new Set([...replaced, ...added].map(({ account }) => account));
  return { accounts: [...accounts], trunks: await lateTrunks(db, [...values, days]) };
}

/** Where a person decided late for another record, the trunks that the call was on before. */
const DECIDED_AWAY = `
  select distinct c.source, trunk.name from call_completion n
  join lateral (
    select source, trunk_in, trunk_out from call c where c.call_key = n.call_key and c.key_day = n.key_day
    union all
    select source, trunk_in, trunk_out from call_completion c
    where c.call_key = n.call_key and c.key_day = n.key_day and c.ordinal < n.ordinal
  ) c on true
  cross join lateral (values (c.trunk_in), (c.trunk_out)) as trunk (name)
  where n.decided_by is not null and n.key_day = any ($5::date[]) and trunk.name is not null and ${late("n")}`;

/**
 * Trunks of late calls that reach into the period: those of the days after it are near, and none of its business. A completion
 * changes when its call was released, and so counts wherever its estimate may have reached.
 */
async function lateTrunks(db: Database, values: readonly unknown[]): Promise<readonly TrunkName[]> {
  const of = (table: string, reaches: string): string => `
    select distinct c.source, trunk.name from ${table} c
    cross join lateral (values (c.trunk_in), (c.trunk_out)) as trunk (name)
    where c.key_day = any ($5::date[]) and trunk.name is not null and ${late("c")}
      and c.started_at < $4::timestamptz ${reaches}`;
  const calls = of("call", "and coalesce(c.released_at, c.started_at) >= $3::timestamptz");
  const completions = of("call_completion", "");
  return rows<TrunkName>(db, `${calls} union ${completions} union ${DECIDED_AWAY} order by 1, 2`, values);
}
