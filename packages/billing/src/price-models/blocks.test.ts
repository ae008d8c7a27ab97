import { expect, it } from "vitest";
import { priceOf } from "../testing/price-of.ts";

const blocks = {
  kind: "blocks",
  tiers: [
    { blockSize: "100", blockPrice: "1", maxBlocks: 10 },
    { blockSize: "1000", blockPrice: "8", maxBlocks: "5" },
  ],
};
const all = { ...blocks, allUnits: true };
const ends = {
  kind: "blocks",
  tiers: [
    { blockSize: "100", blockPrice: "1", upTo: "250", flatFee: "2" },
    { blockSize: "50", blockPrice: "3", flatFee: "7" },
  ],
};
/** docs.flexprice.io/docs/product-catalogue/plans/billing-models/tiered: packages of a volume tier count on all units */
const flexprice = { kind: "blocks", allUnits: true, tiers: [{ blockSize: "1000", blockPrice: "1" }] };

it.each([
  ["nothing used", blocks, "0", "0", "0"],
  ["a started block", blocks, "1", "0", "1"],
  ["the end of the first tier", blocks, "1000", "0", "10"],
  ["a block of the second", blocks, "1001", "0", "18"],
  ["two of the second", blocks, "2500", "0", "26"],
  ["the end of the last tier", blocks, "6000", "0", "50"],
  ["beyond it", blocks, "6001", "0", "NO_TIER"],
  ["the rest of a block that is paid", blocks, "499", "1501", "0"],
  ["a credit mirrors it", blocks, "-2500", "0", "-26"],
  ["all units by the first tier", all, "1000", "0", "10"],
  ["all units by the second", all, "2500", "0", "24"],
  ["all units beyond the last by the last", all, "6001", "0", "56"],
  ["all units became dearer", all, "1", "1000", "6"],
  ["packages of all units", flexprice, "4500", "0", "5"],
  ["the first flat fee at zero", ends, "0", "0", "2"],
  ["none at zero", { ...ends, flatFeeAtZero: false }, "0", "0", "0"],
  ["a tier's end cuts its last block", ends, "250", "0", "5"],
  ["both flat fees", ends, "251", "0", "15"],
  ["all units, the reached tier's fee only", { ...ends, allUnits: true }, "251", "0", "25"],
  ["all units at zero", { ...ends, allUnits: true }, "0", "0", "2"],
  ["all units, none at zero", { ...ends, allUnits: true, flatFeeAtZero: false }, "0", "0", "0"],
])("%s", (_, model, quantity, before, price) => {
  expect(priceOf(model, quantity, before)).toBe(price);
});
