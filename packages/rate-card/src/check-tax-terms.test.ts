import { LegalEntity } from "@tollwright/inventory";
import { CoverageSchema, LevySchema } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { checkAllocations } from "./check-allocations.ts";
import { checkSellerTaxes } from "./check-seller-taxes.ts";
import { checkLevyClasses, checkProductClasses, knownTaxClasses } from "./check-tax-classes.ts";
import { PricePlan } from "./plan/price-plan.ts";

const told = (findings: readonly { readonly code: string; readonly path: readonly (string | number)[] }[]) =>
  findings.map(({ code, path }) => `${code} ${path.join(".")}`);

const bundle = (more: object) =>
  PricePlan.parse({
    ...{ id: "home", description: "Home", currency: "USD" },
    products: [
      {
        ...{ kind: "recurring", id: "bundle", name: "Bundle", serviceClass: "voip", portion: "mixed" },
        ...{ unit: "subscription", pricePerMonth: "60.00", proration: "none", ...more },
      },
    ],
  });
const parts = (...portions: readonly object[]) => ({
  ...{ from: "2026-01-01", evidence: "price list" },
  components: portions.map((part, index) => ({
    ...{ name: `part ${index}`, serviceClass: "voip", portion: "mixed", ...part },
  })),
});
const sums = "ALLOCATION_SUM products.0.allocations.0.components";

describe("components of a bundle", () => {
  it.each<[string, object, readonly string[]]>([
    ["shares of the whole", { allocations: [parts({ share: "0.6" }, { share: "0.4" })] }, []],
    ["fractions", { allocations: [parts({ share: "1/3" }, { share: "2/3" })] }, []],
    ["a share too little", { allocations: [parts({ share: "0.6" }, { share: "0.39" })] }, [sums]],
    ["amounts of the price", { allocations: [parts({ amount: "20.00" }, { amount: "40.00" })] }, []],
    ["a cent too much", { allocations: [parts({ amount: "20.01" }, { amount: "40.00" })] }, [sums]],
    [
      "amounts of a price that changed meanwhile",
      {
        allocations: [parts({ amount: "20.00" }, { amount: "40.00" })],
        priceChanges: [{ from: "2026-04-01", price: "66.00" }],
      },
      [sums],
    ],
    [
      "with new amounts from that day",
      {
        allocations: [
          parts({ amount: "20.00" }, { amount: "40.00" }),
          { ...parts({ amount: "22.00" }, { amount: "44.00" }), from: "2026-04-01" },
        ],
        priceChanges: [{ from: "2026-04-01", price: "66.00" }],
      },
      [],
    ],
  ])("%s", (_, product, expected) => {
    expect(told(checkAllocations(bundle(product)))).toEqual(expected);
  });

  it.each<[string, object]>([
    ["one component is no bundle", { allocations: [parts({ share: "1" })] }],
    ["a share and an amount", { allocations: [parts({ share: "0.5", amount: "1.00" }, { share: "0.5" })] }],
    ["shares beside amounts", { allocations: [parts({ share: "0.5" }, { amount: "1.00" })] }],
  ])("not even written: %s", (_, product) => {
    expect(() => bundle(product)).toThrow();
  });
});

describe("service classes", () => {
  const coverage = (serviceClasses: object | null) =>
    CoverageSchema.parse({ id: "us", description: "us", entries: [], serviceClasses });
  const known = new Set(["voip", "internetAccess"]);

  it("are known by the lists of coverage files; without any list nothing is refused", () => {
    expect(knownTaxClasses([coverage(null)])).toBeNull();
    const listed = knownTaxClasses([
      coverage({ voip: "VoIP" }),
      coverage({ internetAccess: "Internet access" }),
    ]);
    expect([...(listed ?? [])]).toEqual(["voip", "internetAccess"]);
  });

  it("a product, or a component, of no known class is refused", () => {
    expect(told(checkProductClasses(bundle({ serviceClass: "voice" }), known))).toEqual([
      "TAX_CLASS_UNKNOWN products.0.serviceClass",
    ]);
    const allocations = [parts({ share: "0.5" }, { share: "0.5", serviceClass: "internet" })];
    expect(told(checkProductClasses(bundle({ allocations }), known))).toEqual([
      "TAX_CLASS_UNKNOWN products.0.allocations.0.components.1.serviceClass",
    ]);
  });

  it("a levy that names one wrongly would reach nothing", () => {
    const levy = LevySchema.parse({
      ...{ id: "x", kind: "tax", form: { percent: "0.01" }, serviceClasses: ["voip", "voice"] },
      except: { serviceClasses: ["internet"] },
    });
    expect(told(checkLevyClasses(levy, known))).toEqual([
      "TAX_CLASS_UNKNOWN serviceClasses.1",
      "TAX_CLASS_UNKNOWN except.serviceClasses.0",
    ]);
  });
});

describe("how a company's mixed charges divide (books 21)", () => {
  const entity = (...interstate: readonly object[]) => {
    const address = { lines: ["1 Example Street"], city: "Zenith", state: "ZZ", postalCode: "00001" };
    return LegalEntity.parse({
      ...{
        id: "one",
        legalName: "One LLC",
        tradeName: "One",
        address,
        zone: "America/Chicago",
        currency: "USD",
      },
      ...{ questionsPhone: "18005550100", questionsEmail: "billing@one.example", form499FilerId: null },
      ...{
        remitTo: { name: "One LLC", address },
        invoiceSeries: "ON",
        terms: { dueDays: 30, text: "Net 30" },
      },
      interstate,
    });
  };
  const voip = { serviceClass: "voip", method: "safeHarbor", from: "2026-01-01" };

  it.each<[string, readonly object[], readonly string[]]>([
    ["the safe harbor of VoIP", [voip], []],
    [
      "the safe harbor of another class",
      [{ ...voip, serviceClass: "tollFree" }],
      ["INTERSTATE_METHOD interstate.0.method"],
    ],
    [
      "one method after the other",
      [
        { ...voip, until: "2026-04-01" },
        { ...voip, from: "2026-04-01", method: "actual" },
      ],
      [],
    ],
    [
      "two on the same day",
      [
        { ...voip, until: "2026-04-02" },
        { ...voip, from: "2026-04-01", method: { trafficStudy: "0.4" } },
      ],
      ["INTERSTATE_METHOD interstate.1"],
    ],
    ["two classes", [voip, { ...voip, serviceClass: "tollFree", method: "actual" }], []],
  ])("%s", (_, interstate, expected) => {
    expect(told(checkSellerTaxes(entity(...interstate)))).toEqual(expected);
  });
});
