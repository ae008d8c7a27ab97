import {
  add,
  exact,
  isNegative,
  largest,
  multiply,
  round,
  subtract,
  sum,
  toFixedText,
  zero,
} from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Charge } from "../charge.ts";
import { advanceIn, dueIn, voip } from "../testing/billed-lines.ts";
import type { UsageLine } from "../usage/usage-line.ts";

const monthly = { ...voip, kind: "recurring", unit: "subscription", proration: "calendarDay" };
const seat = { ...monthly, id: "seat", name: "Seat", pricePerMonth: "10.00" };
const early = { ...monthly, id: "early", name: "Licence", pricePerMonth: "30.00", timing: "advance" };
const fax = { ...monthly, id: "fax", name: "Fax", pricePerMonth: "5.00", serviceClass: "information" };
const visit = { ...voip, kind: "oneTime", id: "visit", name: "Visit", unit: "each", price: "95.00" };
const long = {
  ...{ ...voip, kind: "usage", id: "ld", name: "Long distance", classes: ["interstate"] },
  price: { kind: "flat", rate: { ratePerMinute: "0.02" } },
};
const minimum = {
  ...{ ...voip, kind: "commitment", id: "min", name: "Monthly minimum", proration: "calendarDay" },
  minimumPerMonth: "500.00",
};
const goodwill = { kind: "credit", id: "goodwill", name: "Goodwill", discountClass: "goodwill" };
const sla = {
  ...{ kind: "credit", id: "sla", name: "Service level credit" },
  serviceLevels: [
    { atLeastMinutes: 60, share: "0.05" },
    { atLeastMinutes: 240, share: "0.25" },
  ],
};
const off = (id: string, kind: "percent" | "amount", value: string, more: object = {}) => ({
  ...{ kind: "discount", id, name: `Discount ${id}`, off: { kind, value } },
  ...more,
});

const subscribed = (product: string, quantity: number, location = "hq") => ({
  ...{ id: `${product}-${location}`, product, location, quantity, from: "2026-01-01" },
});
const granted = (product: string, more: object = {}) => ({
  id: product,
  product,
  from: "2026-01-01",
  ...more,
});

const usage = (charge: string): readonly UsageLine[] => [
  {
    ...{ account: "acme", location: "hq", plan: "sip", product: "ld", callClass: "interstate" },
    ...{ side: "customer:origin", calls: 1, billedSeconds: "60", charge },
  },
];

/** `product/section/class amount` of the lines that adjust others. */
function adjusted(
  products: readonly object[],
  inventory: Record<string, unknown>,
  facts: object = {},
): string[] {
  const due = dueIn({ products: [seat, early, fax, visit, long, ...products], inventory, ...facts });
  expect(due.problems).toEqual([]);
  return told(due.charges);
}

const PLAIN = ["seat", "early", "fax", "visit", "ld"];
function told(charges: readonly Charge[]): string[] {
  return charges
    .filter(({ product }) => !PLAIN.includes(product))
    .map(({ product, location, section, serviceClass, amount }) =>
      [product, ...(location === "hq" ? [] : [location]), section, serviceClass, amount].join(" "),
    );
}

describe("discounts", () => {
  // 15 seats at 10.00: 150.00
  const seats = { subscriptions: [subscribed("seat", 15)] };

  it.each<[string, readonly object[], readonly object[], readonly string[]]>([
    ["10 %", [off("d1", "percent", "0.10")], [granted("d1")], ["d1 recurring voip -15.00"]],
    // 150.00 → 135.00 → 121.50
    [
      "each percent of what is left",
      [off("d1", "percent", "0.10"), off("d2", "percent", "0.10")],
      [granted("d1"), granted("d2")],
      ["d1 recurring voip -15.00", "d2 recurring voip -13.50"],
    ],
    [
      "percents before amounts, whatever their order",
      [off("d1", "amount", "50.00", { order: 1 }), off("d2", "percent", "0.10", { order: 2 })],
      [granted("d1"), granted("d2")],
      ["d1 recurring voip -50.00", "d2 recurring voip -15.00"],
    ],
    // 1/3 of 150.00 = 50.00, then half of 100.00, and not the other way round: 75.00 and 25.00
    [
      "in their order among themselves",
      [off("d1", "percent", "0.50", { order: 2 }), off("d2", "percent", "1/3", { order: 1 })],
      [granted("d1"), granted("d2")],
      ["d1 recurring voip -50.00", "d2 recurring voip -50.00"],
    ],
    ["never below zero", [off("d1", "amount", "200.00")], [granted("d1")], ["d1 recurring voip -150.00"]],
    [
      "of a product that is not billed",
      [off("d1", "percent", "1", { products: ["fax"] })],
      [granted("d1")],
      [],
    ],
    // January to March are three periods
    ["with months that are over", [off("d1", "percent", "0.10", { months: 3 })], [granted("d1")], []],
    [
      "with months in their last",
      [off("d1", "percent", "0.10", { months: 4 })],
      [granted("d1")],
      ["d1 recurring voip -15.00"],
    ],
    [
      "months are counted from the period that it begins in, the whole of which it holds for",
      [off("d1", "percent", "0.10", { months: 2 })],
      [granted("d1", { from: "2026-03-31" })],
      ["d1 recurring voip -15.00"],
    ],
    ["that ended with March", [off("d1", "percent", "0.10")], [granted("d1", { until: "2026-04-01" })], []],
    ["that begins in May", [off("d1", "percent", "0.10")], [granted("d1", { from: "2026-05-01" })], []],
    ["of another location", [off("d1", "percent", "0.10")], [granted("d1", { location: "branch" })], []],
  ])("%s", (_, products, discounts, expected) => {
    expect(adjusted(products, { ...seats, discounts })).toEqual(expected);
  });

  it("two that reach the same lines are rounded once together", () => {
    // 0.05 of 0.50 is 0.025: 0.03. 0.05 of the 0.475 left is 0.02375, 0.04875 in all: 0.05, so the second takes 0.02.
    const cheap = { ...seat, id: "seat", pricePerMonth: "0.50" };
    const products = [off("d1", "percent", "0.05"), off("d2", "percent", "0.05")];
    const due = dueIn({
      products: [cheap, ...products],
      inventory: { subscriptions: [subscribed("seat", 1)], discounts: [granted("d1"), granted("d2")] },
    });
    expect(told(due.charges)).toEqual(["d1 recurring voip -0.03", "d2 recurring voip -0.02"]);
  });

  it("is one line for what is taxed alike at one location, and of usage one by class; not of one-time charges", () => {
    const inventory = {
      subscriptions: [subscribed("seat", 10), subscribed("seat", 5, "branch"), subscribed("fax", 2)],
      oneTimeCharges: [{ id: "v1", product: "visit", location: "hq", on: "2026-04-10" }],
      discounts: [granted("d1")],
    };
    // 20.00 off 100.00 + 50.00 + 10.00 + 40.00 = 200.00: 10.00, 5.00, 1.00, 4.00
    expect(adjusted([off("d1", "amount", "20.00")], inventory, { usage: usage("40.00") })).toEqual([
      "d1 branch recurring voip -5.00",
      "d1 recurring information -1.00",
      "d1 recurring voip -10.00",
      "d1 usage voip -4.00",
    ]);
  });

  it("says how it came to be, and carries its class for the taxes", () => {
    const due = dueIn({
      products: [seat, off("d1", "percent", "0.10", { discountClass: "manufacturer" })],
      inventory: { ...seats, discounts: [granted("d1")] },
    });
    expect(due.charges[1]).toMatchObject({
      key: "acme/hq/sip/d1/d1/recurring/voip/mixed/2026-04-01..2026-05-01",
      discount: "manufacturer",
      explanation: ["150 × 0.10 = 15 off, in cents 15.00", "of this on seat at hq: -15.00"],
    });
  });

  it("percents of what is billed in advance stand apart, and are the same before and after; amounts wait", () => {
    const asked = {
      products: [seat, early, off("d1", "percent", "0.10"), off("d2", "amount", "13.00")],
      inventory: {
        subscriptions: [subscribed("seat", 1), subscribed("early", 1)],
        discounts: [granted("d1"), granted("d2")],
      },
      month: "2026-05",
    };
    const before = advanceIn(asked).charges;
    expect(told(before)).toEqual(["d1 recurring voip -3.00"]);
    const closed = dueIn(asked).charges;
    expect(told(closed)).toEqual([
      "d1 recurring voip -1.00",
      "d1 recurring voip -3.00",
      "d2 recurring voip -13.00",
    ]);
    expect(closed.map(({ key }) => key)).toContain(before[1]?.key);
  });
});

describe("minimum and maximum", () => {
  const committed = (more: object = {}) => ({
    commitments: [{ id: "c1", product: "min", from: "2026-01-01", ...more }],
  });
  const capped = { ...minimum, minimumPerMonth: null, maximumPerMonth: "100.00" };

  it.each<[string, object, Record<string, unknown>, string, readonly string[]]>([
    ["a shortfall is a line", minimum, committed(), "180.00", ["min recurring voip 320.00"]],
    ["none at the minimum", minimum, committed(), "500.00", []],
    ["a cent below it", minimum, committed(), "499.99", ["min recurring voip 0.01"]],
    ["with no usage at all", minimum, committed(), "0", ["min recurring voip 500.00"]],
    // 500.00 × 15/30 = 250.00
    [
      "from the 16th on, prorated",
      minimum,
      committed({ from: "2026-04-16" }),
      "180.00",
      ["min recurring voip 70.00"],
    ],
    // 500.00 × 10/30 = 166.666…: 166.67 before anything is compared
    [
      "until the 11th, rounded first",
      minimum,
      committed({ until: "2026-04-11" }),
      "166.66",
      ["min recurring voip 0.01"],
    ],
    ["over", minimum, committed({ until: "2026-04-01" }), "0", []],
    [
      "the account's own minimum",
      minimum,
      committed({ minimumPerMonth: "200.00" }),
      "180.00",
      ["min recurring voip 20.00"],
    ],
    [
      "of a location, where nothing is used",
      minimum,
      committed({ location: "branch" }),
      "600.00",
      ["min branch recurring voip 500.00"],
    ],
    ["above the maximum", capped, committed(), "130.00", ["min usage voip -30.00"]],
    ["at the maximum", capped, committed(), "100.00", []],
    [
      "of a product that is not used",
      { ...minimum, products: ["seat"] },
      committed(),
      "600.00",
      ["min recurring voip 500.00"],
    ],
  ])("%s", (_, product, inventory, used, expected) => {
    expect(adjusted([product], inventory, { usage: usage(used) })).toEqual(expected);
  });

  it("counts what is left after discounts, and says so", () => {
    const inventory = { ...committed(), discounts: [granted("d1")] };
    const due = dueIn({
      products: [long, minimum, off("d1", "percent", "0.10")],
      ...{ inventory, usage: usage("200.00") },
    });
    const line = due.charges.find(({ product }) => product === "min");
    expect(line).toMatchObject({
      amount: "320.00",
      description: "Monthly minimum, shortfall",
      explanation: [
        "minimum 500.00 = 500.00",
        "charged for recurring services and usage: 180.00; short by 320.00",
      ],
    });
  });
});

describe("credits", () => {
  const seats = { subscriptions: [subscribed("seat", 10), subscribed("fax", 2)] };
  const credit = (more: object) => ({
    ...seats,
    credits: [
      { id: "k1", product: "sla", on: "2026-04-20", reason: "Outage", by: "N. Ops", of: ["seat"], ...more },
    ],
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ["a share of a product", credit({ share: "0.10" }), ["sla recurring voip -10.00"]],
    ["an outage below every level", credit({ outageMinutes: 59 }), []],
    ["at the first level", credit({ outageMinutes: 60 }), ["sla recurring voip -5.00"]],
    ["one minute below the second", credit({ outageMinutes: 239 }), ["sla recurring voip -5.00"]],
    ["at the second", credit({ outageMinutes: 240 }), ["sla recurring voip -25.00"]],
    ["an amount", credit({ amount: "12.34" }), ["sla recurring voip -12.34"]],
    ["never more than was charged for it", credit({ amount: "120.00" }), ["sla recurring voip -100.00"]],
    [
      "of everything, spread by what was charged",
      credit({ amount: "11.00", of: null }),
      ["sla recurring information -1.00", "sla recurring voip -10.00"],
    ],
    ["in another period", credit({ on: "2026-05-01", share: "1" }), []],
  ])("%s", (_, inventory, expected) => {
    expect(adjusted([sla], inventory)).toEqual(expected);
  });

  it("two never give back more than there was, in order of their ids; goodwill keeps its class", () => {
    const entry = { reason: "Late visit", by: "A. Clerk", on: "2026-04-30", of: ["seat"] };
    const due = dueIn({
      products: [seat, goodwill, sla],
      inventory: {
        subscriptions: [subscribed("seat", 10)],
        credits: [
          { ...entry, id: "k2", product: "goodwill", amount: "60.00" },
          { ...entry, id: "k1", product: "sla", share: "0.50", incident: "NOC-7" },
        ],
      },
    });
    expect(told(due.charges)).toEqual(["goodwill recurring voip -50.00", "sla recurring voip -50.00"]);
    expect(due.charges[1]).toMatchObject({ discount: "goodwill" });
    expect(due.charges[1]?.explanation).toEqual([
      "Late visit (2026-04-30), granted by A. Clerk",
      "an amount of 60.00",
      "no more than the 50.00 charged",
      "of this on seat at hq: -50.00",
    ]);
    expect(due.charges[2]).not.toHaveProperty("discount");
    expect(due.charges[2]?.explanation[0]).toBe(
      "Late visit (2026-04-30, incident NOC-7), granted by A. Clerk",
    );
  });
});

describe("whatever is taken off", () => {
  const cents = fc
    .integer({ min: 0, max: 30_000 })
    .map((value) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`);
  const share = fc.integer({ min: 0, max: 100 }).map((value) => `${value}/100`);
  const asked = (discounts: readonly { readonly id: string }[], used: string, back: string) => ({
    products: [seat, fax, early, long, goodwill, ...discounts],
    inventory: {
      subscriptions: [subscribed("seat", 3), subscribed("fax", 1), subscribed("early", 1)],
      discounts: discounts.map(({ id }) => granted(id)),
      credits: [
        { id: "k", product: "goodwill", on: "2026-04-20", reason: "Sorry", by: "A. Clerk", amount: back },
      ],
    },
    usage: usage(used),
  });

  it("nothing that is taxed alike is left below zero", () => {
    fc.assert(
      fc.property(
        fc.array(share, { maxLength: 4 }),
        fc.array(cents, { maxLength: 3 }),
        cents,
        (shares, amounts, used) => {
          const discounts = [
            ...shares.map((value, index) =>
              off(`p${index}`, "percent", value, index % 2 === 0 ? {} : { products: ["seat", "ld"] }),
            ),
            ...amounts.map((value, index) => off(`a${index}`, "amount", value)),
          ];
          const { charges } = dueIn(asked(discounts, used, "10.00"));
          const alike = Map.groupBy(charges, ({ section, serviceClass }) => `${section} ${serviceClass}`);
          for (const group of alike.values())
            expect(isNegative(sum(group.map(({ amount }) => exact(amount))))).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("the whole is what a pencil gives: percents, amounts, the credit, each at most what is left", () => {
    fc.assert(
      fc.property(share, share, cents, cents, cents, (one, other, amount, used, back) => {
        const discounts = [
          off("p1", "percent", one, { products: ["seat", "fax", "ld"] }),
          off("p2", "percent", other, { products: ["seat", "fax", "ld"] }),
          off("a1", "amount", amount),
        ];
        // 3 × 10.00 + 5.00 and the usage; the licence at 30.00 has no percent
        const gross = add(exact("35.00"), exact(used));
        const kept = multiply(subtract(exact("1"), exact(one)), subtract(exact("1"), exact(other)));
        const percents = round(subtract(gross, multiply(gross, kept)), { mode: "halfUp", places: 2 });
        const left = [amount, back].reduce(
          (rest, taken) => largest(zero, subtract(rest, exact(taken))),
          add(subtract(gross, percents), exact("30.00")),
        );
        const { charges } = dueIn(asked(discounts, used, back));
        expect(toFixedText(sum(charges.map((line) => exact(line.amount))), 2)).toBe(toFixedText(left, 2));
      }),
      { numRuns: 60 },
    );
  });
});
