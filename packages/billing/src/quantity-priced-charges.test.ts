import { monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { PricePlan } from "@tollwright/rate-card";
import { expect, it } from "vitest";
import { dueCharges } from "./due-charges.ts";

const graduated = { kind: "graduated", tiers: [{ upTo: "100", unitPrice: "1.00" }, { unitPrice: "0.80" }] };

function plan(prices: unknown, proration = "calendarDay") {
  const product = {
    ...{ kind: "recurring", id: "did", name: "Telephone number", unit: "telephoneNumber" },
    ...{ serviceClass: "voip", portion: "mixed", proration, prices },
  };
  return PricePlan.parse({ id: "sip", description: "SIP trunking.", currency: "USD", products: [product] });
}

const address = { lines: ["1 Example Way"], city: "Springfield", state: "ZZ", postalCode: "00001" };
const location = { name: "Office", address, place: { state: "ZZ" }, from: "2025-01-01" };

type Held = readonly [first: string, count: number, from: string, until?: string | undefined, at?: string];

function due(held: readonly Held[], prices: unknown = graduated, proration?: string) {
  const account = Account.parse({
    id: "acme",
    name: "Acme",
    legalEntity: "lake",
    billingAddress: address,
    zone: "America/Chicago",
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [
      { ...location, id: "hq" },
      { ...location, id: "lab" },
    ],
    telephoneNumbers: held.map(([number, count, from, until = null, at = "hq"]) => ({
      ...{ number, count, from, until, location: at, product: "did" },
    })),
    defaultLocation: "hq",
  });
  const plans = [plan(prices, proration)];
  return dueCharges({ account, plans, period: monthPeriod("2026-04"), usage: [], peaks: [] });
}

const hundred: Held = ["13125550100", 100, "2025-01-01"];

it.each([
  ["the first tier", [hundred], ["hq 04-01..05-01 100 = 100.00 numbers 100"]],
  // 100 × 1.00 + 10 × 0.80
  [
    "two blocks in two tiers",
    [hundred, ["13125550200", 10, "2026-01-01"]],
    ["hq 04-01..05-01 110 = 108.00 numbers 110"],
  ],
  // 100.00 × 9/30 and 108.00 × 21/30
  [
    "more from the 10th",
    [hundred, ["13125550200", 10, "2026-04-10"]],
    ["hq 04-01..04-10 100 × 9/30 = 30.00", "hq 04-10..05-01 110 × 21/30 = 75.60 numbers 110"],
  ],
  [
    "one goes on the day that another comes",
    [hundred, ["13125550200", 1, "2026-01-01", "2026-04-10"], ["13125550201", 1, "2026-04-10"]],
    ["hq 04-01..05-01 101 = 100.80 numbers 101"],
  ],
  [
    "none for some days",
    [
      ["13125550100", 1, "2026-01-01", "2026-04-04"],
      ["13125550101", 1, "2026-04-28"],
    ],
    ["hq 04-01..04-04 1 × 3/30 = 0.10", "hq 04-28..05-01 1 × 3/30 = 0.10 numbers 1"],
  ],
  [
    "each location by its own quantity",
    [hundred, ["13125550200", 100, "2026-01-01", undefined, "lab"]],
    ["hq 04-01..05-01 100 = 100.00 numbers 100", "lab 04-01..05-01 100 = 100.00 numbers 100"],
  ],
] as const)("%s", (_, held, expected) => {
  const { charges, problems } = due(held);
  expect(problems).toEqual([]);
  const lines = charges.map(({ location: at, from, until, quantity, share, amount, counts }) =>
    [
      ...[at, `${from.slice(5)}..${until.slice(5)}`, quantity],
      ...(share === null ? [] : ["×", share]),
      ...["=", amount],
      ...Object.entries(counts).flat(),
    ].join(" "),
  );
  expect(lines).toEqual(expected);
});

it("a line tells its tiers", () => {
  const { charges } = due([hundred, ["13125550200", 10, "2026-04-10"]]);
  expect(charges[1]?.unitPrice).toBe(null);
  expect(charges[1]?.explanation).toEqual([
    "priced from 2026-04-10 until 2026-05-01: 21/30 of 2026-04-01 until 2026-05-01 (calendarDay)",
    "110 telephone numbers at the prices of so many",
    "tier 1, up to 100: 100 × 1 = 100.",
    "tier 2, above 100: 10 × 0.8 = 8.",
    "108 × 21/30 = 75.60",
    "counted for fees per unit on 2026-04-30: 110 numbers",
  ]);
});

it("what is not prorated is borne by the last quantity", () => {
  const { charges } = due([hundred, ["13125550200", 10, "2026-04-10"]], graduated, "none");
  expect(charges.map(({ quantity, amount }) => `${quantity} ${amount}`)).toEqual(["110 108.00"]);
});

it("beyond the last tier nothing is billed, and it is said", () => {
  const found = due([hundred], { kind: "volume", tiers: [{ upTo: "99", unitPrice: "1" }] });
  expect(found.charges).toEqual([]);
  expect(found.problems).toMatchObject([{ code: "NO_TIER" }]);
});

it.each([
  ["no price", {}],
  ["two prices", { pricePerMonth: "1.00", prices: graduated }],
  [
    "changes of a price by quantity",
    { prices: graduated, priceChanges: [{ from: "2026-04-16", price: "2" }] },
  ],
])("refuses %s", (_, wrong) => {
  const { products, ...facts } = plan(graduated);
  const { prices, ...product } = { prices: null, ...products[0] };
  expect(PricePlan.safeParse({ ...facts, products: [{ ...product, ...wrong }] }).success).toBe(false);
});
