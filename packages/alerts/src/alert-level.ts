import { channelPeak } from "@tollwright/billing";
import type { Instant } from "@tollwright/calendar";
import { compare, divide, exact, multiply, toText, whole } from "@tollwright/money";
import type { AlertRule } from "@tollwright/rate-card";
import type { AlertUsage } from "./alert-usage.ts";

/** How far beyond its threshold: 0 reached it, 1 is twice, 2 four times as much … */
export type AlertLevel = { readonly level: number; readonly value: string };

const HOUR_MILLISECONDS = 3_600_000;
const MILLISECONDS_PER_MINUTE = 60_000;
/** Beyond a thousand times the threshold nobody needs to be told again. */
const HIGHEST_LEVEL = 10;

/** What a rule measures of an hour's sums, as decimal text. @example 90,000 ms measure 1.5 minutes. */
export function measuredValue(rule: Pick<AlertRule, "measure">, usage: AlertUsage): string {
  switch (rule.measure) {
    case "minutes":
      return toText(divide(whole(usage.milliseconds), whole(MILLISECONDS_PER_MINUTE)));
    case "charge":
      return usage.charge;
    case "calls":
      return `${usage.calls}`;
    case "concurrentCalls":
      return `${peakOf(usage)}`;
  }
}

/**
 * The level that an hour's sums have reached, or null below the threshold.
 *
 * @example threshold 100: 99.99 is none, 100 level 0, 199 level 0, 200 level 1, 400 level 2.
 */
export function alertLevel(
  rule: Pick<AlertRule, "measure" | "threshold">,
  usage: AlertUsage,
): AlertLevel | null {
  const value = measuredValue(rule, usage);
  const measured = exact(value);
  let reach = exact(rule.threshold);
  if (compare(measured, reach) < 0) return null;
  for (let level = 0; ; level += 1) {
    reach = multiply(reach, whole(2));
    if (level === HIGHEST_LEVEL || compare(measured, reach) < 0) return { level, value };
  }
}

function peakOf({ busyFrom, busyUntil }: AlertUsage): number {
  const intervals = busyFrom.map((from, index) => ({
    from: from * 1000,
    until: (busyUntil[index] ?? 0) * 1000,
  }));
  return channelPeak({ intervals, from: 0 as Instant, until: HOUR_MILLISECONDS as Instant }).measured;
}
