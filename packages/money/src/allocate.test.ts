import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, isMultiple } from "./allocate.ts";
import { absolute, compare, divide, exact, multiply, negate, subtract, sum, toText } from "./exact.ts";

const split = (total: string, weights: readonly string[], places: number): readonly string[] =>
  allocate(
    exact(total),
    weights.map((weight) => exact(weight)),
    places,
  ).map(toText);

describe("allocate", () => {
  it.each([
    ["100", ["1", "1", "1"], 2, ["33.34", "33.33", "33.33"]], // equal remainders: the first gets the cent
    ["-100", ["1", "1", "1"], 2, ["-33.34", "-33.33", "-33.33"]], // mirrors
    ["0.05", ["3", "7"], 2, ["0.02", "0.03"]], // 0.015 and 0.035, equal remainders again: the first
    ["0.05", ["1", "2", "3"], 2, ["0.01", "0.02", "0.02"]], // 0.0083, 0.0166, 0.025: two spare cents, 0.0083 and 0.0066
    ["10", ["0", "1", "0"], 2, ["0", "10", "0"]], // no weight, no share
    ["0.01", ["0", "1", "1"], 2, ["0", "0.01", "0"]],
    ["0", ["1", "2"], 2, ["0", "0"]],
    ["7", ["1"], 0, ["7"]],
    ["1000", ["1", "1", "1"], -2, ["400", "300", "300"]], // hundreds
    ["31.45", ["22/31", "9/31"], 2, ["22.32", "9.13"]], // 22.3193… and 9.1306…: the remainder .0093 wins the cent
    ["1", ["0.1", "0.2", "0.7"], 1, ["0.1", "0.2", "0.7"]],
  ])("%s over %j to %i places: %j", (total, weights, places, shares) => {
    expect(split(total, weights, places)).toEqual(shares);
  });

  const weights = fc
    .array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((weight) => weight > 0));

  it("shares add up to the total, mirror it, and none is a unit away from its part", () => {
    const property = fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      weights,
      fc.integer({ min: -3, max: 8 }),
      (units, given, places) => {
        const unit =
          places >= 0 ? divide(exact("1"), exact(10n ** BigInt(places))) : exact(10n ** BigInt(-places));
        const total = multiply(exact(BigInt(units)), unit);
        const exactWeights = given.map((weight) => exact(BigInt(weight)));
        const shares = allocate(total, exactWeights, places);
        expect(toText(sum(shares))).toBe(toText(total));
        expect(allocate(negate(total), exactWeights, places).map(toText)).toEqual(
          shares.map((share) => toText(negate(share))),
        );
        for (const [index, share] of shares.entries()) {
          const part = divide(multiply(total, exactWeights[index]!), sum(exactWeights));
          expect(compare(absolute(subtract(share, part)), unit)).toBeLessThan(0);
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it("refuses weights that add up to zero, and a total finer than its places", () => {
    expect(() => split("1", ["0", "0"], 2)).toThrow("weights add up to zero");
    expect(() => split("1", [], 2)).toThrow("weights add up to zero");
    expect(() => split("1", ["2", "-1"], 2)).toThrow("weights add up to zero");
    expect(() => split("1.005", ["1"], 2)).toThrow("finer than its places");
    expect(isMultiple(exact("1.005"), 2)).toBe(false);
    expect(isMultiple(exact("1200"), -2)).toBe(true);
    expect(isMultiple(exact("1/3"), 20)).toBe(false);
  });
});
