import assert from "node:assert";
import { createHash } from "node:crypto";

/** Chance from a seed: whole numbers only, so that every platform draws the same. */
export type Random = {
  /** 0 to `count` − 1. */
  readonly below: (count: number) => number;
  /** Both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly chance: (perThousand: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** By weight: whole numbers, not all zero. */
  readonly weighted: <T>(list: readonly Weighted<T>[]) => T;
};
export type Weighted<T> = readonly [value: T, weight: number];

/**
 * sfc32 (Chris Doty-Humphrey's PractRand, 128 bits of state), seeded by the SHA-256 of a text, first 12 draws dropped.
 *
 * Every stretch of traffic has its own seed, so that a change in one leaves the others as they were.
 */
export function random(seed: string): Random {
  const next = sfc32(createHash("sha256").update(seed).digest("hex"));
  const below = (count: number): number => Math.floor((next() * count) / 4_294_967_296);
  const pick = <T>(list: readonly T[]): T => {
    const value = list[below(list.length)];
    assert(value !== undefined, "nothing to pick from");
    return value;
  };
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (perThousand) => below(1000) < perThousand,
    pick,
    weighted(list) {
      let left = below(list.reduce((total, [, weight]) => total + weight, 0));
      for (const [value, weight] of list) {
        if (left < weight) return value;
        left -= weight;
      }
      assert.fail("weights add up to nothing");
    },
  };
}

const WARM_UP_DRAWS = 12;

function sfc32(hex: string): () => number {
  const word = (index: number): number => Number(`0x${hex.slice(index * 8, index * 8 + 8)}`) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), 1];
  const next = (): number => {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + drawn;
    return drawn >>> 0;
  };
  for (let draw = 0; draw < WARM_UP_DRAWS; draw++) next();
  return next;
}
