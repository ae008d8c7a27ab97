import type { Instant } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call } from "@tollwright/cdr";
import { add, exact, toText } from "@tollwright/money";
import type { Rating } from "@tollwright/rating";
import type { CompiledAlertRule } from "./alert-rules.ts";

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
  const sums = new Map<string, AlertUsage>();
  for (const { call, ratings } of priced)
    for (const rating of ratings)
      for (const rule of rules)
        if (watches(rule, call, rating)) for (const usage of usageOf(rule, call, rating)) addTo(sums, usage);
  return [...sums].sort(([left], [right]) => byCodeUnit(left, right)).map(([, usage]) => usage);
}

function watches(rule: CompiledAlertRule, call: Call, rating: Rating): boolean {
  if (rule.watched !== null && !rule.watched.has(rating.account)) return false;
  if (rule.count === "answered" && !call.answered) return false;
  const { destinations } = rule;
  if (destinations === undefined) return true;
  const isOfClass = destinations.classes?.some((name) => name === rating.callClass) ?? false;
  return isOfClass || (destinations.prefixes?.some((prefix) => rating.toE164?.startsWith(prefix)) ?? false);
}

function usageOf(rule: CompiledAlertRule, call: Call, rating: Rating): readonly AlertUsage[] {
  const facts = { rule: rule.id, account: rating.account };
  if (rule.measure === "concurrentCalls") return busyHours(call).map((busy) => ({ ...facts, ...busy }));
  const { billableMilliseconds: milliseconds } = call;
  const hour = hourOf(rating.ratedAt);
  return [{ ...facts, hour, calls: 1, milliseconds, charge: rating.charge, busyFrom: [], busyUntil: [] }];
}

function hourOf(at: number): Instant {
  return (Math.floor(at / HOUR_MILLISECONDS) * HOUR_MILLISECONDS) as Instant;
}

/** A call that lasts over the hour takes its channel in each of them. */
function busyHours(call: Call): readonly Omit<AlertUsage, "rule" | "account">[] {
  const from = Math.floor(call.startedAt / 1000);
  const until = Math.floor((call.releasedAt ?? call.startedAt) / 1000);
  const hours: Omit<AlertUsage, "rule" | "account">[] = [];
  for (let hour = hourOf(call.startedAt); hour / 1000 < until; hour = (hour + HOUR_MILLISECONDS) as Instant) {
    const begin = hour / 1000;
    hours.push({
      hour,
      calls: 1,
      milliseconds: 0,
      charge: "0",
      busyFrom: [Math.max(from - begin, 0)],
      busyUntil: [Math.min(until - begin, HOUR_SECONDS)],
    });
  }
  return hours;
}

function addTo(sums: Map<string, AlertUsage>, usage: AlertUsage): void {
  const key = `${usage.rule}\u001f${usage.account}\u001f${usage.hour}`;
  const sum = sums.get(key);
  if (sum === undefined) {
    sums.set(key, usage);
    return;
  }
  sums.set(key, {
    ...sum,
    calls: sum.calls + usage.calls,
    milliseconds: sum.milliseconds + usage.milliseconds,
    charge: toText(add(exact(sum.charge), exact(usage.charge))),
    busyFrom: [...sum.busyFrom, ...usage.busyFrom],
    busyUntil: [...sum.busyUntil, ...usage.busyUntil],
  });
}
