import { fromLocal, type Instant } from "@tollwright/calendar";

/** Wall-clock readings of one call, as if they were UTC, in milliseconds; null where the switch wrote none. */
export type LocalTimes = {
  readonly start: number;
  readonly answer: number | null;
  readonly end: number | null;
  /** What the record says of itself, in milliseconds; null where it does not say how long the whole took. */
  readonly duration: number | null;
  readonly billable: number;
};

export type CallTimes = {
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly releasedAt: Instant | null;
};

/**
 * Instants of a call from a switch that writes local time without a zone.
 *
 * In the hour that autumn repeats a reading names two instants: the pair is taken whose distance is nearest to the
 * record's own duration, and the earlier one where both fit alike. Without a duration the start is the one
 * nearest to what follows it. In the hour that spring skips a reading names none.
 *
 * @example America/New_York, 2026-11-01: start 01:50:00, end 01:05:00, duration 900 s: 05:50Z until 06:05Z.
 * @returns null where a reading names no instant, or lies before 1971.
 */
export function localTimes(zone: string): (times: LocalTimes) => CallTimes | null {
  const offsetAt = plainOffsets(zone);
  return (times) => {
    const { start, answer, end } = times;
    if (start < FIRST_READING || (answer ?? start) < FIRST_READING || (end ?? start) < FIRST_READING)
      return null;
    const [forStart, forAnswer, forEnd] = [
      offsetAt(start),
      offsetAt(answer ?? start),
      offsetAt(end ?? start),
    ];
    if (forStart === null || forAnswer === null || forEnd === null) return ambiguousTimes(times, zone);
    return {
      startedAt: (start - forStart) as Instant,
      answeredAt: answer === null ? null : ((answer - forAnswer) as Instant),
      releasedAt: end === null ? null : ((end - forEnd) as Instant),
    };
  };
}

/** Whether a reading names two instants, for records whose seconds are told by nothing else. */
export function namedTwice(zone: string): (local: number) => boolean {
  const offsetAt = plainOffsets(zone);
  return (local) => offsetAt(local) === null && instantsOf(local, zone).length === 2;
}

/**
 * The offset of all readings from one to the other, where clocks in the zone ran evenly between them, so that they are in the order of
 * their instants. Told for readings of one day, of most days; else null.
 *
 * @example America/New_York, 2026-04-07 10:03:00 until 10:04:22: −4 hours. The same on 2026-11-01, when an hour is repeated: null.
 */
export function evenOffset(zone: string): (from: number, until: number) => number | null {
  const offsetAt = plainOffsets(zone);
  const uneven = new Set<number>();
  const offsetOf = (day: number): number | null => {
    if (day < FIRST_READING || uneven.has(day)) return null;
    const offset = offsetAt(day);
    for (let slot = day; slot < day + DAY_MILLISECONDS; slot += SLOT_MILLISECONDS)
      if (offset === null || offsetAt(slot) !== offset) {
        if (uneven.size < SLOTS_REMEMBERED) uneven.add(day);
        return null;
      }
    return offset;
  };
  let lastDay = Number.NaN;
  let lastOffset: number | null = null;
  return (from, until) => {
    if (!(from >= lastDay && from < lastDay + DAY_MILLISECONDS)) {
      lastDay = Math.floor(from / DAY_MILLISECONDS) * DAY_MILLISECONDS;
      lastOffset = offsetOf(lastDay);
    }
    return from <= until && until < lastDay + DAY_MILLISECONDS ? lastOffset : null;
  };
}

const DAY_MILLISECONDS = 86_400_000;
/** Every change of offset falls on a quarter of an hour, so all readings inside one share their answer. */
const SLOT_MILLISECONDS = 900_000;
/** More than a year has. */
const SLOTS_REMEMBERED = 40_000;

type PlainOffsets = (local: number) => number | null;

const offsetsByZone = new Map<string, PlainOffsets>();

/** One for all readers of a process: files of one call are common, and a month has some 3,000 slots. */
function plainOffsets(zone: string): PlainOffsets {
  const known = offsetsByZone.get(zone);
  if (known !== undefined) return known;
  const offsets = rememberedOffsets(zone);
  offsetsByZone.set(zone, offsets);
  return offsets;
}

/**
 * The offset of a reading that names exactly one instant, else null. Remembered by slot, and the last one apart: it is asked
 * thrice a call, and calls come in order of time.
 */
function rememberedOffsets(zone: string): PlainOffsets {
  const bySlot = new Map<number, number | null>();
  let last = { slot: Number.NaN, offset: null as number | null };
  return (local) => {
    const slot = Math.floor(local / SLOT_MILLISECONDS);
    if (slot === last.slot) return last.offset;
    const known = bySlot.get(slot);
    const offset = known === undefined ? offsetIn(slot, zone) : known;
    if (known === undefined) {
      // Dates of a damaged file can lie anywhere.
      if (bySlot.size >= SLOTS_REMEMBERED) bySlot.clear();
      bySlot.set(slot, offset);
    }
    last = { slot, offset };
    return offset;
  };
}

/** 1971: an earlier year is damaged, and before standard time a zone has no offset in whole minutes. */
const FIRST_READING = 31_536_000_000;

function offsetIn(slot: number, zone: string): number | null {
  const slotStart = slot * SLOT_MILLISECONDS;
  const reading = fromLocal(slotStart, zone);
  return reading.kind === "once" ? slotStart - reading.first : null;
}

/** Of all instants that the readings may name those that fit best what the record says of itself. */
function ambiguousTimes(times: LocalTimes, zone: string): CallTimes | null {
  const { start, answer, end } = times;
  const starts = instantsOf(start, zone);
  const ends = end === null ? [null] : instantsOf(end, zone);
  const answers = answer === null ? [null] : instantsOf(answer, zone);
  const choices = starts.flatMap((startedAt) =>
    ends.flatMap((releasedAt) => answers.map((answeredAt) => ({ startedAt, answeredAt, releasedAt }))),
  );
  const [first, ...others] = choices.map((choice) => ({ choice, miss: missOf(choice, times) }));
  if (first === undefined) return null;
  return others.reduce((best, other) => (other.miss < best.miss ? other : best), first).choice;
}

function instantsOf(local: number, zone: string): readonly Instant[] {
  const reading = fromLocal(local, zone);
  if (reading.kind === "never") return [];
  return reading.kind === "once" ? [reading.first] : [reading.first, reading.second];
}

/** Milliseconds by which instants differ from the record's own durations; of a stretch that it does not tell, all of them. */
function missOf(
  { startedAt, answeredAt, releasedAt }: CallTimes,
  { duration, billable }: LocalTimes,
): number {
  const spoken = answeredAt === null || releasedAt === null ? 0 : releasedAt - answeredAt - billable;
  const follows = answeredAt ?? releasedAt ?? startedAt;
  const isTold = duration !== null && releasedAt !== null;
  const rest = isTold ? releasedAt - startedAt - duration : follows - startedAt;
  return Math.abs(spoken) + Math.abs(rest);
}
