import { dueCharges, periodDifference, standingLines } from "@tollwright/billing";
import { civilDate, monthPeriod } from "@tollwright/calendar";
import { Account, LegalEntity } from "@tollwright/inventory";
import { PricePlan } from "@tollwright/rate-card";
import { assess, type Levy, LevySchema } from "@tollwright/tax";
import { describe, expect, test } from "vitest";
import { assessRequestFor } from "./assess-request.ts";
import { chargeOfInvoice } from "./charge-of-invoice.ts";
import { composeInvoice } from "./compose-invoice.ts";
import { correctionTaxes } from "./corrections/correction-taxes.ts";
import { withCorrections } from "./corrections/with-corrections.ts";
import type { Invoice } from "./invoice.ts";
import { verifyTaxes } from "./verify-taxes.ts";

/* From the documents that people write to the invoice, by the functions that bill: each row of tax method 4.4, by hand. */
const address = { lines: ["1 Example Street"], city: "Zenith", state: "ZZ", postalCode: "00001" };
const location = (id: string, state: string) => ({
  ...{ id, name: id, address, place: { state }, from: "2026-01-01" },
});
const period = monthPeriod("2026-04");
const dates = { billDate: civilDate("2026-04-30"), dueDate: civilDate("2026-05-30") };

function entityOf(more: object): LegalEntity {
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
    ...{ remitTo: { name: "One LLC", address }, invoiceSeries: "ON" },
    terms: { dueDays: 30, text: "Net 30 days." },
    interstate: [{ serviceClass: "voip", method: "safeHarbor", from: "2026-01-01" }],
    ...more,
  });
}

function accountOf(more: object): Account {
  return Account.parse({
    ...{ id: "acme", name: "Acme", legalEntity: "one", billingAddress: address, zone: "America/Chicago" },
    plans: [{ plan: "all", from: "2026-01-01" }],
    locations: [location("hq", "ZZ"), location("branch", "YY")],
    defaultLocation: "hq",
    ...more,
  });
}

const subscription = (id: string, product: string, more: object = {}) => ({
  ...{ id, product, location: "hq", quantity: 1, from: "2026-01-01" },
  ...more,
});
const each = (id: string, serviceClass: string, price: string, more: object = {}) => ({
  ...{ kind: "recurring", id, name: id, serviceClass, portion: "intrastate", unit: "subscription" },
  ...{ pricePerMonth: price, proration: "calendarDay", ...more },
});

const plan = PricePlan.parse({
  ...{ id: "all", description: "Everything", currency: "USD" },
  products: [
    each("bundle", "voip", "59.99", {
      allocations: [
        {
          ...{ from: "2026-01-01", evidence: "price list of 2026, page 2" },
          components: [
            { name: "Voice", serviceClass: "voip", portion: "intrastate", share: "0.6" },
            { name: "Internet", serviceClass: "internetAccess", portion: "none", share: "0.4" },
          ],
        },
      ],
    }),
    each("all-in", "voip", "106.00", { taxIncluded: true }),
    each("circuit", "privateLine", "300.00"),
    each("line", "voip", "20.00"),
    {
      ...{ kind: "recurring", id: "number", name: "number", serviceClass: "voip", portion: "intrastate" },
      ...{ unit: "telephoneNumber", pricePerMonth: "10.00", proration: "calendarDay" },
    },
    {
      ...{ kind: "channels", id: "trunk", name: "trunk", serviceClass: "voip", portion: "intrastate" },
      ...{ pricePerChannelMonth: "15.00", proration: "calendarDay", burst: null },
    },
    {
      ...{ kind: "usage", id: "calls", name: "calls", serviceClass: "calls", portion: "intrastate" },
      ...{ classes: ["intrastate"], price: { kind: "perCall", pricePerCall: "0.10" }, callByCall: true },
    },
    {
      ...{ kind: "discount", id: "ten-off", name: "Ten percent", off: { kind: "percent", value: "0.1" } },
      ...{ products: ["bundle"], discountClass: "retail" },
    },
  ],
});

const sales = {
  id: "sales",
  name: "Sales tax",
  kind: "tax",
  serviceClasses: ["voip", "privateLine", "calls"],
};
const levies: readonly Levy[] = [
  { ...sales, jurisdiction: { state: "ZZ" }, form: { percent: "0.06" } },
  { ...sales, id: "yy-sales", name: "Yonder tax", jurisdiction: { state: "YY" }, form: { percent: "0.05" } },
  {
    ...{ id: "e911", name: "911", kind: "tax", jurisdiction: { state: "ZZ" }, exceptLifeline: true },
    form: { perUnit: { units: { numbers: "1", channels: "1" }, amount: "0.80" } },
  },
].map((levy) => LevySchema.parse(levy));

const fusf = LevySchema.parse({
  ...{ id: "fusf", kind: "passThrough", family: "usf", jurisdiction: { level: "federal" } },
  ...{ form: { percent: "0.37" }, portion: ["interstate", "international"] },
  rounding: { mode: "down", places: 2 },
});

type Case = { readonly account: Account; readonly entity?: LegalEntity; readonly usage?: Usage };
type Usage = Parameters<typeof dueCharges>[0]["usage"];

function due({ account, usage = [] }: Case) {
  const found = dueCharges({ account, plans: [plan], period, usage, peaks: [] });
  expect(found.problems).toEqual([]);
  return found.charges;
}

function billed(given: Case): Invoice {
  const { account, entity = entityOf({}) } = given;
  const facts = { legalEntity: entity, payer: account, levies, period, ...dates };
  const sites = [{ account, charges: due(given) }];
  const assessed = assess(assessRequestFor({ ...facts, sites, decisions: [] }));
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
  const composed = composeInvoice({
    ...facts,
    kind: "invoice",
    sites,
    assessment: assessed.value,
    notices: [],
  });
  if (!composed.ok) throw new Error(JSON.stringify(composed.problems));
  return { ...composed.value, number: "ON-1" };
}

const charges = ({ charges: lines }: Invoice) =>
  lines.map(({ location: at, product, amount }) => `${at} ${product} ${amount}`);
const taxes = ({ taxes: lines }: Invoice) => lines.map(({ levy, amount }) => `${levy} ${amount}`);

describe("bundles (tax method 2.4)", () => {
  test("one line, taxed by its components: voice 35.99, internet 24.00 not at all", () => {
    const invoice = billed({ account: accountOf({ subscriptions: [subscription("b", "bundle")] }) });
    expect(charges(invoice)).toEqual(["hq bundle 59.99"]);
    // 35.99 × 0.06 = 2.1594
    expect(taxes(invoice)).toEqual(["sales 2.16"]);
    expect(invoice.charges[0]?.taxing?.evidence).toBe("price list of 2026, page 2");
    expect(invoice.taxRecords[0]?.charge).toMatchObject({
      ...{ product: "bundle", component: "Voice", amount: "35.99", serviceClass: "voip" },
    });
  });

  test("a discount gives back by the same components", () => {
    const invoice = billed({
      account: accountOf({
        subscriptions: [subscription("b", "bundle")],
        discounts: [{ id: "d", product: "ten-off", from: "2026-01-01" }],
      }),
    });
    expect(charges(invoice)).toEqual(["hq bundle 59.99", "hq ten-off -6.00"]);
    // 2.16, less 3.60 × 0.06 = 0.216
    expect(taxes(invoice)).toEqual(["sales 1.94"]);
  });
});

describe("prices with taxes in them (tax method 3.8)", () => {
  const account = accountOf({ subscriptions: [subscription("a", "all-in")] });
  const invoice = billed({ account });

  test("the line is net, and with its tax it is the price", () => {
    expect(charges(invoice)).toEqual(["hq all-in 100.00"]);
    expect(invoice.totals).toMatchObject({ charges: "100.00", taxes: "6.00", amountDue: "106.00" });
  });

  test("computed again it is the same line; taken back, all of the price goes back", () => {
    const standing = standingLines(
      invoice.charges.map((line) => ({ invoice: "ON-1", charge: chargeOfInvoice(line) })),
    );
    expect(periodDifference({ period: "2026-04", standing, due: due({ account }) })).toEqual([]);
    const difference = periodDifference({ period: "2026-04", standing, due: [] });
    const shared = { legalEntity: entityOf({}), payer: account, levies, decisions: [], ...dates };
    const records = new Map(difference.map(({ key }) => [key, invoice.taxRecords]));
    const corrected = { period, name: "2026-04", sites: [{ account, charges: [] }], difference, records };
    const taken = correctionTaxes({ ...shared, corrected });
    if (!taken.ok) throw new Error(JSON.stringify(taken.problems));
    const own = assess(
      assessRequestFor({ ...shared, period: monthPeriod("2026-05"), sites: [{ account, charges: [] }] }),
    );
    if (!own.ok) throw new Error(JSON.stringify(own.problems));
    const next = composeInvoice({
      ...{ ...shared, period: monthPeriod("2026-05"), kind: "invoice", notices: [] },
      sites: [{ account, charges: difference }],
      assessment: withCorrections(own.value, [taken.value]),
    });
    expect(next.ok && next.value.totals).toMatchObject({
      ...{ charges: "-100.00", taxes: "-6.00", amountDue: "-106.00" },
    });
  });
});

describe("used at several locations (tax method 2.2, 2.3)", () => {
  test.each([
    ["a segment: half each", { segment: ["hq", "branch"] }, ["sales 9.00", "yy-sales 7.50"]],
    [
      "termination points: 2 of 3 in ZZ",
      {
        terminationPoints: [
          { location: "hq", count: 2 },
          { location: "branch", count: 1 },
        ],
      },
      ["sales 12.00", "yy-sales 5.00"],
    ],
  ])("a private line of 300.00, %s", (_, usedAt, lines) => {
    const account = accountOf({ subscriptions: [subscription("c", "circuit", { usedAt })] });
    expect(taxes(billed({ account })).sort()).toEqual(lines);
  });

  test("call paths shared by sites go by a stated key, fees per path as well", () => {
    const usedAt = {
      key: "numbers held at each site",
      shares: [
        { location: "hq", weight: 30 },
        { location: "branch", weight: 10 },
      ],
    };
    const trunk = {
      ...{ id: "main", location: "hq", product: "trunk", from: "2026-01-01", usedAt },
      names: [{ source: "switch", name: "main" }],
      channels: [{ committed: 20, from: "2026-01-01" }],
    };
    const invoice = billed({ account: accountOf({ trunkGroups: [trunk] }) });
    // 300.00: 225.00 × 0.06, 75.00 × 0.05; 15 of 20 paths × 0.80
    expect(taxes(invoice).sort()).toEqual(["e911 12.00", "sales 13.50", "yy-sales 3.75"]);
    expect(invoice.taxRecords[0]?.situs).toMatchObject({
      method: "shares",
      key: "numbers held at each site",
    });
  });

  test("calls sold call by call: two of three are where the location is", () => {
    const usage: Usage = [
      {
        ...{ account: "acme", location: "branch", plan: "all", product: "calls", callClass: "intrastate" },
        ...{ side: "customer:origin", calls: 100, billedSeconds: "6000", charge: "10.00" },
      },
    ];
    const invoice = billed({ account: accountOf({}), usage });
    expect(taxes(invoice)).toEqual(["yy-sales 0.50"]);
    expect(invoice.taxRecords[0]?.situs.method).toBe("callByCall");
  });
});

test("Lifeline lines are a line of their own, without the fee that says so", () => {
  const number = (digits: string, more: object = {}) => ({
    ...{ number: digits, location: "hq", product: "number", from: "2026-01-01", ...more },
  });
  const telephoneNumbers = [number("13125550100"), number("13125550101", { lifeline: true })];
  const invoice = billed({ account: accountOf({ telephoneNumbers }) });
  expect(charges(invoice)).toEqual(["hq number 10.00", "hq number 10.00"]);
  expect(taxes(invoice)).toEqual(["e911 0.80", "sales 1.20"]);
  expect(invoice.notTaxed.map(({ levy, reason }) => `${levy}: ${reason}`)).toEqual([]);
});

describe("proration and rounding", () => {
  const levy = (more: object): Levy =>
    LevySchema.parse({
      id: "fee",
      kind: "tax",
      form: { perUnit: { unit: "numbers", amount: "0.81" } },
      ...more,
    });
  const numbers = (from: string, ...ends: readonly string[]) =>
    accountOf({
      telephoneNumbers: ["13125550100", ...ends].map((number) => ({
        number,
        location: "hq",
        product: "number",
        from,
      })),
    });
  const feesOf = (account: Account, levies: readonly Levy[], entity = entityOf({})) => {
    const sites = [{ account, charges: due({ account }) }];
    const facts = {
      legalEntity: entity,
      payer: account,
      sites,
      period,
      decisions: [],
      billDate: dates.billDate,
    };
    const assessed = assess(assessRequestFor({ ...facts, levies }));
    return assessed.ok && assessed.value.taxLines.map(({ amount }) => amount);
  };

  // Held from the 16th on: half of April. 0.81 ÷ 2 = 0.405
  test.each([
    ["a fee that may be prorated takes the fraction that is charged", true, ["0.41"]],
    ["another is due in full", false, ["0.81"]],
  ])("%s", (_, proratable, amounts) => {
    expect(feesOf(numbers("2026-04-16"), [levy({ proratable })])).toEqual(amounts);
  });

  // Lines of 20.00 and 10.00 at 0.12 %: 0.024 and 0.012, each alone 0.02 and 0.01, together 0.036: 0.04.
  test.each([
    ["each line", "line", ["0.02", "0.01"]],
    ["the invoice, given back by largest remainder", "invoice", ["0.03", "0.01"]],
  ] as const)("the company's basis: %s", (_, taxRounding, amounts) => {
    const account = accountOf({
      telephoneNumbers: numbers("2026-01-01").telephoneNumbers,
      subscriptions: [subscription("l", "line")],
    });
    expect(feesOf(account, [levy({ form: { percent: "0.0012" } })], entityOf({ taxRounding }))).toEqual(
      amounts,
    );
  });
});

describe("the company (tax method 4.4, rows 8 and 17)", () => {
  const account = accountOf({ subscriptions: [subscription("l", "line")] });

  test("no nexus in the state: no tax, with its reason", () => {
    const entity = entityOf({ nexus: [{ state: "YY", from: "2026-01-01" }] });
    const invoice = billed({ account, entity });
    expect(taxes(invoice)).toEqual([]);
    expect(invoice.notTaxed.map(({ levy, reason }) => `${levy}: ${reason}`)).toContain(
      "sales: the seller has no nexus there",
    );
  });

  test.each([
    ["the calls of the period: 3 of 4 seconds interstate", "actual", "0.75", "75.00 × 0.37", "27.75"],
    ["the safe harbor", "safeHarbor", "0.649", "64.90 × 0.37", "24.01"],
    ["a traffic study", { trafficStudy: "0.4" }, "0.4", "40.00 × 0.37", "14.80"],
  ])("a mixed charge of 100.00 divides by %s", (_, method, share, __, amount) => {
    const entity = entityOf({ interstate: [{ serviceClass: "voip", method, from: "2026-01-01" }] });
    const mixed = due({
      account: accountOf({ subscriptions: [subscription("l", "line", { quantity: 5 })] }),
    });
    const charges = mixed.map((charge) => ({ ...charge, portion: "mixed" as const }));
    const actual = { interstate: "300/400", intrastate: "100/400", international: "0/400" };
    const assessed = assess(
      assessRequestFor({
        ...{ legalEntity: entity, payer: account, sites: [{ account, charges }], period, decisions: [] },
        ...{ billDate: dates.billDate, levies: [fusf], actualShares: new Map([["voip", actual]]) },
      }),
    );
    expect(assessed.ok && assessed.value.taxLines.map((line) => [line.share, line.amount])).toEqual([
      [share, amount],
    ]);
  });

  test.each([
    ["contributes directly", { contributes: "directly" }, ["3.70"]],
    ["owes nothing directly", { contributes: "deMinimis" }, ["0.00"]],
    [
      "below the limit for international revenue",
      { contributes: "directly", limitedInternational: true },
      ["0.00"],
    ],
  ])("federal universal service on 10.00 abroad: %s", (_, status, amounts) => {
    const entity = entityOf({ universalService: [{ from: "2026-01-01", ...status }] });
    const half = due({ account: accountOf({ subscriptions: [subscription("l", "line")] }) });
    const charges = half.map((charge) => ({ ...charge, amount: "10.00", portion: "international" as const }));
    const assessed = assess(
      assessRequestFor({
        ...{ legalEntity: entity, payer: account, sites: [{ account, charges }], period, decisions: [] },
        ...{ billDate: dates.billDate, levies: [fusf] },
      }),
    );
    expect(assessed.ok && assessed.value.taxLines.map(({ amount }) => amount)).toEqual(amounts);
  });

  test("a reseller's certificate of a year ago exempts no longer", () => {
    const exempt = (certifiedOn: string) =>
      accountOf({
        subscriptions: [subscription("l", "line")],
        exemptions: [{ certificate: "R-1", kind: "resale", levies: ["sales"], papers: { certifiedOn } }],
      });
    expect(taxes(billed({ account: exempt("2025-05-01") }))).toEqual([]);
    expect(taxes(billed({ account: exempt("2025-04-30") }))).toEqual(["sales 1.20"]);
  });
});

describe("an issued invoice proves its own taxes", () => {
  const invoice = billed({
    account: accountOf({ subscriptions: [subscription("b", "bundle"), subscription("l", "line")] }),
  });
  const record = invoice.taxRecords[0] ?? expect.unreachable("no record");
  const withRecord = (changed: object): Invoice => ({
    ...invoice,
    taxRecords: [{ ...record, ...changed }, ...invoice.taxRecords.slice(1)],
  });
  const abouts = (changed: Invoice) => verifyTaxes(changed).faults.map(({ about }) => about);

  test("as it was issued", () => {
    expect(verifyTaxes(invoice)).toEqual({ records: invoice.taxRecords.length, printedLines: 1, faults: [] });
  });

  test.each<[string, Invoice, string]>([
    ["an amount", withRecord({ amount: "2.17" }), `sales on ${record.charge.id}, Voice`],
    ["a base", withRecord({ base: "36" }), `base of sales on ${record.charge.id}, Voice`],
    [
      "what was charged",
      withRecord({ charge: { ...record.charge, net: "36" } }),
      `base of sales on ${record.charge.id}, Voice`,
    ],
    [
      "a record of no charge",
      withRecord({ charge: { ...record.charge, id: "gone" } }),
      "sales on gone, which is no charge of the invoice",
    ],
    [
      "a printed line",
      { ...invoice, taxes: invoice.taxes.map((tax) => ({ ...tax, amount: "3.37" })) },
      "Sales tax at acme/hq",
    ],
    ["a total", { ...invoice, totals: { ...invoice.totals, taxes: "3.35" } }, "total of the taxes"],
  ])("changed afterwards is found: %s", (_, changed, about) => {
    expect(abouts(changed)).toContain(about);
  });
});
