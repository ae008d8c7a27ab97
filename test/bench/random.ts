/** Whole numbers from a seed: the same seed gives the same bytes on every machine. */
export type Random = {
  /** 0 … bound − 1. */
  readonly below: (bound: number) => number;
};

/** Mulberry32: small, fast, and good enough to spread keys and numbers. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
    },
  };
}
