import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absolute,
  add,
  compare,
  divide,
  type Exact,
  exact,
  isNegative,
  isPositive,
  isZero,
  largest,
  multiply,
  negate,
  one,
  type RoundingMode,
  round,
  roundedText,
  smallest,
  subtract,
  sum,
  toFixedText,
  toText,
  whole,
  zero,
} from "./exact.ts";

describe("rounding", () => {
  it.each([
    // value    places  halfUp     halfEven   up         down
    ["0.005", 2, "0.01", "0.00", "0.01", "0.00"], // a tie: half-even goes to the even digit
    ["0.015", 2, "0.02", "0.02", "0.02", "0.01"],
    ["-0.005", 2, "-0.01", "0.00", "-0.01", "0.00"], // by magnitude; negative zero is zero
    ["-0.015", 2, "-0.02", "-0.02", "-0.02", "-0.01"],
    ["0.0049", 2, "0.00", "0.00", "0.01", "0.00"], // just below the tie
    ["0.0051", 2, "0.01", "0.01", "0.01", "0.00"], // just above it
    ["0.00500000000000000000000000000000000001", 2, "0.01", "0.01", "0.01", "0.00"],
    ["24.013", 2, "24.01", "24.01", "24.02", "24.01"], // 64.90 × 0.37, the federal line never exceeds
    ["7.4406", 2, "7.44", "7.44", "7.45", "7.44"],
    ["1", 2, "1.00", "1.00", "1.00", "1.00"], // nothing to round
    ["-0.001", 2, "0.00", "0.00", "-0.01", "0.00"],
    ["2.5", 0, "3", "2", "3", "2"],
    ["3.5", 0, "4", "4", "4", "3"],
    ["1250", -2, "1300", "1200", "1300", "1200"], // ties of hundreds
    ["1350", -2, "1400", "1400", "1400", "1300"],
    ["-1250", -2, "-1300", "-1200", "-1300", "-1200"],
    ["49", -2, "0", "0", "100", "0"],
    ["1/3", 2, "0.33", "0.33", "0.34", "0.33"], // never a tie
    ["-2/3", 2, "-0.67", "-0.67", "-0.67", "-0.66"],
    ["1/200", 2, "0.01", "0.00", "0.01", "0.00"], // a fraction that ends is a tie like any other
    ["1000/3", -2, "300", "300", "400", "300"],
    ["22/31", 6, "0.709677", "0.709677", "0.709678", "0.709677"],
  ])("%s to %i places: %s half-up, %s half-even, %s up, %s down", (value, places, ...expected) => {
    const modes = ["halfUp", "halfEven", "up", "down"] as const;
    expect(modes.map((mode) => roundedText(exact(value), { mode, places }))).toEqual(expected);
  });

  it("mode none keeps every digit and ignores the places", () => {
    expect(roundedText(exact("0.12345"), { mode: "none", places: 2 })).toBe("0.12345");
    expect(round(exact("1/3"), { mode: "none", places: 0 })).toEqual(exact("1/3"));
  });

  it("agrees with whole-number reasoning for any fraction, mode and places", () => {
    const modes = fc.constantFrom<Exclude<RoundingMode, "none">>("halfUp", "halfEven", "up", "down");
    const property = fc.property(
      fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
      fc.oneof(
        fc.constantFrom(1n, 2n, 3n, 4n, 8n, 20n, 31n, 60n, 2000n),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
      ),
      modes,
      fc.integer({ min: -6, max: 12 }),
      (top, bottom, mode, places) => {
        const value = divide(exact(top), exact(bottom));
        expect(toText(round(value, { mode, places }))).toBe(byLongDivision({ top, bottom, mode, places }));
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  it("never loses a tie beside a tie: 1 part in 10^38 decides", () => {
    const beside = exact("1/200000000000000000000000000000000000003"); // a little less than 0.005 × 10^-36
    expect(roundedText(beside, { mode: "halfEven", places: 38 })).toBe(
      "0.00000000000000000000000000000000000000",
    );
    expect(roundedText(subtract(exact("0.005"), beside), { mode: "halfUp", places: 2 })).toBe("0.00");
    expect(roundedText(add(exact("0.005"), beside), { mode: "halfEven", places: 2 })).toBe("0.01");
  });
});

/** Rounds top/bottom with whole numbers alone, as one would on paper. */
function byLongDivision(given: {
  readonly top: bigint;
  readonly bottom: bigint;
  readonly mode: Exclude<RoundingMode, "none">;
  readonly places: number;
}): string {
  const magnitude = given.top < 0n ? -given.top : given.top;
  const dividend = given.places > 0 ? magnitude * 10n ** BigInt(given.places) : magnitude;
  const divisor = given.places < 0 ? given.bottom * 10n ** BigInt(-given.places) : given.bottom;
  const floor = dividend / divisor;
  const rest = dividend - floor * divisor;
  const goesUp = {
    halfUp: 2n * rest >= divisor,
    halfEven: 2n * rest > divisor || (2n * rest === divisor && floor % 2n === 1n),
    up: rest > 0n,
    down: false,
  }[given.mode];
  const units = floor + (goesUp ? 1n : 0n);
  if (units === 0n) return "0";
  const sign = given.top < 0n ? "-" : "";
  if (given.places <= 0) return `${sign}${units * 10n ** BigInt(-given.places)}`;
  const digits = units.toString().padStart(given.places + 1, "0");
  const decimals = digits.slice(-given.places).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -given.places)}${decimals === "" ? "" : `.${decimals}`}`;
}

describe("exactness", () => {
  it("a third times three is one", () => {
    expect(multiply(exact("1/3"), whole(3))).toEqual(one);
    expect(sum([exact("1/3"), exact("1/3"), exact("1/3")])).toEqual(one);
    expect(toText(subtract(one, exact("0.9999999999999999999999999999999999999999")))).toBe(
      `0.${"0".repeat(39)}1`,
    );
  });

  it("one value has one form: a fraction that ends is a decimal, another is in lowest terms", () => {
    expect(exact("3/24")).toEqual(exact("0.125"));
    expect(exact("44/62")).toEqual(exact("22/31"));
    expect(exact("0.22/0.31")).toEqual(exact("22/31"));
    expect(divide(whole(-7), whole(-3))).toEqual(exact("7/3"));
  });

  const fractions = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 10n }))
    .map(([top, bottom]) => divide(exact(top), exact(bottom)));

  it("what is added is taken away, what is multiplied is divided, with nothing left over", () => {
    const property = fc.property(fractions, fractions, (left, right) => {
      expect(subtract(add(left, right), right)).toEqual(left);
      if (!isZero(right)) expect(divide(multiply(left, right), right)).toEqual(left);
      expect(add(left, right)).toEqual(add(right, left));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("compares by value, and the least and the largest follow from it", () => {
    const property = fc.property(fractions, fractions, (left, right) => {
      expect(Math.sign(compare(left, right))).toBe(sign(subtract(left, right)));
      expect(compare(smallest(left, right), largest(left, right))).toBeLessThanOrEqual(0);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("forty digits times forty digits keep all eighty, and a hundred such fractions add up", () => {
    const nines = "9".repeat(40);
    expect(toText(multiply(exact(nines), exact(nines)))).toBe((BigInt(nines) * BigInt(nines)).toString());
    const odd = Array.from({ length: 100 }, (_, index) => exact(`1/${10n ** 39n + BigInt(2 * index + 1)}`));
    expect(isZero(subtract(sum(odd), sum([...odd].reverse())))).toBe(true);
  });
});

function sign(value: Exact): number {
  return isZero(value) ? 0 : isNegative(value) ? -1 : 1;
}

describe("text", () => {
  it.each([
    ["0.0350", "0.035"],
    ["-12.00", "-12"],
    ["007", "7"],
    ["-0", "0"],
    ["-0.000", "0"],
    ["0/7", "0"],
    ["1/3", "0.33333333333333333333"], // never ends: 20 places
    ["2/3", "0.66666666666666666667"], // half-up
    ["-2/3", "-0.66666666666666666667"],
    ["1/300000000000000000000000", "0"], // less than the twentieth place
    ["-1/300000000000000000000000", "0"],
    ["0.0000000000000000000000000000000000000001", "0.0000000000000000000000000000000000000001"], // ends: all of it
  ])("%s is written %s", (text, written) => {
    expect(toText(exact(text))).toBe(written);
  });

  it("there is no negative zero", () => {
    expect(toText(negate(zero))).toBe("0");
    expect(toText(multiply(whole(-1), zero))).toBe("0");
    expect(toFixedText(multiply(whole(-1), zero), 2)).toBe("0.00");
    expect(isNegative(multiply(whole(-1), zero))).toBe(false);
    expect(isPositive(zero)).toBe(false);
    expect(absolute(whole(-3))).toEqual(whole(3));
  });

  it("fixed text has exactly its places, and refuses a value that was not rounded to them", () => {
    expect(toFixedText(exact("0.052"), 6)).toBe("0.052000");
    expect(toFixedText(exact("1200"), -2)).toBe("1200");
    expect(() => toFixedText(exact("0.052"), 2)).toThrow("round before writing");
    expect(() => toFixedText(exact("1/3"), 2)).toThrow("round before writing");
  });

  it.each([
    "",
    " 1",
    "1 ",
    "+1",
    ".5",
    "5.",
    "1e5",
    "0x10",
    "1,000",
    "1/",
    "/2",
    "1/0",
    "1/0.0",
    "1/2/3",
    "1/-2",
    "NaN",
  ])("%j is not a number", (text) => {
    expect(() => exact(text)).toThrow("not a");
  });

  it("division by zero, and a count that is not whole, are bugs of the caller", () => {
    expect(() => divide(one, zero)).toThrow("division by zero");
    expect(() => whole(1.5)).toThrow("not a whole number");
    expect(() => whole(2 ** 53)).toThrow("not a whole number");
  });
});
