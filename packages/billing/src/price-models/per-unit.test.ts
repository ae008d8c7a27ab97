import { expect, it } from "vitest";
import { priceOf } from "../testing/price-of.ts";

const plain = { kind: "perUnit", unitPrice: "0.02" };
const phone = { kind: "perUnit", unitPrice: "0.50", included: "500" };
const capped = { kind: "perUnit", unitPrice: "0.02", included: "20", maximum: "9" };

it.each([
  ["nothing used", plain, "0", "0", "0"],
  ["every unit", plain, "500", "0", "10"],
  ["parts of a unit", plain, "0.5", "0", "0.01"],
  ["a credit mirrors it", plain, "-500", "0", "-10"],
  // docs.zuora.com, overage pricing: 500 minutes are free, beyond them 0.50 each
  ["all included", phone, "500", "0", "0"],
  ["one above the included", phone, "501", "0", "0.5"],
  ["the included were used up before", phone, "10", "500", "5"],
  ["half of them were used before", phone, "300", "300", "50"],
  ["taken back into the included", phone, "-100", "550", "-25"],
  ["below the maximum", capped, "469", "0", "8.98"],
  ["at the maximum", capped, "470", "0", "9"],
  ["above the maximum", capped, "500", "0", "9"],
  ["the maximum was reached before", capped, "100", "500", "0"],
  ["the rest up to the maximum", capped, "500", "370", "2"],
])("%s", (_, model, quantity, before, price) => {
  expect(priceOf(model, quantity, before)).toBe(price);
});
