import { add, exact, toText, zero } from "@tollwright/money";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addCharge, chargeText, emptyCharge } from "./charge-sum.ts";

function summed(...texts: readonly string[]): string {
  const sum = emptyCharge();
  for (const text of texts) addCharge(sum, text);
  return chargeText(sum);
}

it.each<readonly [readonly string[], string]>([
  [[], "0"],
  [["0", "0.000000"], "0"],
  [["0.011000", "0.75"], "0.761"],
  [["0.1", "0.2"], "0.3"],
  [["10", "0.000001"], "10.000001"],
  [["9999999999999.9", "0.1"], "10000000000000"], // fifteen characters: the longest that are added as plain numbers
  [["99999999999999.9", "0.1"], "100000000000000"], // sixteen
  [Array.from({ length: 20 }, () => "999999999999999"), "19999999999999980"], // past what is exact
  [["0.33333333333333333333", "1"], "1.33333333333333333333"],
  [["-0.5", "0.75"], "0.25"],
])("%j add up to %s", (texts, total) => {
  expect(summed(...texts)).toBe(total);
});

it("is the sum of exact numbers, whatever the lengths", () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 18n });
  const amount = fc
    .tuple(digits, fc.nat(8))
    .map(([whole, places]) =>
      `${whole}`.padStart(places + 1, "0").replace(new RegExp(`(?=.{${places}}$)`), places > 0 ? "." : ""),
    );
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 20 }), (amounts) => {
      const total = amounts.reduce((sum, text) => add(sum, exact(text)), zero);
      expect(summed(...amounts)).toBe(toText(total));
    }),
  );
});
