import { civilDateIn, localText } from "@tollwright/calendar";
import { above, type Burst, type BurstMeasure, type Commitment, type Sample } from "./measure-burst.ts";

export const noUseSentence = "no channel was in use in the period: no burst";

/**
 * How a burst was measured, for the line that it makes, or for the one that says there was none.
 *
 * @example `at most 31 channels in use at one time, first at 2026-04-07 09:00:00 (America/Chicago), when 24 were committed: 31 - 24 = 7`
 */
export function burstSentences(input: {
  readonly burst: Burst<Commitment>;
  readonly measure: BurstMeasure;
  readonly zone: string;
}): readonly string[] {
  const { burst, measure, zone } = input;
  const moment = burst.at === null ? "" : `${localText(burst.at, zone)} (${zone})`;
  const most = `at most ${burst.measured} channels in use at one time, first at ${moment}`;
  const [deciding] = burst.deciding;
  if (measure === "perChannelDay") {
    if (deciding === undefined) return [`${most}, on no day above the committed ones: no burst`];
    return burst.deciding.map((day) => daySentence(day, zone));
  }
  if (deciding === undefined) return [noUseSentence];
  const committed = `when ${deciding.commitment.committed} were committed: ${difference(deciding)}`;
  if (measure === "peak") return [`${most}, ${committed}`];
  // A month has thousands of slots; a single one is what a quote expects to be measured.
  if (burst.samples === 1)
    return [`the 95th percentile of five-minute maxima is taken to be ${burst.measured}, ${committed}`];
  const rank = Math.ceil((burst.samples * 19) / 20);
  const slot = burst.at === null ? "" : `, first in the slot of ${moment}`;
  return [
    `of the maxima of ${burst.samples} five-minute slots, in ascending order, that of rank ${rank} (95 %) is ${burst.measured}${slot}, ${committed}`,
  ];
}

function daySentence(day: Sample<Commitment>, zone: string): string {
  const { committed } = day.commitment;
  return `${civilDateIn(day.from, zone)}: at most ${day.measured} channels in use at one time, ${committed} committed: ${difference(day)}`;
}

function difference(sample: Sample<Commitment>): string {
  const channels = above(sample);
  if (channels <= 0) return "no burst";
  return `${sample.measured} - ${sample.commitment.committed} = ${channels}`;
}
