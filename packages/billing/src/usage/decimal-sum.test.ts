import { exact, sum, toText } from "@tollwright/money";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decimalSum } from "./decimal-sum.ts";

it("is the exact sum, whatever the places and sizes", () => {
  const text = fc
    .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer({ min: 0, max: 8 }))
    .map(([units, places]) => {
      const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
      const whole = digits.slice(0, digits.length - places);
      return `${units < 0n ? "-" : ""}${places === 0 ? whole : `${whole}.${digits.slice(-places)}`}`;
    });
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const running = decimalSum();
      for (const one of texts) running.add(one);
      expect(toText(running.total())).toBe(toText(sum(texts.map((one) => exact(one)))));
      // Asked twice, it is the same.
      expect(toText(running.total())).toBe(toText(sum(texts.map((one) => exact(one)))));
    }),
  );
});
