import type { Instant } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call } from "@tollwright/cdr";
import { isVendorSide, type Rating } from "@tollwright/rating";
import type { CompiledAlertRule } from "./alert-rules.ts";
import { addCharge, type ChargeSum, chargeText, emptyCharge } from "./charge-sum.ts";

export type PricedCall = { readonly call: Call; readonly ratings: readonly Rating[] };

/** What calls add to one rule's sums of one account and hour. Sums of sums are the same in any order. */
export type AlertUsage = {
  readonly rule: string;
  readonly account: string;
  /** First instant of the hour, in UTC: that of the call's answer, or start where unanswered. */
  readonly hour: Instant;
  readonly calls: number;
  readonly milliseconds: number;
  /** At list price; decimal text. */
  readonly charge: string;
  /** For `concurrentCalls`: seconds of the hour from which and until which a channel was taken; else empty. */
  readonly busyFrom: readonly number[];
  readonly busyUntil: readonly number[];
};

const HOUR_SECONDS = 3_600;
const HOUR_MILLISECONDS = HOUR_SECONDS * 1000;

/**
 * Sums of newly stored calls by rule, account and hour, in order of these. A call of two accounts counts for both.
 *
 * @example a rule of minutes, two calls of 90 s of one account at 14:05Z and 14:50Z: one sum, hour 14:00Z, 180,000 ms.
 */
export function alertUsage(
  rules: readonly CompiledAlertRule[],
  priced: readonly PricedCall[],
): readonly AlertUsage[] {
  const ofRules = rules.map((rule): RuleSums => ({ rule, byAccount: new Map() }));
  for (const { call, ratings } of priced)
    for (const rating of ratings) {
      if (isVendorSide(rating.side)) continue;
      for (const sums of ofRules) if (watches(sums.rule, call, rating)) count(sums, call, rating);
    }
  return ofRules
    .flatMap(usagesOf)
    .map((usage) => [`${usage.rule}\u001f${usage.account}\u001f${usage.hour}`, usage] as const)
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([, usage]) => usage);
}

function watches(rule: CompiledAlertRule, call: Call, rating: Rating): boolean {
  if (rule.watched !== null && !rule.watched.has(rating.account)) return false;
  if (rule.count === "answered" && !call.answered) return false;
  const { destinations } = rule;
  if (destinations === undefined) return true;
  const classes: readonly string[] = destinations.classes ?? [];
  return (
    classes.includes(rating.callClass) ||
    (destinations.prefixes?.some((prefix) => rating.toE164?.startsWith(prefix)) ?? false)
  );
}

/** Sums that are being made: a batch has thousands of calls and few of these, so they are added to in place. */
type RuleSums = {
  readonly rule: CompiledAlertRule;
  /** By account, then by hours since 1970: small whole numbers are found faster than instants. */
  readonly byAccount: Map<string, Map<number, HourSum>>;
};

type HourSum = {
  calls: number;
  milliseconds: number;
  readonly charge: ChargeSum;
  /** As it was written: the sum of one call is its charge to the digit. */
  readonly firstCharge: string;
  readonly busyFrom: number[];
  readonly busyUntil: number[];
};

function count(sums: RuleSums, call: Call, rating: Rating): void {
  if (sums.rule.measure === "concurrentCalls") {
    countBusy(sums, call, rating.account);
    return;
  }
  const sum = sumAt(sums, rating.account, hourOf(rating.ratedAt), rating.charge);
  sum.calls += 1;
  sum.milliseconds += call.billableMilliseconds;
  addCharge(sum.charge, rating.charge);
}

/** A call that lasts over the hour takes its channel in each of them. */
function countBusy(sums: RuleSums, call: Call, account: string): void {
  const from = Math.floor(call.startedAt / 1000);
  const until = Math.floor((call.releasedAt ?? call.startedAt) / 1000);
  for (let hour = hourOf(call.startedAt); hour * HOUR_SECONDS < until; hour += 1) {
    const begin = hour * HOUR_SECONDS;
    const sum = sumAt(sums, account, hour, "0");
    sum.calls += 1;
    sum.busyFrom.push(Math.max(from - begin, 0));
    sum.busyUntil.push(Math.min(until - begin, HOUR_SECONDS));
  }
}

function hourOf(at: Instant): number {
  return Math.floor(at / HOUR_MILLISECONDS);
}

function sumAt({ byAccount }: RuleSums, account: string, hour: number, firstCharge: string): HourSum {
  let byHour = byAccount.get(account);
  if (byHour === undefined) {
    byHour = new Map();
    byAccount.set(account, byHour);
  }
  let sum = byHour.get(hour);
  if (sum === undefined) {
    sum = { calls: 0, milliseconds: 0, charge: emptyCharge(), firstCharge, busyFrom: [], busyUntil: [] };
    byHour.set(hour, sum);
  }
  return sum;
}

function usagesOf({ rule, byAccount }: RuleSums): readonly AlertUsage[] {
  return [...byAccount].flatMap(([account, byHour]) =>
    [...byHour].map(([hour, { charge, firstCharge, ...sum }]) => ({
      rule: rule.id,
      account,
      hour: (hour * HOUR_MILLISECONDS) as Instant,
      ...sum,
      charge: sum.calls === 1 ? firstCharge : chargeText(charge),
    })),
  );
}
