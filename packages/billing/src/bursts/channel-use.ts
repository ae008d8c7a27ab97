import assert from "node:assert";
import { type Instant, instant } from "@tollwright/calendar";

/** Seizure and release, in milliseconds since 1970. */
export type ChannelInterval = { readonly from: number; readonly until: number };

/**
 * How many channels a trunk group had in use in each second of a period, as a difference array: how many more (or fewer) from
 * that second on. It is kept in blocks of five minutes of the UTC grid, of which those without a change are absent. Calls may
 * come in any order, and need no sorting (books 16).
 */
export type ChannelUse = {
  readonly from: Instant;
  readonly until: Instant;
  readonly changes: readonly (Int32Array | undefined)[];
};

/** The most channels in use in a stretch of time, and its first second; null where none was. */
export type Maximum = { readonly measured: number; readonly at: Instant | null };

export const SLOT_SECONDS = 300;
const MILLISECONDS_PER_SECOND = 1000;

/**
 * Counts calls: each stamp floored to its second, half-open, clipped to the period. A call of 31 March that lasts past midnight
 * occupies 1 April; one that frees a channel in the second in which another takes it never makes two.
 *
 * @param from First instant of the period, a whole second. @param until The first one after it.
 * @example 10:00:00-10:05:00 and 10:04:59-10:06:00 are two channels at 10:04:59; 10:00:00-10:05:00 and 10:05:00-10:06:00 never.
 */
export function channelUse(input: {
  readonly intervals: Iterable<ChannelInterval>;
  readonly from: Instant;
  readonly until: Instant;
}): ChannelUse {
  const { from, until } = input;
  const [first, end] = [wholeSecond(from), wholeSecond(until)];
  const firstSlot = slotOf(first);
  const changes = new Array<Int32Array | undefined>(Math.max(slotOf(end - 1) - firstSlot + 1, 0));
  const change = (second: number, by: number): void => {
    const index = slotOf(second) - firstSlot;
    const block = changes[index] ?? new Int32Array(SLOT_SECONDS);
    const place = second - slotOf(second) * SLOT_SECONDS;
    block[place] = (block[place] ?? 0) + by;
    changes[index] = block;
  };
  for (const interval of input.intervals) {
    const seized = Math.max(wholeSecond(interval.from), first);
    const released = Math.min(wholeSecond(interval.until), end);
    if (seized >= released) continue;
    change(seized, 1);
    if (released < end) change(released, -1);
  }
  return { from, until, changes };
}

/**
 * The maximum of each stretch between two cuts.
 *
 * @param cuts Whole seconds in ascending order, none outside the period.
 */
export function maxima(use: ChannelUse, cuts: readonly Instant[]): readonly Maximum[] {
  const walk = { second: wholeSecond(use.from), inUse: 0 };
  assert(
    cuts.every((cut) => use.from <= cut && cut <= use.until),
    "a cut outside the period",
  );
  if (cuts[0] !== undefined) highest(use, walk, wholeSecond(cuts[0]));
  return cuts.slice(1).map((cut) => highest(use, walk, wholeSecond(cut)));
}

/** The most channels in use at one time in a period, and its first second. */
export function channelPeak(input: Parameters<typeof channelUse>[0]): Maximum {
  const [peak] = maxima(channelUse(input), [input.from, input.until]);
  assert(peak !== undefined, "two cuts make a stretch");
  return peak;
}

/** Goes on to a second, itself excluded. */
function highest(use: ChannelUse, walk: { second: number; inUse: number }, until: number): Maximum {
  const firstSlot = slotOf(wholeSecond(use.from));
  let [measured, at] = [0, -1];
  let { second, inUse } = walk;
  while (second < until) {
    const slot = slotOf(second);
    const end = Math.min((slot + 1) * SLOT_SECONDS, until);
    const block = use.changes[slot - firstSlot];
    // Nothing changes in a block that is absent, so its first second speaks for all of them.
    const last = block === undefined ? second + 1 : end;
    for (; second < last; second += 1) {
      inUse += block?.[second - slot * SLOT_SECONDS] ?? 0;
      if (inUse > measured) [measured, at] = [inUse, second];
    }
    second = end;
  }
  walk.second = second;
  walk.inUse = inUse;
  return { measured, at: measured === 0 ? null : instant(at * MILLISECONDS_PER_SECOND) };
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / MILLISECONDS_PER_SECOND);
}

function slotOf(second: number): number {
  return Math.floor(second / SLOT_SECONDS);
}
