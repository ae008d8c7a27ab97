import assert from "node:assert";
import { fromZonedTime } from "date-fns-tz/fromZonedTime"; // the one file in the repository that may import it
import { CivilDate, fromDayNumber } from "./civil-date.ts";

/** A point in time: whole milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly brand: "Instant" };

const MILLISECONDS_PER_DAY = 86_400_000;
const ISO_INSTANT =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

export function instant(epochMilliseconds: number): Instant {
  assert(Number.isSafeInteger(epochMilliseconds), `not an instant: ${epochMilliseconds}`);
  return epochMilliseconds as Instant;
}

/**
 * ISO 8601 with a zone; null for anything else, and for a day that no calendar has. Digits beyond the millisecond are dropped.
 *
 * @example `2026-04-07T09:03:10-05:00` is 14:03:10 UTC; `2026-02-30T00:00Z` is null, where `Date.parse` makes 2 March of it.
 */
export function parseInstant(text: string): Instant | null {
  const day = ISO_INSTANT.exec(text)?.[1];
  if (day === undefined || !CivilDate.safeParse(day).success) return null;
  return instant(Date.parse(text));
}

/** @example `2026-04-07T14:03:10.000Z` */
export function instantText(value: Instant): string {
  return new Date(value).toISOString();
}

/** True for a name of the IANA time zone database that this runtime knows. */
export function isZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  const isName = /^(UTC|[A-Za-z_]+\/[A-Za-z_/+-]+\d*)$/.test(name);
  if (isName) knownZones.add(name);
  return isName;
}

/** The runtime takes 50 µs to say whether it knows a zone, and few are asked for, again and again. */
const knownZones = new Set<string>();

/** Milliseconds that clocks in the zone are ahead of UTC at that instant. */
export function zoneOffset(value: Instant, zone: string): number {
  return offsets(zone).at(value);
}

/** The day that a calendar on the wall in that zone shows. */
export function civilDateIn(value: Instant, zone: string): CivilDate {
  return offsets(zone).dayAt(value);
}

/** What clocks on the wall in that zone show, `2026-04-07 09:03:10`. */
export function localText(value: Instant, zone: string): string {
  return new Date(value + zoneOffset(value, zone)).toISOString().slice(0, 19).replace("T", " ");
}

/** The first instant of a day in a zone (on the rare night that midnight is skipped, the first there is). */
export function startOfDay(date: CivilDate, zone: string): Instant {
  const key = `${date} ${zone}`;
  const known = dayStarts.get(key);
  if (known !== undefined) return known;
  const found = firstInstant(date, zone);
  if (dayStarts.size >= MOST_DAY_STARTS) dayStarts.clear();
  dayStarts.set(key, found);
  return found;
}

/** The library takes 20 µs, and thousands of accounts have few zones and bill days. */
const dayStarts = new Map<string, Instant>();
const MOST_DAY_STARTS = 10_000;

function firstInstant(date: CivilDate, zone: string): Instant {
  assert(isZone(zone), `not a zone: ${zone}`);
  const midnight = fromZonedTime(`${date}T00:00:00`, zone).getTime() as Instant;
  if (civilDateIn(midnight, zone) === date) return midnight;
  // Where midnight is skipped the library answers with an instant of the day before.
  const reading = fromLocal(Date.parse(`${date}T00:00:00Z`), zone);
  return reading.kind === "never" ? reading.after : reading.first;
}

/** A wall-clock reading can name one instant, two (the hour that is repeated in autumn) or none (the skipped one). */
export type LocalReading =
  | { readonly kind: "once"; readonly first: Instant }
  | { readonly kind: "twice"; readonly first: Instant; readonly second: Instant }
  | { readonly kind: "never"; readonly after: Instant };

/**
 * The instant of a wall-clock reading.
 *
 * @param localMilliseconds The reading as if it were UTC: `Date.UTC(2026, 10, 1, 1, 30)` for 01:30 on 1 November.
 */
export function fromLocal(localMilliseconds: number, zone: string): LocalReading {
  const table = offsets(zone);
  const before = table.at((localMilliseconds - MILLISECONDS_PER_DAY) as Instant);
  const after = table.at((localMilliseconds + MILLISECONDS_PER_DAY) as Instant);
  const candidates = [...new Set([before, after])]
    .map((offset) => (localMilliseconds - offset) as Instant)
    .filter((candidate) => candidate + table.at(candidate) === localMilliseconds)
    .sort((left, right) => left - right);
  const [first, second] = candidates;
  if (first === undefined) return { kind: "never", after: (localMilliseconds - before) as Instant };
  return second === undefined ? { kind: "once", first } : { kind: "twice", first, second };
}

type OffsetTable = {
  readonly at: (value: Instant) => number;
  readonly dayAt: (value: Instant) => CivilDate;
};

const tables = new Map<string, OffsetTable>();

/** Asking the runtime costs ten microseconds, so what it said is remembered. */
function offsets(zone: string): OffsetTable {
  const known = tables.get(zone);
  if (known !== undefined) return known;
  assert(isZone(zone), `not a zone: ${zone}`);
  const at = zone === "UTC" ? () => 0 : rememberedOffsets(zone);
  const table = { at, dayAt: lastDayKept(at) };
  tables.set(zone, table);
  return table;
}

/** Every change of offset since 1973 fell on a quarter of an hour of UTC. */
const QUARTER_MILLISECONDS = 900_000;
/** Changes lie weeks apart, so hours that begin and end with one offset have no other: few need their quarters looked up. */
const STRETCH_MILLISECONDS = 21_600_000;

/** Offsets are whole minutes, so no day begins inside of one. */
const MINUTE_MILLISECONDS = 60_000;

/** A call is asked for its day several times, and the next one is of the same minute or of one near. */
function lastDayKept(offsetAt: OffsetTable["at"]): OffsetTable["dayAt"] {
  let lastMinute = Number.NaN;
  let lastDay = fromDayNumber(0);
  return (value) => {
    const minute = Math.floor(value / MINUTE_MILLISECONDS);
    if (minute === lastMinute) return lastDay;
    lastDay = fromDayNumber(Math.floor((value + offsetAt(value)) / MILLISECONDS_PER_DAY));
    lastMinute = minute;
    return lastDay;
  };
}

function rememberedOffsets(zone: string): OffsetTable["at"] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const quarters = remembered(QUARTER_MILLISECONDS, (start) => lookUp(start, format));
  const stretches = remembered(STRETCH_MILLISECONDS, (start) => {
    const offset = quarters(start);
    return offset === quarters(start + STRETCH_MILLISECONDS) ? offset : null;
  });
  return (value) => stretches(value) ?? quarters(value);
}

/** More than a year has: dates of a damaged file can lie anywhere, and memory stays flat. */
const SLOTS_REMEMBERED = 40_000;

function remembered<Found>(
  slotMilliseconds: number,
  find: (start: number) => Found,
): (value: number) => Found {
  const bySlot = new Map<number, Found>();
  return (value) => {
    const slot = Math.floor(value / slotMilliseconds);
    const known = bySlot.get(slot);
    if (known !== undefined) return known;
    const found = find(slot * slotMilliseconds);
    if (bySlot.size >= SLOTS_REMEMBERED) bySlot.clear();
    bySlot.set(slot, found);
    return found;
  };
}

/** The runtime's own zone data: a format that is kept answers faster than the library, and the tests hold one against the other. */
function lookUp(epochMilliseconds: number, format: Intl.DateTimeFormat): number {
  const shown = format.formatToParts(epochMilliseconds).find(({ type }) => type === "timeZoneName")?.value;
  if (shown === "GMT") return 0;
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(shown ?? "") ?? [];
  assert(hours !== undefined && minutes !== undefined, `not an offset in whole minutes: ${shown}`);
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
}
