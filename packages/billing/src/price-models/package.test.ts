import { expect, it } from "vitest";
import { priceOf } from "../testing/price-of.ts";

/** getlago.com/docs/guide/plans/charges/charge-models/package */
const lago = { kind: "package", size: "100", price: "5", free: "100" };
/** chargebee.com/docs/billing/2.0/product-catalog/package-pricing; its minimum of one package at no usage is not this model's */
const chargebee = { kind: "package", size: 1_000_000, price: "1.25" };

it.each([
  ["nothing used", chargebee, "0", "0", "0"],
  ["a started package", chargebee, "10", "0", "1.25"],
  ["exactly one", chargebee, "1000000", "0", "1.25"],
  ["one and a half", chargebee, "1500000", "0", "2.5"],
  ["free units", lago, "100", "0", "0"],
  ["one above the free ones", lago, "101", "0", "5"],
  ["two packages", lago, "201", "0", "10"],
  ["the rest of a package that is paid", lago, "99", "101", "0"],
  ["one more than the rest", lago, "100", "101", "5"],
  ["a credit mirrors it", lago, "-201", "0", "-10"],
  ["a part of a unit starts a package", lago, "200.001", "0", "10"],
])("%s", (_, model, quantity, before, price) => {
  expect(priceOf(model, quantity, before)).toBe(price);
});
