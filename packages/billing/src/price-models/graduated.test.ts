import { expect, it } from "vitest";
import { priceOf } from "../testing/price-of.ts";

const tiered = {
  kind: "graduated",
  tiers: [
    { upTo: "100", unitPrice: "4" },
    { unitPrice: "3", flatFee: "10" },
  ],
};
/** zuplo.com/docs/articles/monetization/pricing-models, "Graduated pricing" */
const zuplo = {
  kind: "graduated",
  tiers: [{ upTo: "1000", unitPrice: "0.10" }, { upTo: "10000", unitPrice: "0.05" }, { unitPrice: "0.01" }],
};
/** docs.useautumn.com/documentation/modelling-pricing/graduated-pricing */
const autumn = {
  kind: "graduated",
  tiers: [{ upTo: "1000", unitPrice: "0.01" }, { upTo: "10000", unitPrice: "0.008" }, { unitPrice: "0.005" }],
};
/** docs.zuora.com, ratingDetail schema, "Example: Tiered pricing mode" */
const zuora = {
  kind: "graduated",
  tiers: [
    { upTo: "100", unitPrice: "0" },
    { upTo: "200", unitPrice: "2" },
  ],
};
/** getlago.com/docs/guide/plans/charges/charge-models/graduated */
const lago = {
  kind: "graduated",
  tiers: [{ upTo: "100", unitPrice: "1" }, { upTo: "200", unitPrice: "0.50" }, { unitPrice: "0.10" }],
};
/** getlago.com/docs/guide/plans/charges/charge-models/graduated-percentage: money is the quantity, a share its price */
const percents = {
  kind: "graduated",
  tiers: [
    { upTo: "1000", unitPrice: "0.01", flatFee: "200" },
    { upTo: "10000", unitPrice: "0.02", flatFee: "300" },
    { unitPrice: "0.03", flatFee: "400" },
  ],
};
const fees = {
  kind: "graduated",
  tiers: [
    { upTo: "10", flatFee: "5" },
    { upTo: "20", flatFee: "7" },
  ],
};

it.each([
  ["the first tier", tiered, "100", "0", "400"],
  ["a part of a unit reaches the second", tiered, "100.5", "0", "411.5"],
  ["both", tiered, "500", "0", "1610"],
  ["the second tier after the first", tiered, "400", "100", "1210"],
  ["no fee again", tiered, "100", "200", "300"],
  ["a credit mirrors it", tiered, "-500", "0", "-1610"],
  ["what is taken back is cheapest first", tiered, "-100", "500", "-300"],
  ["three tiers", zuplo, "15000", "0", "600"],
  ["three tiers", autumn, "15000", "0", "107"],
  ["a free tier first", zuora, "130", "0", "60"],
  ["the end of the last tier", zuora, "200", "0", "200"],
  ["beyond the last tier", zuora, "201", "0", "NO_TIER"],
  ["beyond it with what came before", zuora, "1", "200", "NO_TIER"],
  ["three tiers", lago, "250", "0", "155"],
  ["a first transaction of 500", percents, "500", "0", "205"],
  ["a second of 550", percents, "550", "500", "306"],
  ["a third of 4,000", percents, "4000", "1050", "80"],
  ["the first flat fee at zero", fees, "0", "0", "5"],
  ["both flat fees", fees, "11", "0", "12"],
  ["only the second, the first was due before", fees, "6", "5", "7"],
  ["the first flat fee from the first unit on", { ...fees, flatFeeAtZero: false }, "0", "0", "0"],
  ["the first unit", { ...fees, flatFeeAtZero: false }, "1", "0", "5"],
])("%s", (_, model, quantity, before, price) => {
  expect(priceOf(model, quantity, before)).toBe(price);
});
