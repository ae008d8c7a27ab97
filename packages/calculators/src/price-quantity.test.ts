import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

const graduated = {
  kind: "graduated",
  tiers: [
    { upTo: "100", unitPrice: "4" },
    { upTo: null, unitPrice: "3", flatFee: "10" },
  ],
};
const perUnit = (unitPrice: string) => ({ kind: "perUnit", unitPrice });

describe("price-quantity", () => {
  it("answers the contract's example, with a sentence a step", () => {
    const request = {
      quantity: "500",
      before: "0",
      model: graduated,
      rounding: { mode: "halfUp", places: 2 },
    };
    expect(answerOf("price-quantity", request)).toEqual({
      result: {
        amount: "1610.00",
        unrounded: "1610",
        parts: [
          { what: "tier 1, up to 100", tier: 1, quantity: "100", unitPrice: "4", amount: "400" },
          { what: "tier 2, above 100", tier: 2, quantity: "400", unitPrice: "3", amount: "1200" },
          { what: "flat fee of tier 2", tier: 2, quantity: null, unitPrice: null, amount: "10" },
        ],
      },
      explanation: [
        "tier 1, up to 100: 100 × 4 = 400.",
        "tier 2, above 100: 400 × 3 = 1200.",
        "flat fee of tier 2: 10.",
        "Together 1610, rounded halfUp to 2 places: 1610.00.",
      ],
    });
  });

  it.each([
    ["cents, half-up, where nothing is said", { quantity: "1", model: perUnit("0.125") }, "0.13"],
    ["by magnitude", { quantity: "-1", model: perUnit("0.125") }, "-0.13"],
    [
      "to the fourth place",
      { quantity: "1", model: perUnit("0.125"), rounding: { mode: "down", places: 4 } },
      "0.1250",
    ],
    ["not rounded", { quantity: "1", model: perUnit("0.125"), rounding: { mode: "none" } }, "0.125"],
    [
      "null is left out",
      { quantity: "1", before: null, convert: null, minimumSpend: null, model: perUnit("1") },
      "1.00",
    ],
  ])("%s", (_, request, amount) => {
    expect(resultOf("price-quantity", request)).toMatchObject({ amount });
  });

  it.each([
    ["rounded up", "1500", "0", { divideBy: "1000", rounding: { mode: "up", places: 0 } }, "2"],
    ["exactly", "1500", "0", { divideBy: "1000" }, "1.5"],
    ["a fraction that never ends", "100", "0", { divideBy: "3" }, "33.33333333333333333333"],
    [
      "each by itself, then the difference",
      "1500",
      "500",
      { divideBy: "1000", rounding: { mode: "up", places: 0 } },
      "2",
    ],
    [
      "a negative one away from zero",
      "-1500",
      "0",
      { divideBy: "1000", rounding: { mode: "up", places: 0 } },
      "-2",
    ],
  ])("units are converted first: %s", (_, quantity, before, convert, unrounded) => {
    const request = { quantity, before, convert, model: perUnit("1") };
    expect(resultOf("price-quantity", request)).toMatchObject({ unrounded });
  });

  it("a first flat fee is due once, though what was priced before converts to no unit", () => {
    const model = { kind: "graduated", tiers: [{ unitPrice: "1", flatFee: "5" }] };
    const convert = { divideBy: "1000", rounding: { mode: "down", places: 0 } };
    const priced = (quantity: string, before: string) =>
      resultOf("price-quantity", { quantity, before, convert, model });
    expect(priced("400", "0")).toMatchObject({ amount: "5.00" });
    expect(priced("2400", "400")).toMatchObject({ amount: "2.00" });
  });

  it("shows both limits where there is one, and what was before them", () => {
    const request = { quantity: "10", model: perUnit("6"), minimumSpend: { amount: "100", before: "30" } };
    const limited = { amount: "70.00", unrounded: "60", trueUp: "10.00", discount: "0.00" };
    expect(resultOf("price-quantity", request)).toMatchObject(limited);
  });

  it.each([
    [
      { quantity: "201", model: { kind: "volume", tiers: [{ upTo: "200", unitPrice: "1" }] } },
      "NO_TIER quantity",
    ],
    [{ quantity: 500, model: graduated }, "INVALID_DOCUMENT quantity"],
    [{ quantity: "5", model: { ...graduated, tiers: [] } }, "INVALID_DOCUMENT model.tiers"],
    [
      { quantity: "5", model: { kind: "graduated", tiers: [{ unitPrice: "1" }, { unitPrice: "2" }] } },
      "INVALID_DOCUMENT model.tiers[0].upTo",
    ],
    [
      { quantity: "5", model: { kind: "volume", tiers: [{ upTo: "9" }, { upTo: "9" }] } },
      "INVALID_DOCUMENT model.tiers[1].upTo",
    ],
    [
      { quantity: "5", model: { kind: "volume", tiers: [{ upTo: "9" }, { upTo: "many" }] } },
      "INVALID_DOCUMENT model.tiers[1].upTo",
    ],
    [
      { quantity: "5", model: { kind: "volume", tiers: [{ upTo: "" }, { upTo: "9" }] } },
      "INVALID_DOCUMENT model.tiers[0].upTo",
    ],
    [{ quantity: "5", model: { kind: "package", size: "0", price: "1" } }, "INVALID_DOCUMENT model.size"],
    [{ quantity: "5", model: { kind: "stairs" } }, "INVALID_DOCUMENT model.kind"],
    [{ quantity: "5", model: perUnit("1"), convert: { divideBy: "0" } }, "INVALID_DOCUMENT convert.divideBy"],
    [{ quantity: "5", model: { ...perUnit("1"), price: "2" } }, "UNKNOWN_FIELD model.price"],
    [
      { quantity: "5", model: { kind: "percentage", rate: "0.01", feePerEvent: "1" } },
      "INVALID_DOCUMENT model.base",
    ],
    [
      {
        quantity: "5",
        model: { kind: "blocks", tiers: [{ blockSize: "1", blockPrice: "1", maxBlocks: 1, upTo: "2" }] },
      },
      "INVALID_DOCUMENT model.tiers[0]",
    ],
  ])("refuses %j", (request, problem) => {
    expect(problemsOf("price-quantity", request)).toContain(problem);
  });
});
