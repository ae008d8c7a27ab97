import {
  type AlertUsage,
  alertLevel,
  alertUsage,
  type CompiledAlertRule,
  type PricedCall,
} from "@tollwright/alerts";
import type { Instant } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import { ALERT_COLUMNS, type AlertRow, alertFromRow, type RaisedAlert } from "./alert-row.ts";

/**
 * Adds newly stored calls to the sums of the hour, in the transaction that stores them, and raises what reached its
 * threshold: counted exactly once, like the calls. It comes last, for two engines that store calls of one account wait
 * for each other from here to the commit.
 *
 * @returns The alerts that were not raised before.
 */
export async function countForAlerts(
  transaction: Transaction,
  options: {
    readonly rules: readonly CompiledAlertRule[];
    readonly priced: readonly PricedCall[];
    readonly batch: bigint;
    readonly at: Instant;
  },
): Promise<readonly RaisedAlert[]> {
  if (options.rules.length === 0) return [];
  const usage = alertUsage(options.rules, options.priced);
  if (usage.length === 0) return [];
  const sums = await addedUp(transaction, usage);
  const rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  const reached = sums.flatMap((sum) => {
    const rule = rules.get(sum.rule);
    const level = rule === undefined ? null : alertLevel(rule, sum);
    return rule === undefined || level === null ? [] : [{ rule, sum, ...level }];
  });
  return raise(transaction, { ...options, reached });
}

type UsageRow = {
  readonly rule: string;
  readonly account: string;
  readonly hour: Instant;
  readonly calls: bigint;
  readonly milliseconds: bigint;
  readonly charge: string;
  readonly busy_from: number[];
  readonly busy_until: number[];
};

/** In the same order for everybody, row after row: nobody waits for another in a ring. */
async function addedUp(
  transaction: Transaction,
  usage: readonly AlertUsage[],
): Promise<readonly AlertUsage[]> {
  const column = <T>(of: (one: AlertUsage) => T): readonly T[] => usage.map(of);
  const sums = await rows<UsageRow>(transaction, ADD, [
    column(({ rule }) => rule),
    column(({ account }) => account),
    column(({ hour }) => new Date(hour)),
    column(({ calls }) => calls),
    column(({ milliseconds }) => milliseconds),
    column(({ charge }) => charge),
    column(({ busyFrom }) => arrayText(busyFrom)),
    column(({ busyUntil }) => arrayText(busyUntil)),
  ]);
  return sums.map(({ busy_from: busyFrom, busy_until: busyUntil, ...sum }) => ({
    ...sum,
    calls: Number(sum.calls),
    milliseconds: Number(sum.milliseconds),
    busyFrom,
    busyUntil,
  }));
}

/** Arrays of several lengths cannot be elements of one. */
function arrayText(numbers: readonly number[]): string {
  return `{${numbers.join(",")}}`;
}

const ADD = `
  insert into alert_usage as u (rule, account, hour, calls, milliseconds, charge, busy_from, busy_until)
  select rule, account, hour, calls, milliseconds, charge, busy_from::integer[], busy_until::integer[]
  from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::numeric[], $7::text[], $8::text[])
    with ordinality as w (rule, account, hour, calls, milliseconds, charge, busy_from, busy_until, ordinal)
  order by ordinal
  on conflict (rule, account, hour) do update set
    calls = u.calls + excluded.calls, milliseconds = u.milliseconds + excluded.milliseconds,
    charge = u.charge + excluded.charge,
    busy_from = u.busy_from || excluded.busy_from, busy_until = u.busy_until || excluded.busy_until
  returning *`;

type Reached = {
  readonly rule: CompiledAlertRule;
  readonly sum: AlertUsage;
  readonly level: number;
  readonly value: string;
};

async function raise(
  transaction: Transaction,
  {
    reached,
    batch,
    at,
  }: { readonly reached: readonly Reached[]; readonly batch: bigint; readonly at: Instant },
): Promise<readonly RaisedAlert[]> {
  if (reached.length === 0) return [];
  const column = <T>(of: (one: Reached) => T): readonly T[] => reached.map(of);
  const raised = await rows<AlertRow>(
    transaction,
    `insert into alert (rule, description, account, hour, measure, threshold, level, value, raised_at, batch)
     select *, $9::timestamptz, $10::bigint
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::numeric[], $7::integer[], $8::numeric[])
     on conflict (rule, account, hour, level) do nothing
     returning ${ALERT_COLUMNS}`,
    [
      column(({ rule }) => rule.id),
      column(({ rule }) => rule.description),
      column(({ sum }) => sum.account),
      column(({ sum }) => new Date(sum.hour)),
      column(({ rule }) => rule.measure),
      column(({ rule }) => rule.threshold),
      column(({ level }) => level),
      column(({ value }) => value),
      new Date(at),
      batch,
    ],
  );
  return raised.map(alertFromRow);
}
