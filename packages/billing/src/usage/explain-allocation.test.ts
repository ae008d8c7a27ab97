import { describe, expect, it } from "vitest";
import { allocated, callOf, planWith } from "../testing/usage-month.ts";
import { explainAllocation } from "./explain-allocation.ts";

const pool = { id: "bundle", included: "1" };
const tiers = { model: { kind: "graduated", tiers: [{ upTo: null, unitPrice: "0.02" }] } };
const told = (pools: readonly object[], withTiers?: object) => {
  const call = callOf({ billedSeconds: 90 });
  const { calls } = allocated({ plans: [planWith(pools, withTiers)], calls: [call] });
  return explainAllocation(call, calls[0]!);
};

describe("explainAllocation", () => {
  it.each([
    [
      "a pool that covers a part",
      [pool],
      undefined,
      ["The pool bundle covers 60 of its 90 billed seconds.", "Billed 0.015000, the list price is 0.045000."],
    ],
    [
      "a location's pool of calls",
      [{ ...pool, unit: "calls", scope: "location" }],
      undefined,
      ["The pool bundle of hq covers the call.", "Billed 0.000000, the list price is 0.045000."],
    ],
    [
      "fair use with a price",
      [
        {
          id: "all",
          included: "unlimited",
          fairUse: { limit: "1", beyond: { kind: "unitPrice", price: "0.01" } },
        },
      ],
      undefined,
      [
        "The pool all covers 60 of its 90 billed seconds.",
        "Beyond the fair-use limit of the pool all: 30 of its 90 billed seconds, at 0.01 a minute.",
        "Billed 0.005000, the list price is 0.045000.",
      ],
    ],
    [
      "tiers after a pool",
      [pool],
      tiers,
      [
        "The pool bundle covers 60 of its 90 billed seconds.",
        "What no pool covers is priced by tiers: it takes the period from 0 to 0.5 minutes.",
        "Billed 0.010000, the list price is 0.045000.",
      ],
    ],
    ["a call at its list price", [{ ...pool, products: ["local"] }], undefined, []],
  ])("%s", (_, pools, withTiers, sentences) => {
    expect(told(pools, withTiers)).toEqual(sentences);
  });
});
