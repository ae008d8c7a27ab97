import { z } from "zod";
import { When } from "./plan/tariff-when.ts";
import { type PeriodClock, periodClock } from "./tariff/period-clock.ts";

/**
 * The times at which the off-peak prices of a deck hold, in the deck's zone unless one names another. Peak is all else.
 *
 * @example `when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }, { untilTime: "07:00" }]`: nights, Saturdays and Sundays.
 */
export const OffPeak = z.strictObject({ when: z.array(When).min(1).max(50) });
export type OffPeak = z.infer<typeof OffPeak>;

/** Whether an answer falls into the off-peak times. */
export function offPeakClock(
  offPeak: OffPeak,
  zone: string,
): (at: Parameters<PeriodClock["at"]>[0]) => boolean {
  const slots = [{ rate: "0" }];
  const times = offPeak.when.map((when) => ({ when, weight: 1, slots }));
  const peak = times.length;
  const clock = periodClock({ zone, periods: [...times, { slots }] });
  return (at) => clock.at(at) !== peak;
}
