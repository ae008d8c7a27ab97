import { Account } from "@tollwright/inventory";
import { describe, expect, it } from "vitest";
import { checkMoneyRules, checkReach } from "./check-money-rules.ts";
import { PricePlan } from "./plan/price-plan.ts";

const voip = { serviceClass: "voip", portion: "mixed" };
const seat = {
  ...{ ...voip, kind: "recurring", id: "seat", name: "Seat", unit: "subscription" },
  ...{ pricePerMonth: "10.00", proration: "none" },
};
const plan = (...products: readonly object[]) =>
  PricePlan.parse({ id: "sip", description: "SIP.", currency: "USD", products: [seat, ...products] });
const discount = (products: readonly string[] | null) => ({
  ...{ kind: "discount", id: "off", name: "Discount", off: { kind: "percent", value: "0.1" }, products },
});
const told = (findings: readonly { readonly code: string; readonly path: readonly (string | number)[] }[]) =>
  findings.map(({ code, path }) => `${code} ${path.join(".")}`);

it.each([
  ["a product that is there", discount(["seat"]), []],
  ["every product", discount(null), []],
  ["one that is not there", discount(["seat", "sit"]), ["PRODUCT_NOT_IN_PLAN products.1.products.1"]],
  ["a discount", discount(["off"]), ["PRODUCT_WRONG_KIND products.1.products.0"]],
  [
    "a minimum on a product that is not there",
    {
      ...{ ...voip, kind: "commitment", id: "min", name: "Minimum", proration: "calendarDay" },
      ...{ minimumPerMonth: "5.00", products: ["sit"] },
    },
    ["PRODUCT_NOT_IN_PLAN products.1.products.0"],
  ],
])("a rule that reaches %s", (_, product, expected) => {
  expect(told(checkReach(plan(product)))).toEqual(expected);
});

describe("an account's rules", () => {
  const sla = { kind: "credit", id: "sla", name: "Service level credit" };
  const levels = { ...sla, serviceLevels: [{ atLeastMinutes: 60, share: "0.05" }] };
  const credit = { id: "k1", product: "sla", on: "2026-04-20", reason: "Outage", by: "N. Ops" };
  const suspension = { id: "s1", billedShare: "0", reason: "Unpaid", from: "2026-04-01" };

  it.each<[string, object, Record<string, unknown>, readonly string[]]>([
    ["a credit of what is sold", sla, { credits: [{ ...credit, share: "1", of: ["seat"] }] }, []],
    [
      "a credit of what is not",
      sla,
      { credits: [{ ...credit, share: "1", of: ["sit"] }] },
      ["PRODUCT_NOT_IN_PLAN credits.0.of.0"],
    ],
    ["an outage with service levels", levels, { credits: [{ ...credit, outageMinutes: 61 }] }, []],
    [
      "an outage without any",
      sla,
      { credits: [{ ...credit, outageMinutes: 61 }] },
      ["PRODUCT_WRONG_KIND credits.0.outageMinutes"],
    ],
    [
      "a suspension of what is not sold",
      sla,
      { suspensions: [{ ...suspension, products: ["seat", "sit"] }] },
      ["PRODUCT_NOT_IN_PLAN suspensions.0.products.1"],
    ],
  ])("%s", (_, product, inventory, expected) => {
    const address = { lines: ["1 Main St"], city: "Springfield", state: "ZZ", postalCode: "00001" };
    const account = Account.parse({
      ...{ id: "acme", name: "Acme", legalEntity: "tw", billingAddress: address, zone: "America/Chicago" },
      plans: [{ plan: "sip", from: "2025-01-01" }],
      locations: [{ id: "hq", name: "HQ", address, place: { state: "ZZ" }, from: "2025-01-01" }],
      defaultLocation: "hq",
      ...inventory,
    });
    expect(told(checkMoneyRules(account, new Map([["sip", plan(product)]])))).toEqual(expected);
  });
});
