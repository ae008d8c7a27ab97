import { orderedUsage, type PoolStatement, sumUsage, type UsageLine, usageCalls } from "@tollwright/billing";
import { type Instant, type Period, startOfDay } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { PricePlan } from "@tollwright/rate-card";
import type { Rating } from "@tollwright/rating";

/** The expected calls of one line of a quote: how many, and what the nth of them bills. */
export type ExpectedRun = {
  readonly line: UsageLine & { readonly callClass: Rating["callClass"] };
  /** Digits of the far end, or its prefix; null where none is assumed. */
  readonly farEnd: string | null;
  readonly callAt: (index: number) => { readonly billedSeconds: number; readonly charge: string };
};

/**
 * The usage of a quote under the plan's pools and tiers: every line's calls are spread evenly over the month, and go through
 * the allocation of real calls in that order.
 *
 * What pools and tiers make of minutes follows the minutes: where one price holds for all calls of a pool, the quote is as
 * near to an invoice as without it. Where several do, each minute of the pool that other calls than assumed draw moves the
 * bill by the difference of the two prices. A volume tier whose boundary lies between the expected and the real total moves
 * all of it to the other price.
 *
 * @example 1,200 minutes at 0.03, of which 1,000 are included: 200 × 0.03 = 6.00.
 */
export function spreadUsage(input: {
  readonly account: Account;
  readonly plan: PricePlan;
  readonly period: Period;
  readonly runs: readonly ExpectedRun[];
}): { readonly lines: readonly UsageLine[]; readonly pools: readonly PoolStatement[] } {
  const { account, plan, period, runs } = input;
  const ordered = orderedUsage({ account, plans: [plan], period });
  if (ordered === null) return { lines: runs.map(({ line }) => line), pools: [] };
  const calls = () => callsInOrder({ account, runs, at: startOfDay(period.from, account.zone) });
  const counting = ordered.start([], null);
  if (ordered.needsTotals) for (const call of calls()) counting.allocate(call);
  const allocation = ordered.start([], ordered.needsTotals ? counting.close().totals : null);
  const sums = sumUsage(account.id);
  for (const call of calls()) sums.add(call, allocation.allocate(call));
  return { lines: sums.lines(), pools: allocation.close().pools };
}

/** The nth of `calls` calls lies at (n + ½) / calls of the month; at one moment the line that is quoted first goes first. */
function* callsInOrder({
  account,
  runs,
  at,
}: {
  readonly account: Account;
  readonly runs: readonly ExpectedRun[];
  readonly at: Instant;
}) {
  const toCall = usageCalls(account);
  const waiting = runs.filter(({ line }) => line.calls > 0).map((run) => ({ run, next: 0 }));
  for (;;) {
    const first = earliest(waiting);
    if (first === undefined) return;
    yield toCall({ ...ratedCall(account, first.run, first.next), ratedAt: at });
    first.next += 1;
  }
}

type Waiting = { readonly run: ExpectedRun; next: number };

function earliest(waiting: readonly Waiting[]): Waiting | undefined {
  let found: Waiting | undefined;
  for (const one of waiting) {
    if (one.next === one.run.line.calls) continue;
    if (found === undefined || moment(one) < moment(found)) found = one;
  }
  return found;
}

function moment({ run, next }: Waiting): number {
  return (2 * next + 1) / run.line.calls;
}

function ratedCall(account: Account, { line, farEnd, callAt }: ExpectedRun, index: number) {
  const { location, plan, product, callClass, side } = line;
  const name = account.trunkGroups.find((group) => group.location === location)?.names[0];
  return {
    ...{ location, plan, product, callClass, side },
    ...callAt(index),
    fromE164: farEnd,
    toE164: farEnd,
    trunks: name === undefined ? null : { source: name.source, in: name.name, out: name.name },
  };
}
