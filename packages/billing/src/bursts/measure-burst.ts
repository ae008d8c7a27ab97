import { addDays, civilDateIn, type Instant, instant, startOfDay, zoneOffset } from "@tollwright/calendar";
import { type ChannelUse, maxima } from "./channel-use.ts";

/**
 * `peak`: the most channels in use at one time. `p95FiveMinutes`: of the maxima of all five-minute slots the one that only 5 %
 * exceed. `perChannelDay`: the peak of each day by itself.
 */
export type BurstMeasure = "peak" | "p95FiveMinutes" | "perChannelDay";

/** Whole days on which a number of channels is committed. */
export type Commitment = { readonly from: Instant; readonly until: Instant; readonly committed: number };

/** The maximum of one stretch: a commitment's days, a slot or a day; `from` is its first instant. */
export type Sample<C> = {
  readonly commitment: C;
  readonly from: Instant;
  readonly measured: number;
  readonly at: Instant | null;
};

/** What decides a burst: one sample, or the days above what was committed. */
export type Burst<C> = {
  readonly measured: number;
  /** First instant of the peak, or the slot's start; null where nothing was measured. */
  readonly at: Instant | null;
  /** Channels, or channel-days, above the committed ones. */
  readonly billed: number;
  readonly deciding: readonly Sample<C>[];
  /** How many there were: slots, days, or spans of one commitment. */
  readonly samples: number;
};

/**
 * What a trunk group used above its committed channels (books 16). Where their number changes within the period, each sample is
 * held against what was committed then.
 *
 * @param commitments In order of time, not overlapping, within the period; what lies outside all of them is not sampled.
 * @example 31 in use at a moment with 24 committed: 7. 31 on one day and 26 on another: 9 channel-days.
 */
export function measureBurst<C extends Commitment>(input: {
  readonly use: ChannelUse;
  readonly measure: BurstMeasure;
  readonly zone: string;
  readonly commitments: readonly C[];
}): Burst<C> {
  const samples = input.commitments.flatMap((commitment) => samplesOf({ ...input, commitment }));
  return burstOf(samples, input.measure);
}

/** The same from samples that are known or assumed. */
export function burstOf<C extends Commitment>(
  samples: readonly Sample<C>[],
  measure: BurstMeasure,
): Burst<C> {
  if (measure === "perChannelDay") {
    const deciding = samples.filter((sample) => above(sample) > 0);
    const top = mostOf(samples, ({ measured }) => measured);
    const billed = deciding.reduce((days, sample) => days + above(sample), 0);
    return { ...maximumOf(top), billed, deciding, samples: samples.length };
  }
  const found = measure === "peak" ? mostOf(samples, above) : ninetyFifth(samples);
  const billed = found === undefined ? 0 : Math.max(above(found), 0);
  const deciding = found === undefined ? [] : [found];
  return { ...maximumOf(found), billed, deciding, samples: samples.length };
}

/** Channels above the committed ones, negative below. */
export function above({ measured, commitment }: Sample<Commitment>): number {
  return measured - commitment.committed;
}

function maximumOf(sample: Sample<Commitment> | undefined): Pick<Burst<never>, "measured" | "at"> {
  return { measured: sample?.measured ?? 0, at: sample?.at ?? null };
}

/** Of equals the first. */
function mostOf<S>(samples: readonly S[], sizeOf: (sample: S) => number): S | undefined {
  return samples.reduce<S | undefined>(
    (most, sample) => (most === undefined || sizeOf(sample) > sizeOf(most) ? sample : most),
    undefined,
  );
}

/** Nearest rank: of n values in ascending order the one of rank 95 % of n, rounded up; of equals the first in time. */
function ninetyFifth<C extends Commitment>(samples: readonly Sample<C>[]): Sample<C> | undefined {
  const rank = Math.ceil((samples.length * 19) / 20);
  const values = new Float64Array(samples.length);
  for (const [index, sample] of samples.entries()) values[index] = above(sample);
  const value = values.sort()[rank - 1];
  const found = samples.find((sample) => above(sample) === value);
  return found === undefined || found.measured === 0 ? found : { ...found, at: found.from };
}

function samplesOf<C extends Commitment>(input: {
  readonly use: ChannelUse;
  readonly measure: BurstMeasure;
  readonly zone: string;
  readonly commitment: C;
}): readonly Sample<C>[] {
  const { use, commitment } = input;
  if (commitment.from >= commitment.until) return [];
  const cuts = [commitment.from, ...cutsWithin(input), commitment.until];
  // Field by field: a month has thousands of slots.
  return maxima(use, cuts).map(({ measured, at }, index) => ({
    commitment,
    from: cuts[index] ?? commitment.from,
    measured,
    at,
  }));
}

function cutsWithin(input: {
  readonly measure: BurstMeasure;
  readonly zone: string;
  readonly commitment: Commitment;
}): readonly Instant[] {
  const { measure, zone, commitment } = input;
  switch (measure) {
    case "peak":
      return [];
    case "p95FiveMinutes":
      return slotStarts(commitment);
    case "perChannelDay":
      return midnights(commitment, zone);
  }
}

const SLOT_MILLISECONDS = 300_000;

/** Slots lie on the UTC grid: every zone's midnights are on it, so a month has whole slots. */
function slotStarts({ from, until }: Commitment): readonly Instant[] {
  const starts: Instant[] = [];
  let start = (Math.floor(from / SLOT_MILLISECONDS) + 1) * SLOT_MILLISECONDS;
  for (; start < until; start += SLOT_MILLISECONDS) starts.push(instant(start));
  return starts;
}

function midnights({ from, until }: Commitment, zone: string): readonly Instant[] {
  const starts: Instant[] = [];
  for (let start = nextMidnight(from, zone); start < until; start = nextMidnight(start, zone))
    starts.push(start);
  return starts;
}

const DAY_MILLISECONDS = 86_400_000;

/** Of a midnight; where no clock changes in between, it is a day later, and nothing has to be looked up. */
function nextMidnight(start: Instant, zone: string): Instant {
  const next = instant(start + DAY_MILLISECONDS);
  if (zoneOffset(next, zone) === zoneOffset(start, zone)) return next;
  return startOfDay(addDays(civilDateIn(start, zone), 1), zone);
}
