import { Account } from "@tollwright/inventory";
import { parse } from "@tollwright/yaml";
import { describe, expect, it } from "vitest";
import { checkPoolBalances, checkPools } from "./check-pools.ts";
import { PricePlan } from "./plan/price-plan.ts";
import { ACCOUNT } from "./testing/example-files.ts";

const voip = { serviceClass: "voip", portion: "mixed" };
const planWith = (pool: object) =>
  PricePlan.parse({
    id: "basic",
    description: "An example plan.",
    currency: "USD",
    products: [
      {
        ...voip,
        kind: "usage",
        id: "ld",
        name: "Long distance",
        classes: ["interstate"],
        price: { kind: "free" },
      },
      { ...voip, kind: "oneTime", id: "visit", name: "Visit", unit: "each", price: "1" },
      { kind: "pool", id: "bundle", name: "Minutes", included: "100", proration: "calendarDay", ...pool },
    ],
  });
const told = (found: readonly { readonly code: string; readonly path: readonly unknown[] }[]) =>
  found.map(({ code, path }) => `${code} ${path.join(".")}`);

describe("checkPools", () => {
  it.each([
    ["a usage product", ["ld"], []],
    ["one that is not there", ["ld", "local"], ["PRODUCT_NOT_IN_PLAN products.2.products.1"]],
    ["one that has no calls", ["visit"], ["PRODUCT_WRONG_KIND products.2.products.0"]],
  ])("names %s", (_, products, expected) => {
    expect(told(checkPools(planWith({ products })))).toEqual(expected);
  });
});

describe("checkPoolBalances", () => {
  const account = (balance: object) =>
    Account.parse({
      ...parse(ACCOUNT),
      poolBalances: [{ pool: "bundle", units: "5", from: "2026-02-01", until: "2026-05-01", ...balance }],
    });
  it.each([
    ["the account's pool", {}, {}, []],
    ["an unknown pool", {}, { pool: "other" }, ["PRODUCT_NOT_IN_PLAN poolBalances.0.pool"]],
    [
      "days before the plan",
      {},
      { from: "2025-01-01", until: "2025-03-01" },
      ["PRODUCT_NOT_IN_PLAN poolBalances.0.pool"],
    ],
    ["a holder of the account's pool", {}, { holder: "main" }, ["REFERENCE_UNKNOWN poolBalances.0.holder"]],
    ["a location", { scope: "location" }, { holder: "main" }, []],
    ["no location", { scope: "location" }, {}, ["REFERENCE_UNKNOWN poolBalances.0.holder"]],
    ["a trunk group", { scope: "trunkGroup" }, { holder: "t1" }, []],
    [
      "an unknown trunk group",
      { scope: "trunkGroup" },
      { holder: "t2" },
      ["REFERENCE_UNKNOWN poolBalances.0.holder"],
    ],
  ])("%s", (_, pool, balance, expected) => {
    expect(told(checkPoolBalances(account(balance), new Map([["basic", planWith(pool)]])))).toEqual(expected);
  });
});

describe("a plan's pools and tiers", () => {
  it.each([
    ["fair use of a pool with a size", { fairUse: { limit: "5", beyond: { kind: "review" } } }],
    ["rollover of an unlimited pool", { included: "unlimited", rollover: { months: 1 } }],
    ["a pool without proration", { proration: undefined }],
  ])("refuses %s", (_, pool) => {
    expect(() => planWith(pool)).toThrow();
  });

  const tiered = (model: object) => ({
    ...planWith({}),
    products: [
      {
        ...voip,
        kind: "usage",
        id: "ld",
        name: "LD",
        classes: ["interstate"],
        price: { kind: "free" },
        tiers: { model },
      },
    ],
  });
  it.each([
    [
      "an open last tier",
      {
        kind: "graduated",
        tiers: [
          { upTo: "10", unitPrice: "1" },
          { upTo: null, unitPrice: "2" },
        ],
      },
      true,
    ],
    ["a last tier that ends", { kind: "graduated", tiers: [{ upTo: "10", unitPrice: "1" }] }, false],
    [
      "blocks that end",
      { kind: "blocks", tiers: [{ blockSize: "10", blockPrice: "1", maxBlocks: "3" }] },
      false,
    ],
    ["a package", { kind: "package", size: "100", price: "5" }, true],
    ["a percentage", { kind: "percentage", rate: "0.1" }, false],
  ])("%s: %s", (_, model, fits) => {
    expect(PricePlan.safeParse(tiered(model)).success).toBe(fits);
  });
});
