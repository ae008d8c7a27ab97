import type { Random } from "./random.ts";

/**
 * Lengths of a conversation at equal steps of probability, in seconds: a log-normal curve read off at seventeen points,
 * so that no logarithm is drawn and every platform gets the same milliseconds.
 */
export type LengthCurve = readonly number[];

/** Median 96 s: half of all calls are short, a few last an hour. */
export const OFFICE_LENGTHS: LengthCurve = [
  1, 9, 17, 26, 36, 47, 60, 76, 96, 121, 153, 195, 250, 325, 450, 780, 2_700,
];
/** Median 210 s: an agent talks to everybody who waited. */
export const AGENT_LENGTHS: LengthCurve = [
  2, 31, 57, 82, 106, 130, 155, 181, 210, 243, 281, 328, 390, 478, 620, 900, 2_700,
];
/** Median 40 s: many calls reach an answering machine. */
export const CAMPAIGN_LENGTHS: LengthCurve = [
  1, 4, 7, 11, 15, 20, 25, 32, 40, 52, 70, 98, 140, 205, 310, 520, 1_500,
];

/** @returns milliseconds, evenly spread between two neighbouring points of the curve. */
export function drawLength(curve: LengthCurve, random: Random): number {
  const step = random.below(curve.length - 1);
  const least = (curve[step] ?? 0) * 1000;
  return random.between(least, (curve[step + 1] ?? 0) * 1000);
}
