import { fromLocal, type Instant, type LocalReading } from "@tollwright/calendar";

/** Wall-clock readings of one call, as if they were UTC, in milliseconds; null where the switch wrote none. */
export type LocalTimes = {
  readonly start: number;
  readonly answer: number | null;
  readonly end: number | null;
  /** What the record says of itself, in milliseconds. */
  readonly duration: number;
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
 * record's own duration, and the earlier one where both fit alike. In the hour that spring skips it names none.
 *
 * @example America/New_York, 2026-11-01: start 01:50:00, end 01:05:00, duration 900 s: 05:50Z until 06:05Z.
 * @returns null where a reading names no instant.
 */
export function localTimes(zone: string): (times: LocalTimes) => CallTimes | null {
  const offsetAt = plainOffsets(zone);
  return (times) => {
    const { start, answer, end } = times;
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

/** Every change of offset falls on a quarter of an hour, so all readings inside one share their answer. */
const SLOT_MILLISECONDS = 900_000;

/**
 * The offset of a reading that names exactly one instant, else null. Remembered by slot, and the last one apart: it is asked
 * thrice a call, and calls come in order of time.
 */
function plainOffsets(zone: string): (local: number) => number | null {
  const bySlot = new Map<number, number | null>();
  let last = { slot: Number.NaN, offset: null as number | null };
  return (local) => {
    const slot = Math.floor(local / SLOT_MILLISECONDS);
    if (slot === last.slot) return last.offset;
    const known = bySlot.get(slot);
    const offset = known === undefined ? offsetIn(slot, zone) : known;
    if (known === undefined) bySlot.set(slot, offset);
    last = { slot, offset };
    return offset;
  };
}

function offsetIn(slot: number, zone: string): number | null {
  const slotStart = slot * SLOT_MILLISECONDS;
  const reading = fromLocal(slotStart, zone);
  return reading.kind === "once" ? slotStart - reading.first : null;
}

function ambiguousTimes(times: LocalTimes, zone: string): CallTimes | null {
  const { start, answer, end, duration, billable } = times;
  const starts = instantsOf(fromLocal(start, zone));
  const ends = end === null ? [] : instantsOf(fromLocal(end, zone));
  if (starts.length === 0 || (end !== null && ends.length === 0)) return null;

  const [startedAt, releasedAt] = nearestPair(starts, ends, duration);
  if (answer === null) return { startedAt, answeredAt: null, releasedAt };

  const answers = instantsOf(fromLocal(answer, zone));
  if (answers.length === 0) return null;
  const [answeredAt] =
    releasedAt === null ? nearestPair(answers, [], billable) : nearestPair(answers, [releasedAt], billable);
  return { startedAt, answeredAt, releasedAt };
}

function instantsOf(reading: LocalReading): readonly Instant[] {
  if (reading.kind === "never") return [];
  return reading.kind === "once" ? [reading.first] : [reading.first, reading.second];
}

function nearestPair(
  starts: readonly Instant[],
  ends: readonly Instant[],
  duration: number,
): readonly [Instant, Instant | null] {
  const pairs = starts.flatMap((start): readonly (readonly [Instant, Instant | null])[] =>
    ends.length === 0 ? [[start, null]] : ends.map((end) => [start, end]),
  );
  const miss = ([start, end]: readonly [Instant, Instant | null]): number =>
    end === null ? 0 : Math.abs(end - start - duration);
  return pairs.reduce((best, pair) => (miss(pair) < miss(best) ? pair : best));
}
