import { describe, expect, it } from "vitest";
import { resultOf } from "./ask-for-tests.ts";

/** What other systems say that a quantity costs, in their own tests and documents. */
type Row = readonly [what: string, request: object, answer: object];

function holds(rows: readonly Row[]): void {
  it.each(rows)("%s", (_, request, answer) => {
    expect(resultOf("price-quantity", { before: "0", ...request })).toMatchObject(answer);
  });
}

const unit = (unitPrice: string) => ({ kind: "perUnit", unitPrice });
const packages = { kind: "package", size: "10", price: "15" };
const minimum = (amount: string, before = "0") => ({ minimumSpend: { amount, before } });
const maximum = (amount: string, before = "0") => ({ maximumSpend: { amount, before } });

describe("OpenMeter, openmeter/billing/rating/service/rate/*_test.go", () => {
  const volume = {
    kind: "volume",
    tiers: [
      { upTo: "5", flatFee: "100" },
      { upTo: "10", flatFee: "150" },
      { upTo: "15", unitPrice: "10" },
      { upTo: null, unitPrice: "5" },
    ],
  };
  const graduated = {
    kind: "graduated",
    tiers: [
      { upTo: "5", flatFee: "100", unitPrice: "0" },
      { upTo: "10", flatFee: "50" },
      { upTo: "15", unitPrice: "5" },
      { upTo: null, unitPrice: "1" },
    ],
  };
  const totals = {
    kind: "graduated",
    tiers: [
      { upTo: "5", flatFee: "100" },
      { upTo: "10", flatFee: "50" },
      { upTo: "15", unitPrice: "10" },
      { upTo: null, unitPrice: "5" },
    ],
  };
  const thousands = { divideBy: "1000", rounding: { mode: "up", places: 0 } };
  const gigabytes = { kind: "graduated", tiers: [{ upTo: "5", unitPrice: "1" }, { unitPrice: "0.5" }] };
  const dynamic = { kind: "percentage", rate: "1.33333" };

  holds([
    ["unit price, no usage", { quantity: "0", model: unit("10") }, { amount: "0.00" }],
    [
      "no usage, a minimum",
      { quantity: "0", model: unit("10"), ...minimum("100") },
      { amount: "100.00", trueUp: "100.00" },
    ],
    ["usage", { quantity: "10", model: unit("100") }, { amount: "1000.00" }],
    [
      "a maximum that is not hit",
      { quantity: "10", model: unit("10"), ...maximum("100") },
      { amount: "100.00", discount: "0.00" },
    ],
    [
      "a maximum that is hit",
      { quantity: "5", before: "7", model: unit("10"), ...maximum("100", "70") },
      { unrounded: "50", amount: "30.00", discount: "20.00" },
    ],
    ["packages, no usage", { quantity: "0", model: packages }, { amount: "0.00" }],
    [
      "packages, no usage, a minimum",
      { quantity: "0", model: packages, ...minimum("100") },
      { amount: "100.00" },
    ],
    ["one package", { quantity: "10", model: packages }, { amount: "15.00" }],
    ["half of one", { quantity: "5", model: packages }, { amount: "15.00" }],
    ["over into the next", { quantity: "5", before: "17", model: packages }, { amount: "15.00" }],
    [
      "packages below the maximum",
      { quantity: "10", model: packages, ...maximum("100") },
      { amount: "15.00" },
    ],
    [
      "packages above it",
      { quantity: "50", before: "60", model: packages, ...maximum("100", "90") },
      { amount: "10.00", discount: "65.00" },
    ],
    ["eleven are two packages", { quantity: "11", model: packages }, { amount: "30.00" }],
    ["volume, no usage: the first flat fee", { quantity: "0", model: volume }, { amount: "100.00" }],
    [
      "volume of one open tier, no usage",
      { quantity: "0", model: { kind: "volume", tiers: [{ unitPrice: "5" }] } },
      { amount: "0.00" },
    ],
    ["volume, within the first tier", { quantity: "3", model: volume }, { amount: "100.00" }],
    ["volume, its end", { quantity: "5", model: volume }, { amount: "100.00" }],
    ["volume, the second", { quantity: "5.001", model: volume }, { amount: "150.00" }],
    ["volume, the third", { quantity: "14", model: volume }, { amount: "140.00" }],
    ["volume, the third's end", { quantity: "15", model: volume }, { amount: "150.00" }],
    ["volume, just past it", { quantity: "16", model: volume }, { amount: "80.00" }],
    ["volume, the fourth", { quantity: "100", model: volume }, { amount: "500.00" }],
    [
      "volume, no usage, a minimum",
      { quantity: "0", model: volume, ...minimum("150") },
      { amount: "150.00", trueUp: "50.00" },
    ],
    [
      "volume, over the minimum",
      { quantity: "100", model: volume, ...minimum("100") },
      { amount: "500.00", trueUp: "0.00" },
    ],
    [
      "volume, less than the minimum",
      { quantity: "5", model: volume, ...minimum("150") },
      { amount: "150.00", trueUp: "50.00" },
    ],
    [
      "volume, just the minimum",
      { quantity: "5", model: volume, ...minimum("100") },
      { amount: "100.00", trueUp: "0.00" },
    ],
    [
      "volume, just the maximum",
      { quantity: "5", model: volume, ...maximum("100") },
      { amount: "100.00", discount: "0.00" },
    ],
    ["graduated over four tiers", { quantity: "22", model: graduated }, { amount: "182.00" }],
    ["graduated, ten after twelve", { quantity: "10", before: "12", model: graduated }, { amount: "22.00" }],
    [
      "graduated, no usage, a minimum beside what was billed",
      { quantity: "0", before: "2", model: graduated, ...minimum("1000", "100") },
      { amount: "900.00", trueUp: "900.00" },
    ],
    [
      "graduated, a maximum in the middle",
      { quantity: "10", before: "12", model: graduated, ...maximum("170", "160") },
      { unrounded: "22", amount: "10.00", discount: "12.00" },
    ],
    ["totals, no usage", { quantity: "0", model: totals }, { amount: "100.00" }],
    ["totals, the first tier", { quantity: "3", model: totals }, { amount: "100.00" }],
    ["totals, a thousandth in the second", { quantity: "5.001", model: totals }, { amount: "150.00" }],
    ["totals, the third", { quantity: "12", model: totals }, { amount: "170.00" }],
    ["totals, the fourth", { quantity: "22", model: totals }, { amount: "235.00" }],
    [
      "units converted and rounded up",
      { quantity: "1400", model: unit("10"), convert: thousands },
      { amount: "20.00" },
    ],
    [
      "tiers in converted units",
      { quantity: "7400", model: gigabytes, convert: thousands },
      { amount: "6.50" },
    ],
    ["a multiple of money", { quantity: "10", model: dynamic }, { amount: "13.33" }],
    [
      "a multiple, its maximum hit",
      { quantity: "50", before: "70", model: dynamic, ...maximum("100", "93.33") },
      { amount: "6.67", discount: "60.00" },
    ],
  ]);
});

describe("Lago, spec/services/charge_models/*_spec.rb", () => {
  const graduated = {
    kind: "graduated",
    tiers: [
      { upTo: "10", unitPrice: "10", flatFee: "2" },
      { upTo: "20", unitPrice: "5", flatFee: "3" },
      { upTo: null, unitPrice: "5", flatFee: "3" },
    ],
  };
  const percents = {
    kind: "graduated",
    tiers: [
      { upTo: "10", flatFee: "200", unitPrice: "0.01" },
      { upTo: "20", flatFee: "300", unitPrice: "0.02" },
      { upTo: null, flatFee: "400", unitPrice: "0.03" },
    ],
  };
  const volume = {
    kind: "volume",
    tiers: [
      { upTo: "100", unitPrice: "2", flatFee: "10" },
      { upTo: "200", unitPrice: "1", flatFee: "0" },
      { upTo: null, unitPrice: "0.5", flatFee: "50" },
    ],
  };
  const tens = { kind: "package", size: "10", price: "100" };
  /** Four events; Lago takes the amounts of the first events off, which here are stated as free. */
  const share = { kind: "percentage", rate: "0.013", base: "800", feePerEvent: "2" };

  holds([
    ["graduated, none", { quantity: "0", model: graduated }, { amount: "2.00" }],
    ["graduated, 1", { quantity: "1", model: graduated }, { amount: "12.00" }],
    ["graduated, 10", { quantity: "10", model: graduated }, { amount: "102.00" }],
    ["graduated, 11", { quantity: "11", model: graduated }, { amount: "110.00" }],
    ["graduated, 12", { quantity: "12", model: graduated }, { amount: "115.00" }],
    ["graduated, 21", { quantity: "21", model: graduated }, { amount: "163.00" }],
    [
      "graduated, a free sliver first",
      {
        quantity: "0",
        model: { kind: "graduated", tiers: [{ upTo: "0.01" }, { unitPrice: "10", flatFee: "2" }] },
      },
      { amount: "0.00" },
    ],
    ["percents, none", { quantity: "0", model: percents }, { amount: "200.00" }],
    ["percents, 1", { quantity: "1", model: percents }, { amount: "200.01" }],
    ["percents, 10", { quantity: "10", model: percents }, { amount: "200.10" }],
    ["percents, 11", { quantity: "11", model: percents }, { amount: "500.12" }],
    ["percents, 12", { quantity: "12", model: percents }, { amount: "500.14" }],
    ["percents, 21", { quantity: "21", model: percents }, { amount: "900.33" }],
    ["volume, none", { quantity: "0", model: volume }, { amount: "10.00" }],
    ["volume, 1", { quantity: "1", model: volume }, { amount: "12.00" }],
    ["volume, 100", { quantity: "100", model: volume }, { amount: "210.00" }],
    ["volume, between two ranges", { quantity: "100.5", model: volume }, { amount: "100.50" }],
    ["volume, 101", { quantity: "101", model: volume }, { amount: "101.00" }],
    ["volume, 200", { quantity: "200", model: volume }, { amount: "200.00" }],
    ["volume, 210", { quantity: "210", model: volume }, { amount: "155.00" }],
    ["volume, 300", { quantity: "300", model: volume }, { amount: "200.00" }],
    ["packages, 121", { quantity: "121", model: tens }, { amount: "1300.00" }],
    ["packages, 10 free", { quantity: "121", model: { ...tens, free: "10" } }, { amount: "1200.00" }],
    [
      "packages, more free than used",
      { quantity: "121", model: { ...tens, free: "200" } },
      { amount: "0.00" },
    ],
    ["a share and fees", { quantity: "4", model: share }, { amount: "18.40" }],
    [
      "250 and two events free",
      { quantity: "4", model: { ...share, freeAmount: "250", freeEvents: "2" } },
      { unrounded: "11.15" },
    ],
    [
      "400 and three events free",
      { quantity: "4", model: { ...share, freeAmount: "400", freeEvents: "3" } },
      { unrounded: "7.2" },
    ],
    ["a rate of nothing", { quantity: "4", model: { ...share, rate: "0" } }, { amount: "8.00" }],
    [
      "a small amount",
      { quantity: "4", model: { kind: "percentage", rate: "0.029" }, rounding: { mode: "none", places: 0 } },
      { amount: "0.116" },
    ],
    [
      "guide, spending minimum: half of it used",
      { quantity: "5000", model: unit("0.010"), ...minimum("100") },
      { amount: "100.00", trueUp: "50.00" },
    ],
  ]);
});

describe("jBilling user guide, pricing models", () => {
  const graduated = { kind: "perUnit", unitPrice: "30", included: "5" };
  holds([
    ["metered: two at 100", { quantity: "2", model: unit("100") }, { amount: "200.00" }],
    ["graduated: all included", { quantity: "5", model: graduated }, { amount: "0.00" }],
    ["graduated: two above", { quantity: "7", model: graduated }, { amount: "60.00" }],
    [
      "graduated with a cap",
      { quantity: "10", model: { ...graduated, maximum: "100" } },
      { amount: "100.00" },
    ],
  ]);
});
