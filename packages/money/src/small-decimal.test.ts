import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  divide,
  exact,
  isZero,
  multiply,
  subtract,
  toFixedText,
  toFractionText,
} from "./exact.ts";
import { smallFromText } from "./small-decimal.ts";

describe("what a small decimal holds", () => {
  it.each([
    // text                 units               places
    ["0", 0, 0],
    ["-0.00", 0, 0],
    ["007.50", 75, 1], // the shortest form
    ["-0.035", -35, 3],
    ["999999999999999", 999_999_999_999_999, 0], // fifteen digits
    ["0.000000000000001", 1, 15], // fifteen places
    ["99999999999999.9", 999_999_999_999_999, 1],
  ])("%s is %i units of 10^-%i", (text, units, places) => {
    expect(smallFromText(text)).toEqual({ units, places });
  });

  it.each([
    "1000000000000000",
    "0.0000000000000001",
    "123456789012345.6",
    "1/3",
    "",
    "-",
    "1.",
    ".5",
    "1e5",
    "1.2.3",
  ])("%j is not small", (text) => {
    expect(smallFromText(text)).toBeNull();
  });
});

type Ratio = { readonly top: bigint; readonly bottom: bigint };

/** Up to and around the fifteen digits and places that are the limits. */
const decimals = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: -2_000n, max: 2_000n }),
      fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
      fc.bigInt({ min: 10n ** 15n - 20n, max: 10n ** 15n + 20n }),
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
    ),
    fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 12, max: 18 })),
  )
  .map(([top, places]): Ratio => ({ top, bottom: 10n ** BigInt(places) }));

describe("small or not, a value is what whole numbers say", () => {
  it("sums, differences, products, quotients and comparisons", () => {
    const property = fc.property(decimals, decimals, (left, right) => {
      const [first, second] = [ratioValue(left), ratioValue(right)];
      const crossed = [left.top * right.bottom, right.top * left.bottom] as const;
      const bottom = left.bottom * right.bottom;
      expect(add(first, second)).toEqual(ratioValue({ top: crossed[0] + crossed[1], bottom }));
      expect(subtract(first, second)).toEqual(ratioValue({ top: crossed[0] - crossed[1], bottom }));
      expect(multiply(first, second)).toEqual(ratioValue({ top: left.top * right.top, bottom }));
      expect(Math.sign(compare(first, second))).toBe(Number(signOf(crossed[0] - crossed[1])));
      if (isZero(second)) return;
      const sign = signOf(right.top);
      const quotient = { top: sign * crossed[0], bottom: sign * crossed[1] };
      expect(divide(first, second)).toEqual(ratioValue(quotient));
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it("text is read back as the same value", () => {
    const property = fc.property(decimals, (ratio) => {
      const value = ratioValue(ratio);
      expect(exact(toFractionText(value))).toEqual(value);
      expect(exact(toFixedText(value, 20))).toEqual(value);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

/** Read as a fraction, so that no shorter way is taken. */
function ratioValue({ top, bottom }: Ratio) {
  return exact(`${top}/${bottom}`);
}

function signOf(value: bigint): bigint {
  return value === 0n ? 0n : value < 0n ? -1n : 1n;
}
