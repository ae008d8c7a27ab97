import { type CivilDate, type Instant, startOfDay } from "@tollwright/calendar";

/** Thousands of accounts have few zones and bill days, and arithmetic of zones is slow. */
const known = new Map<string, Instant>();
const MOST_KNOWN = 10_000;

/** The first instant of a day in a zone. */
export function dayStart(day: CivilDate, zone: string): Instant {
  const key = `${day} ${zone}`;
  const found = known.get(key) ?? startOfDay(day, zone);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}
