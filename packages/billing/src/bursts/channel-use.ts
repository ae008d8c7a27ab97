import assert from "node:assert";
import { type Instant, instant } from "@tollwright/calendar";

/** Seizure and release, in milliseconds since 1970. */
export type ChannelInterval = { readonly from: number; readonly until: number };

/**
 * How many channels a trunk group had in use in each second of a period, as differences: one more from the second of a seizure
 * on, one less from that of a release on (books 16). Calls may come in any order.
 *
 * Only the seconds in which something changes are kept, as numbers in ascending order: a month has 2.6 million seconds, most
 * trunk groups a few hundred calls. A number is twice the second, plus one for a seizure: so what is given back in a second
 * comes before what is taken in it.
 */
export type ChannelUse = { readonly from: Instant; readonly until: Instant; readonly changes: Float64Array };

/** The most channels in use in a stretch of time, and its first second; null where none was. */
export type Maximum = { readonly measured: number; readonly at: Instant | null };

const MILLISECONDS_PER_SECOND = 1000;

/**
 * Counts calls: each stamp floored to its second, half-open, clipped to the period. A call of 31 March that lasts past midnight
 * occupies 1 April; one that frees a channel in the second in which another takes it never makes two.
 *
 * @param from First instant of the period, a whole second. @param until The first one after it.
 * @example 10:00:00-10:05:00 and 10:04:59-10:06:00 are two channels at 10:04:59; 10:00:00-10:05:00 and 10:05:00-10:06:00 never.
 */
export function channelUse({
  intervals,
  from,
  until,
}: {
  readonly intervals: readonly ChannelInterval[];
  readonly from: Instant;
  readonly until: Instant;
}): ChannelUse {
  const columns = {
    from: Float64Array.from(intervals, (interval) => interval.from),
    until: Float64Array.from(intervals, (interval) => interval.until),
  };
  return channelUseOf({ columns: [columns], from, until });
}

/** The same of many calls, position by position; one whose beginning or end is not known (NaN) is not counted. */
export function channelUseOf(input: {
  readonly columns: readonly { readonly from: Float64Array; readonly until: Float64Array }[];
  readonly from: Instant;
  readonly until: Instant;
}): ChannelUse {
  const { columns, from, until } = input;
  const [first, end] = [wholeSecond(from), wholeSecond(until)];
  const changes = new Float64Array(columns.reduce((calls, column) => calls + column.from.length, 0) * 2);
  let count = 0;
  for (const { from: seizures, until: releases } of columns) {
    for (let index = 0; index < seizures.length; index += 1) {
      const seized = Math.max(wholeSecond(seizures[index] ?? Number.NaN), first);
      const released = Math.min(wholeSecond(releases[index] ?? Number.NaN), end);
      // Neither is true of what is not known.
      if (!(seized < released)) continue;
      changes[count] = seized * 2 + 1;
      changes[count + 1] = released * 2;
      count += 2;
    }
  }
  return { from, until, changes: changes.subarray(0, count).sort() };
}

/**
 * The maximum of each stretch between two cuts.
 *
 * @param cuts Whole seconds in ascending order, none outside the period.
 */
export function maxima(use: ChannelUse, cuts: readonly Instant[]): readonly Maximum[] {
  assert(
    (cuts[0] ?? use.from) >= use.from && (cuts.at(-1) ?? use.until) <= use.until,
    "a cut outside the period",
  );
  const walk: Walk = { changes: use.changes, next: 0, inUse: 0 };
  return cuts.slice(1).map((cut, index) => highest(walk, wholeSecond(cuts[index] ?? cut), wholeSecond(cut)));
}

/** The most channels in use at one time in a period, and its first second. */
export function channelPeak(input: Parameters<typeof channelUse>[0]): Maximum {
  const [peak] = maxima(channelUse(input), [input.from, input.until]);
  assert(peak !== undefined, "two cuts make a stretch");
  return peak;
}

type Walk = { readonly changes: Float64Array; next: number; inUse: number };

const NOTHING: Maximum = { measured: 0, at: null };

/** Goes on from one second to another, itself excluded. */
function highest(walk: Walk, from: number, until: number): Maximum {
  if (from >= until) return NOTHING;
  goOn(walk, from);
  let measured = walk.inUse;
  let at = from;
  for (let change = walk.changes[walk.next]; change !== undefined; change = walk.changes[walk.next]) {
    const second = Math.floor(change / 2);
    if (second >= until) break;
    goOn(walk, second);
    if (walk.inUse > measured) {
      measured = walk.inUse;
      at = second;
    }
  }
  return measured === 0 ? NOTHING : { measured, at: instant(at * MILLISECONDS_PER_SECOND) };
}

/** Applies all changes up to a second, itself included. */
function goOn(walk: Walk, second: number): void {
  const last = second * 2 + 1;
  for (let change = walk.changes[walk.next]; change !== undefined; change = walk.changes[walk.next]) {
    if (change > last) return;
    walk.inUse += change % 2 === 1 ? 1 : -1;
    walk.next += 1;
  }
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / MILLISECONDS_PER_SECOND);
}
