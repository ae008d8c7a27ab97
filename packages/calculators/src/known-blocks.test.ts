import { describe, expect, it } from "vitest";
import { resultOf } from "./ask-for-tests.ts";

type Tier = readonly [size: string, maxBlocks: string | null, price: string];

function priced(quantity: string, tiers: readonly Tier[], more: object = {}): unknown {
  const model = {
    kind: "blocks",
    tiers: tiers.map(([blockSize, maxBlocks, blockPrice]) => ({ blockSize, maxBlocks, blockPrice })),
  };
  const { allUnits, ...rest } = more as { readonly allUnits?: boolean };
  const asked = { quantity, model: allUnits === undefined ? model : { ...model, allUnits }, ...rest };
  return (resultOf("price-quantity", asked) as { readonly amount: string }).amount;
}

/** Units of one, at three prices. */
const FOO: readonly Tier[] = [
  ["1", "10", "1"],
  ["1", "50", "10"],
  ["1", "75", "100"],
];
const BAR: readonly Tier[] = [
  ["1", "100", "2"],
  ["1", "500", "20"],
  ["1", "750", "200"],
];

describe("Kill Bill, TestContiguousIntervalConsumableInArrear: all tiers", () => {
  it.each<[what: string, quantity: string, tiers: readonly Tier[], amount: string]>([
    [
      "SizeOneWith_ALL_TIERS",
      "111",
      [
        ["1", "10", "1.5"],
        ["1", "100", "1.0"],
        ["1", "1000", "0.5"],
      ],
      "115.50",
    ],
    [
      "With_ALL_TIERS",
      "5325",
      [
        ["100", "10", "1"],
        ["1000", "100", "1"],
      ],
      "15.00",
    ],
    [
      "WithUnlimitedMax",
      "5325",
      [
        ["100", "10", "1"],
        ["1000", null, "1"],
      ],
      "15.00",
    ],
    ["AggregateModeAllTier, FOO 5", "5", FOO, "5.00"],
    ["AggregateModeAllTier, FOO 75", "75", FOO, "2010.00"],
    ["AggregateModeAllTier, BAR 99", "99", BAR, "198.00"],
    ["AggregateModeAllTier, BAR 101", "101", BAR, "220.00"],
    ["BilledUsage, minutes", "1000", [["1000", "10000", "0.5"]], "0.50"],
    ["BilledUsage, Mbytes", "30720", [["512", "512000", "0.3"]], "18.00"],
    ["ComputeWithFractionOfCents", "55", [["1", "100", "0.067"]], "3.69"],
  ])("%s: %s units", (_, quantity, tiers, amount) => {
    expect(priced(quantity, tiers)).toBe(amount);
  });

  it.each([
    ["FOO", "20", "50", FOO, "1100.00"],
    ["BAR", "120", "80", BAR, "2040.00"],
  ])(
    "MultipleItemsAndTiersWithExistingItems, %s: %s units after %s",
    (_, quantity, before, tiers, amount) => {
      expect(priced(quantity, tiers, { before })).toBe(amount);
    },
  );
});

describe("Kill Bill, TestContiguousIntervalConsumableInArrear: all units by the top tier", () => {
  const three: readonly Tier[] = [
    ["100", "10", "1"],
    ["1000", "100", "1"],
    ["1000", "100", "0.5"],
  ];
  it.each<[what: string, quantity: string, tiers: readonly Tier[], amount: string]>([
    ["With_TOP_TIER, in the first", "1000", three, "10.00"],
    ["With_TOP_TIER, to the end of the second", "101000", three, "101.00"],
    ["With_TOP_TIER, one more", "101001", three, "51.00"],
    ["With_TOP_TIER, beyond the last", "300000", three, "150.00"],
    [
      "WithUnlimitedMax",
      "2000",
      [
        ["100", "10", "10"],
        ["100", null, "1"],
      ],
      "20.00",
    ],
    [
      "SizeOne",
      "111",
      [
        ["1", "10", "1.5"],
        ["1", "100", "1.0"],
        ["1", "1000", "0.5"],
      ],
      "55.50",
    ],
    ["AggregateModeTopTier, FOO", "76", FOO, "7600.00"],
    ["AggregateModeTopTier, BAR", "101", BAR, "2020.00"],
  ])("%s: %s units", (_, quantity, tiers, amount) => {
    expect(priced(quantity, tiers, { allUnits: true })).toBe(amount);
  });
});

describe("Kill Bill, TestContiguousIntervalCapacityInArrear: a price for what was reached", () => {
  const capacity = (first: string, second: string) => ({
    kind: "volume",
    tiers: [
      { upTo: first, flatFee: "1" },
      { upTo: second, flatFee: "10" },
      { upTo: null, flatFee: "100" },
    ],
  });
  it.each([
    ["99", capacity("100", "500"), "1.00"],
    ["101", capacity("100", "500"), "10.00"],
    ["5", capacity("10", "50"), "1.00"],
    ["75", capacity("10", "50"), "100.00"],
  ])("%s by %j: %s", (quantity, model, amount) => {
    expect(resultOf("price-quantity", { quantity, model })).toMatchObject({ amount });
  });
});

describe("Zuora, rating by billing period: 10 at 2, 10 at 3, then 5", () => {
  const model = {
    kind: "graduated",
    tiers: [
      { upTo: "10", unitPrice: "2" },
      { upTo: "20", unitPrice: "3" },
      { upTo: null, unitPrice: "5" },
    ],
  };
  it.each([
    ["15", "0", "35.00"],
    ["10", "15", "40.00"],
    ["25", "0", "75.00"],
  ])("%s units after %s: %s", (quantity, before, amount) => {
    expect(resultOf("price-quantity", { quantity, before, model })).toMatchObject({ amount });
  });
});
