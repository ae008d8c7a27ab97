import { add, compare, type Exact, exact, sum, toText, zero } from "@tollwright/money";
import { QuantityModel } from "@tollwright/rate-card";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceQuantity } from "./price-quantity.ts";

const units = fc.integer({ min: 1, max: 100_000 }).map((count) => exact(`${count}/100`));
const price = fc.integer({ min: 0, max: 5000 }).map((cents) => `${cents / 100}`);
const ends = fc
  .uniqueArray(fc.integer({ min: 1, max: 900 }), { minLength: 0, maxLength: 4 })
  .map((numbers) => [...numbers.sort((left, right) => left - right).map(String), null]);
const tiers = fc.tuple(ends, fc.array(price, { minLength: 10, maxLength: 10 })).map(([found, prices]) =>
  found.map((upTo, index) => ({
    upTo,
    unitPrice: prices[index * 2] ?? "1",
    flatFee: prices[index * 2 + 1] ?? "0",
  })),
);
const model = fc
  .oneof(
    fc.record({ kind: fc.constant("perUnit"), unitPrice: price, included: price, maximum: price }),
    fc.record({ kind: fc.constantFrom("graduated", "volume"), tiers, flatFeeAtZero: fc.boolean() }),
    fc.record({ kind: fc.constant("package"), size: fc.constantFrom("1", "7", "100"), price, free: price }),
    fc.record({
      kind: fc.constant("blocks"),
      allUnits: fc.boolean(),
      tiers: tiers.map((found) =>
        found.map(({ upTo, unitPrice, flatFee }) => ({
          upTo,
          blockSize: "10",
          blockPrice: unitPrice,
          flatFee,
        })),
      ),
    }),
    fc.record({
      kind: fc.constant("percentage"),
      rate: fc.constantFrom("0.07", "1/3"),
      minimum: price,
      maximum: price,
    }),
  )
  .map((given) => QuantityModel.parse(given));

function priced(given: QuantityModel, quantity: Exact, before: Exact | null = null) {
  const found = priceQuantity({ model: given, quantity, before });
  if (!found.ok) throw new Error(found.problems[0]?.message);
  return found.value;
}

describe("of every model", () => {
  it("a quantity costs the same in one piece and in two", () => {
    fc.assert(
      fc.property(model, units, units, (given, first, second) => {
        const pieces = add(priced(given, first).unrounded, priced(given, second, first).unrounded);
        expect(compare(pieces, priced(given, add(first, second)).unrounded)).toBe(0);
      }),
    );
  });

  it("the parts add up to the price, and a negative quantity mirrors it", () => {
    fc.assert(
      fc.property(model, units, units, (given, quantity, before) => {
        const { unrounded, parts } = priced(given, quantity, before);
        expect(compare(sum(parts.map(({ amount }) => amount)), unrounded)).toBe(0);
        const mirrored = priced(given, add(zero, exact(`-${toText(quantity)}`)));
        expect(toText(add(mirrored.unrounded, priced(given, quantity).unrounded))).toBe("0");
      }),
    );
  });
});

it("units beside earlier ones are shown by tier", () => {
  const given = QuantityModel.parse({
    kind: "graduated",
    tiers: [
      { upTo: "100", unitPrice: "4" },
      { unitPrice: "3", flatFee: "10" },
    ],
  });
  expect(priced(given, exact("100"), exact("50")).explanation).toEqual([
    "50 were priced before at 200; with 100 they are 150, at 560.",
    "tier 1, up to 100: 50 × 4 = 200.",
    "tier 2, above 100: 50 × 3 = 150.",
    "flat fee of tier 2: 10.",
  ]);
});
