import { dueCharges } from "@tollwright/billing";
import { monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { PricePlan } from "@tollwright/rate-card";
import { expect, it } from "vitest";
import { address, zenith } from "../testing/zenith.ts";
import { makeQuote } from "./make-quote.ts";
import { SampleQuote } from "./sample-quote.ts";

const legalEntity = zenith();
const voip = { serviceClass: "voip", portion: "none" };
const plan = PricePlan.parse({
  id: "sip",
  description: "SIP.",
  currency: "USD",
  products: [
    {
      ...voip,
      kind: "recurring",
      id: "did",
      name: "Number",
      unit: "telephoneNumber",
      pricePerMonth: "2.00",
      proration: "none",
    },
    {
      ...voip,
      kind: "usage",
      id: "ld",
      name: "Long distance",
      classes: ["interstate"],
      price: { kind: "flat", rate: { ratePerMinute: "0.03" } },
    },
    { kind: "discount", id: "tenth", name: "A tenth off", off: { kind: "percent", value: "0.1" } },
    {
      kind: "discount",
      id: "five",
      name: "Five off numbers",
      off: { kind: "amount", value: "5.00" },
      products: ["did"],
    },
    {
      ...voip,
      kind: "commitment",
      id: "hundred",
      name: "Minimum",
      minimumPerMonth: "100.00",
      proration: "none",
    },
    {
      ...voip,
      kind: "commitment",
      id: "cap",
      name: "At most",
      maximumPerMonth: "30.00",
      proration: "none",
    },
  ],
});

/** 20 numbers at 2.00 in two places of ten, and 400 calls of 3 minutes at 0.03: 40.00 and 36.00. */
function quoteOf(promises: object) {
  const at = (id: string) => ({ id, name: id, address, place: { state: "ZZ" }, telephoneNumbers: 10 });
  const usage = [{ callClass: "interstate", minutes: "1200", averageSecondsPerCall: 180 }];
  return SampleQuote.parse({
    prospect: { name: "Pine", address },
    legalEntity: "zenith",
    plan: "sip",
    month: "2026-04",
    billDate: "2026-05-01",
    locations: [{ ...at("main"), usage }, at("shop")],
    ...promises,
  });
}

const quoted = (promises: object) =>
  makeQuote({ quote: quoteOf(promises), legalEntity, plan, decks: [], levies: [], decisions: [] });

type Promise = {
  readonly product: string;
  readonly location?: string | null;
  readonly minimumPerMonth?: string;
};
type Case = [why: string, promises: { discounts?: Promise[]; commitments?: Promise[] }, total: string];

const CASES: readonly Case[] = [
  ["nothing promised", {}, "76.00"],
  ["a tenth off everything: 40.00 and 36.00 less 7.60", { discounts: [{ product: "tenth" }] }, "68.40"],
  [
    "a tenth off one place: 20.00 less 2.00",
    { discounts: [{ product: "tenth", location: "shop" }] },
    "74.00",
  ],
  ["null is every place", { discounts: [{ product: "tenth", location: null }] }, "68.40"],
  [
    "a tenth, then five off what is left of the numbers",
    { discounts: [{ product: "five" }, { product: "tenth" }] },
    "63.40",
  ],
  ["short of a minimum of 100.00", { commitments: [{ product: "hundred" }] }, "100.00"],
  [
    "a minimum that is just met",
    { commitments: [{ product: "hundred", minimumPerMonth: "76.00" }] },
    "76.00",
  ],
  ["a cent short of it", { commitments: [{ product: "hundred", minimumPerMonth: "76.01" }] }, "76.01"],
  ["at most 30.00", { commitments: [{ product: "cap" }] }, "30.00"],
  [
    "the minimum is held against what is left after discounts: 68.40, short by 31.60",
    { discounts: [{ product: "tenth" }], commitments: [{ product: "hundred" }] },
    "100.00",
  ],
];

it.each(CASES)("%s", (_, promises, total) => {
  const made = quoted(promises);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  expect(made.value.totals.charges).toBe(total);
});

it.each(CASES)("an account with the same promises owes the same: %s", (_, promises) => {
  const made = quoted(promises);
  const entries = (list: Promise[] | undefined) =>
    (list ?? []).map((entry, index) => ({ ...entry, id: `e-${index}`, from: "2026-04-01" }));
  const account = Account.parse({
    id: "pine",
    name: "Pine",
    legalEntity: "zenith",
    billingAddress: address,
    zone: "America/Chicago",
    plans: [{ plan: "sip", from: "2026-04-01" }],
    locations: ["main", "shop"].map((id) => ({
      id,
      name: id,
      address,
      place: { state: "ZZ" },
      from: "2026-04-01",
    })),
    defaultLocation: "main",
    telephoneNumbers: ["main", "shop"].map((location, index) => ({
      ...{ number: `1312555${index}000`, count: 10, location, product: "did", from: "2026-04-01" },
    })),
    discounts: entries(promises.discounts),
    commitments: entries(promises.commitments),
  });
  const ids = { account: "pine", location: "main", plan: "sip", product: "ld" };
  const usage = [
    {
      ...ids,
      callClass: "interstate",
      side: "customer:origin",
      calls: 400,
      billedSeconds: "72000",
      charge: "36",
    } as const,
  ];
  const due = dueCharges({ account, plans: [plan], period: monthPeriod("2026-04"), usage, peaks: [] });
  const amounts = (charges: readonly { amount: string }[]) => charges.map(({ amount }) => amount);
  expect(due.problems).toEqual([]);
  expect(made.ok ? amounts(made.value.charges) : made.problems).toEqual(amounts(due.charges));
});

it.each([
  ["a product that the plan has not", { discounts: [{ product: "half" }] }, "PRODUCT_NOT_IN_PLAN"],
  [
    "a place that is not quoted",
    { discounts: [{ product: "tenth", location: "barn" }] },
    "REFERENCE_UNKNOWN",
  ],
  [
    "a minimum at such a place",
    { commitments: [{ product: "hundred", location: "barn" }] },
    "REFERENCE_UNKNOWN",
  ],
])("is refused: %s", (_, promises, code) => {
  const made = quoted(promises);
  expect(made.ok ? null : made.problems[0]?.code).toBe(code);
});
