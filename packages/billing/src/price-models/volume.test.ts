import { expect, it } from "vitest";
import { priceOf } from "../testing/price-of.ts";

const plain = {
  kind: "volume",
  tiers: [
    { upTo: "100", unitPrice: "4" },
    { upTo: "200", unitPrice: "3" },
  ],
};
/** getlago.com/docs/guide/plans/charges/charge-models/volume */
const lago = {
  kind: "volume",
  tiers: [
    { upTo: "10000", unitPrice: "0.0010", flatFee: "10" },
    { upTo: "50000", unitPrice: "0.0008", flatFee: "10" },
    { upTo: "100000", unitPrice: "0.0006", flatFee: "10" },
    { unitPrice: "0.0004", flatFee: "10" },
  ],
};
/** zuplo.com/docs/articles/monetization/pricing-models, "Volume pricing" */
const zuplo = {
  kind: "volume",
  tiers: [{ upTo: "1000", unitPrice: "0.10" }, { upTo: "10000", unitPrice: "0.05" }, { unitPrice: "0.01" }],
};

it.each([
  ["the end of a tier belongs to it", plain, "100", "0", "400"],
  ["one more unit makes all of them cheaper", plain, "101", "0", "303"],
  ["so that it is worth less than nothing", plain, "1", "100", "-97"],
  ["within one tier", plain, "10", "120", "30"],
  ["a credit mirrors it", plain, "-101", "0", "-303"],
  ["taken back into the dearer tier", plain, "-1", "101", "97"],
  ["beyond the last tier", plain, "200.01", "0", "NO_TIER"],
  ["the fee of the tier that is reached only", lago, "65000", "0", "49"],
  ["the first fee at zero", lago, "0", "0", "10"],
  ["the first fee from the first unit on", { ...lago, flatFeeAtZero: false }, "0", "0", "0"],
  ["the fee of both tiers is one", lago, "1", "10000", "-1.9992"],
  ["the highest tier", zuplo, "15000", "0", "150"],
])("%s", (_, model, quantity, before, price) => {
  expect(priceOf(model, quantity, before)).toBe(price);
});
