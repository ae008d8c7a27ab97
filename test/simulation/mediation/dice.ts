/** Seeded chance, so that a story that fails can be told again. */
export type Dice = {
  /** From 0 until 1. */
  readonly roll: () => number;
  /** A whole number from 0 until `sides`. */
  readonly below: (sides: number) => number;
  readonly shuffled: <T>(values: readonly T[]) => T[];
};

export function dice(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0;
  const roll = (): number => {
    // Mulberry32: neighbouring seeds have nothing in common.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (sides: number): number => Math.floor(roll() * sides);
  return {
    roll,
    below,
    shuffled: (values) => {
      const left = [...values];
      for (let at = left.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        [left[at], left[other]] = [left[other] as (typeof left)[0], left[at] as (typeof left)[0]];
      }
      return left;
    },
  };
}
