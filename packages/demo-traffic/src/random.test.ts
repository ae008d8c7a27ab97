import fc from "fast-check";
import { expect, it } from "vitest";
import { random } from "./random.ts";

it("draws the same whole numbers from the same seed, on every platform", () => {
  const drawn = (seed: string): readonly number[] => {
    const chance = random(seed);
    return Array.from({ length: 4 }, () => chance.below(1_000_000));
  };
  expect(drawn("demo")).toEqual(drawn("demo"));
  expect(drawn("demo")).not.toEqual(drawn("demo2"));
});

it("stays within its bounds, and reaches both", () => {
  const chance = random("bounds");
  const drawn = Array.from({ length: 500 }, () => chance.between(3, 6));
  expect([...new Set(drawn)].sort()).toEqual([3, 4, 5, 6]);
});

it("draws by weight: nothing of weight 0, three of four of weight 3 against 1", () => {
  const chance = random("weights");
  const drawn = Array.from({ length: 4_000 }, () =>
    chance.weighted([
      ["a", 3],
      ["b", 0],
      ["c", 1],
    ]),
  );
  expect(drawn).not.toContain("b");
  const share = drawn.filter((value) => value === "a").length;
  expect(share).toBeGreaterThan(2_900); // 3,000 expected, standard deviation 27
  expect(share).toBeLessThan(3_100);
});

it("picks what is in the list", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.integer(), { minLength: 1 }), (seed, list) =>
      list.includes(random(seed).pick(list)),
    ),
  );
});
