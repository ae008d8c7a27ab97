import {
  addDays,
  type CivilDate,
  daysBetween,
  fromLocal,
  type Instant,
  type Period,
} from "@tollwright/calendar";
import type { Random, Weighted } from "./random.ts";
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
  const days = dayWeights(line, period, random);
  const hours = line.profile.hours.map((weight, hour): Weighted<number> => [hour, weight]);
  const busyHours = hours.filter(([, weight]) => weight >= BUSY_HOUR_WEIGHT);
  const hourStart = (among: readonly Weighted<number>[]): number =>
    random.weighted(days) + random.weighted(among) * MILLISECONDS_PER_HOUR;

  const burstStarts = Array.from({ length: bursts }, () => hourStart(busyHours));
  // A small month has fewer calls than its bursts would take: three in four stay ordinary.
  const inBursts = Math.min(bursts * burstCalls, Math.floor(count / 4));
  const times = Array.from({ length: count }, (_, index) => {
    const burst = index < inBursts ? burstStarts[index % bursts] : undefined;
    if (burst !== undefined) return burst + random.below(BURST_MILLISECONDS);
    return hourStart(hours) + random.below(MILLISECONDS_PER_HOUR);
  });
  return times.sort((left, right) => left - right).map((local) => instantOf(local, line.zone));
}

/** Hours at least this busy, of 116 at most, are those in which a burst begins. */
const BUSY_HOUR_WEIGHT = 80;

/** Midnights of the month, wall clock as if it were UTC. No two Mondays are alike: each day is up to a fifth off its kind. */
function dayWeights(line: TrunkLine, period: Period, random: Random): readonly Weighted<number>[] {
  return Array.from({ length: daysBetween(period.from, period.until) }, (_, day) => {
    const date = addDays(period.from, day);
    const weight = (line.profile.weekdays[weekdayOf(date)] ?? 0) * random.between(80, 120);
    return [Date.parse(`${date}T00:00:00Z`), weight];
  });
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
