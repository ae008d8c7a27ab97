import type { Instant } from "@tollwright/calendar";

/** The busiest moment of a trunk group in a period. */
export type ChannelPeak = {
  readonly account: string;
  readonly trunkGroup: string;
  readonly measured: number;
  /** First instant of the peak; null where nothing was measured. */
  readonly at: Instant | null;
  /** Records without a trunk, from a source that feeds this group: not counted, and said so on the line (books 16). */
  readonly recordsWithoutTrunk?: number;
};

/** Seizure and release, in milliseconds since 1970. */
export type ChannelInterval = { readonly from: number; readonly until: number };

const MILLISECONDS_PER_SECOND = 1000;

/**
 * The most channels in use at one time (books 16): each stamp floored to its second, half-open, clipped to the period.
 * A call of 31 March that lasts past midnight occupies 1 April; one that frees a channel in the second in which another
 * takes it never makes two.
 *
 * @param from First instant of the period, a whole second. @param until The first one after it.
 * @example calls 10:00:00-10:05:00 and 10:04:59-10:06:00 measure 2 at 10:04:59; 10:00:00-10:05:00 and 10:05:00-10:06:00 measure 1.
 */
export function channelPeak(input: {
  readonly intervals: Iterable<ChannelInterval>;
  readonly from: Instant;
  readonly until: Instant;
}): { readonly measured: number; readonly at: Instant | null } {
  const changes = changesBySecond(input);
  let inUse = 0;
  let measured = 0;
  let at: number | null = null;
  for (const [second, change] of [...changes].sort((left, right) => left[0] - right[0])) {
    inUse += change;
    if (inUse > measured) [measured, at] = [inUse, second];
  }
  return { measured, at: at === null ? null : ((at * MILLISECONDS_PER_SECOND) as Instant) };
}

/** A difference array: how many more (or fewer) channels are in use from each second on. Its order does not matter. */
function changesBySecond(input: {
  readonly intervals: Iterable<ChannelInterval>;
  readonly from: Instant;
  readonly until: Instant;
}): Map<number, number> {
  const changes = new Map<number, number>();
  const first = wholeSecond(input.from);
  const end = wholeSecond(input.until);
  for (const interval of input.intervals) {
    const from = Math.max(wholeSecond(interval.from), first);
    const until = Math.min(wholeSecond(interval.until), end);
    if (from >= until) continue;
    changes.set(from, (changes.get(from) ?? 0) + 1);
    changes.set(until, (changes.get(until) ?? 0) - 1);
  }
  return changes;
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / MILLISECONDS_PER_SECOND);
}
