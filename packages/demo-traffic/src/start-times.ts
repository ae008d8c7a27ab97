import {
  addDays,
  type CivilDate,
  daysBetween,
  fromLocal,
  type Instant,
  type Period,
} from "@tollwright/calendar";
import type { Random } from "./random.ts";
import type { TrunkLine } from "./trunk-line.ts";

const MILLISECONDS_PER_HOUR = 3_600_000;
const BURST_MILLISECONDS = 420_000;

/** Moments at which calls of a line begin, in order: weeks and days by the profile, and its bursts. */
export function startTimes(given: {
  readonly line: TrunkLine;
  readonly period: Period;
  readonly count: number;
  readonly random: Random;
}): readonly Instant[] {
  const { line, period, count, random } = given;
  const { bursts, burstCalls } = line.profile;
  const draw = slotDrawer(line, period, random);
  const burstTotal = Math.min(bursts * burstCalls, Math.floor(count / 4));
  const burstStarts = Array.from({ length: bursts }, () => draw(BUSY_HOUR_WEIGHT));
  const times = Array.from({ length: count }, (_, index) => {
    const burst = index < burstTotal ? burstStarts[index % bursts] : undefined;
    if (burst !== undefined) return burst + random.below(BURST_MILLISECONDS);
    return draw(0) + random.below(MILLISECONDS_PER_HOUR);
  });
  return times.sort((left, right) => left - right).map((local) => instantOf(local, line.zone));
}

/** Hours at least this busy, of 116 at most, are those in which a burst begins. */
const BUSY_HOUR_WEIGHT = 80;

/** Draws the start of an hour of the month (wall clock as if it were UTC), by its weight. */
function slotDrawer(line: TrunkLine, period: Period, random: Random): (leastHourWeight: number) => number {
  const days = Array.from({ length: daysBetween(period.from, period.until) }, (_, day) => {
    const date = addDays(period.from, day);
    // No two Mondays are alike: each day is a fifth busier or quieter than its kind.
    return [date, (line.profile.weekdays[weekdayOf(date)] ?? 0) * random.between(80, 120)] as const;
  });
  const hours = line.profile.hours.map((weight, hour) => [hour, weight] as const);
  return (leastHourWeight) => {
    const date = random.weighted(days);
    const hour = random.weighted(hours.map(([at, weight]) => [at, weight < leastHourWeight ? 0 : weight]));
    return Date.parse(`${date}T00:00:00Z`) + hour * MILLISECONDS_PER_HOUR;
  };
}

/** Sunday is 0. */
function weekdayOf(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The first instant that a wall clock shows this reading, or where it is skipped the next there is. */
export function instantOf(localMilliseconds: number, zone: string): Instant {
  const reading = fromLocal(localMilliseconds, zone);
  return reading.kind === "never" ? reading.after : reading.first;
}
