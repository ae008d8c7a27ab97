import { type Instant, instant, zoneOffset } from "@tollwright/calendar";
import type { PeriodTariff } from "../plan/tariff.ts";
import { endSecond, startSecond } from "../plan/tariff-when.ts";
import { byPrecedence, matchesDay } from "./period-order.ts";

/** Which period of a tariff is in force when. Periods are named by their position in the tariff. */
export type PeriodClock = {
  /** Null: none matches, a gap. */
  readonly at: (instant: Instant) => number | null;
  /** The first instant after this one, and before `until`, at which another period is in force (or none); else `until`. */
  readonly nextChange: (after: Instant, until: Instant) => Instant;
};

/**
 * Compiles the `when`s of a tariff. Which period wins is worked out once for each day of UTC, as the few instants at which it
 * changes, and remembered: a call asks with a look-up.
 *
 * @example peak, weekdays 08:00 to 20:00 in America/Chicago, over a fallback: on 2026-04-07 peak from 13:00Z until 2026-04-08T01:00Z.
 */
export function periodClock(tariff: PeriodTariff): PeriodClock {
  const [first] = byPrecedence(tariff.periods);
  if (tariff.periods.every(({ when }) => when == null)) {
    const winner = first?.index ?? null;
    return { at: () => winner, nextChange: (_, until) => until };
  }
  const spanAt = spansOf(tariff);
  return {
    at: (value) => spanAt(value).winner,
    nextChange(after, until) {
      let span = spanAt(after);
      const { winner } = span;
      while (span.until < until) {
        const next = spanAt(span.until);
        if (next.winner !== winner) return span.until;
        span = next;
      }
      return until;
    },
  };
}

const DAY = 86_400_000;
/** Every change of offset falls on a quarter of an hour of UTC. */
const QUARTER = 900_000;
/** Eleven years; dates of a damaged file can lie anywhere, and memory stays flat. */
const DAYS_REMEMBERED = 4_000;

/** A part of a day of UTC with one winner. */
type Span = { readonly from: Instant; readonly until: Instant; readonly winner: number | null };

function spansOf(tariff: PeriodTariff): (value: Instant) => Span {
  const days = new Map<number, readonly Span[]>();
  const make = spansMaker(tariff);
  const ofDay = (day: number): readonly Span[] => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const made = make(day);
    if (days.size >= DAYS_REMEMBERED) days.clear();
    days.set(day, made);
    return made;
  };
  return (value) => {
    const spans = ofDay(Math.floor(value / DAY));
    let last = spans.length - 1;
    while (last > 0 && (spans[last] as Span).from > value) last -= 1;
    return spans[last] as Span;
  };
}

function spansMaker(tariff: PeriodTariff): (day: number) => readonly Span[] {
  const winnerAt = winnerOf(tariff);
  const changesOn = candidates(tariff);
  return (day) => {
    const starts: { from: Instant; winner: number | null }[] = [];
    for (const from of changesOn(day).map(instant)) {
      const winner = winnerAt(from);
      if (starts.length === 0 || starts.at(-1)?.winner !== winner) starts.push({ from, winner });
    }
    return starts.map((span, index) => ({
      ...span,
      until: starts[index + 1]?.from ?? instant((day + 1) * DAY),
    }));
  };
}

function winnerOf(tariff: PeriodTariff): (value: Instant) => number | null {
  const ordered = byPrecedence(tariff.periods).map(({ index, period: { when } }) => ({
    index,
    when: when ?? {},
    zone: when?.zone ?? tariff.zone ?? "UTC",
    from: startSecond(when?.fromTime) * 1000,
    until: endSecond(when?.untilTime) * 1000,
  }));
  return (value) => {
    const winner = ordered.find(({ when, zone, from, until }) => {
      const local = value + zoneOffset(value, zone);
      const day = Math.floor(local / DAY);
      const sinceMidnight = local - day * DAY;
      return from <= sinceMidnight && sinceMidnight < until && matchesDay(when, day);
    });
    return winner?.index ?? null;
  };
}

/**
 * The instants of a day of UTC at which a winner can change: its start, a midnight, a start or an end on the clock of a zone by
 * each offset that the zone has that day, and each change of the offset itself.
 */
function candidates({ periods, zone: common }: PeriodTariff): (day: number) => readonly number[] {
  const readings = Map.groupBy(
    periods.flatMap(({ when }) =>
      [0, startSecond(when?.fromTime), endSecond(when?.untilTime)].map((second) => ({
        zone: when?.zone ?? common ?? "UTC",
        milliseconds: second * 1000,
      })),
    ),
    ({ zone }) => zone,
  );
  return (day) => {
    const start = day * DAY;
    const found = new Set([start]);
    for (const [zone, times] of readings) {
      const { offsets, changes } = offsetsOn(start, zone);
      for (const change of changes) found.add(change);
      for (const offset of offsets) {
        for (const { milliseconds } of times)
          found.add(start + ((((milliseconds - offset) % DAY) + DAY) % DAY));
      }
    }
    return [...found].sort((left, right) => left - right);
  };
}

/** The offsets of a zone in a day of UTC, and when they change. Nobody changes clocks twice in a day: equal ends, equal all day. */
function offsetsOn(
  start: number,
  zone: string,
): { readonly offsets: ReadonlySet<number>; readonly changes: readonly number[] } {
  let before = zoneOffset(instant(start), zone);
  const offsets = new Set([before]);
  if (zoneOffset(instant(start + DAY), zone) === before) return { offsets, changes: [] };
  const changes: number[] = [];
  for (let at = start; at < start + DAY; at += QUARTER) {
    const offset = zoneOffset(instant(at), zone);
    if (offset !== before) changes.push(at);
    offsets.add(offset);
    before = offset;
  }
  return { offsets, changes };
}
