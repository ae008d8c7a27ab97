import { type Charge, type InvoicedLine, periodDifference, standingLines } from "@tollwright/billing";
import { civilDate, monthPeriod } from "@tollwright/calendar";
import { Account, LegalEntity } from "@tollwright/inventory";
import { add, exact, isZero } from "@tollwright/money";
import { assess, type Levy, LevySchema } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { assessRequestFor } from "../assess-request.ts";
import { composeInvoice } from "../compose-invoice.ts";
import { explainCharge } from "../explain-charge.ts";
import type { Invoice } from "../invoice.ts";
import { correctionSummary } from "./correction-summary.ts";
import { correctionTaxes } from "./correction-taxes.ts";
import { withCorrections } from "./with-corrections.ts";

/*
 * March: 10 numbers at 10.00, 100.00, with 64.9 % interstate: FUSF 64.90 × 0.36 = 23.364, down to 23.36 (the factor of the first
 * quarter); sales tax (100.00 + 23.36) × 0.06 = 7.4016, half-up 7.40; 911 10 × 0.80, at most 9 an invoice: 7.20.
 * Known in May: there were 8 numbers, 80.00: FUSF of the second quarter 51.92 × 0.37 = 19.2104, down to 19.21; sales tax
 * (80.00 + 19.21) × 0.06 = 5.9526, half-up 5.95; 911 8 × 0.80 = 6.40.
 * April: 8 numbers too, the same amounts as corrected March. So the invoice of April is
 *   charges 80.00 - 100.00 + 80.00 = 60.00
 *   taxes 31.56 - 37.96 + 31.56 = 25.16
 */
const address = { lines: ["1 Example Street"], city: "Zenith", state: "ZZ", postalCode: "00001" };
const legalEntity = LegalEntity.parse({
  ...{ id: "one", legalName: "One LLC", tradeName: "One", address, zone: "America/Chicago", currency: "USD" },
  ...{ questionsPhone: "18005550100", questionsEmail: "billing@one.example", form499FilerId: null },
  ...{
    remitTo: { name: "One LLC", address },
    invoiceSeries: "ON",
    terms: { dueDays: 30, text: "Net 30 days." },
  },
  interstate: [{ serviceClass: "voip", method: "safeHarbor", from: "2026-01-01" }],
});
const payer = Account.parse({
  ...{ id: "acme", name: "Acme", legalEntity: "one", billingAddress: address, zone: "America/Chicago" },
  plans: [{ plan: "sip", from: "2026-01-01" }],
  locations: [{ id: "hq", name: "HQ", address, place: { state: "ZZ" }, from: "2026-01-01" }],
  defaultLocation: "hq",
});
const levies: readonly Levy[] = [
  {
    ...{ id: "fusf", name: "FUSF", kind: "passThrough", family: "usf", jurisdiction: { level: "federal" } },
    portion: ["interstate", "international"],
    values: [
      { from: "2026-01-01", until: "2026-04-01", form: { percent: "0.36" } },
      { from: "2026-04-01", form: { percent: "0.37" } },
    ],
    rounding: { mode: "down", places: 2 },
  },
  {
    ...{ id: "zz-sales", name: "Sales tax", kind: "tax", portion: "all", jurisdiction: { state: "ZZ" } },
    ...{ form: { percent: "0.06" }, baseIncludes: ["fusf"] },
  },
  {
    ...{ id: "zz-911", name: "911", kind: "tax", portion: "all", jurisdiction: { state: "ZZ" } },
    form: { perUnit: { unit: "numbers", amount: "0.80", per: "invoice", maxUnits: "9" } },
  },
].map((levy) => LevySchema.parse(levy));

function numbers(month: string, count: number): Charge {
  const { from, until } = monthPeriod(month);
  return {
    ...{
      key: `acme/hq/sip/did/${from}..${until}`,
      account: "acme",
      location: "hq",
      plan: "sip",
      product: "did",
    },
    ...{ section: "recurring", chargeKind: "recurring", description: "Numbers", serviceClass: "voip" },
    ...{
      portion: "mixed",
      callClass: null,
      from,
      until,
      about: null,
      quantity: String(count),
      unit: "number",
    },
    ...{ unitPrice: "10.00", share: null, amount: `${count * 10}.00`, calls: null, billedSeconds: null },
    ...{ counts: { numbers: String(count) }, explanation: [`${count} numbers × 10.00 = ${count * 10}.00`] },
  };
}

function bill(month: string, charges: readonly Charge[], billDate: string): Invoice {
  const facts = { legalEntity, payer, levies, period: monthPeriod(month), billDate: civilDate(billDate) };
  const sites = [{ account: payer, charges }];
  const assessed = assess(assessRequestFor({ ...facts, sites, decisions: [] }));
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
  const rest = { kind: "invoice", dueDate: civilDate("2026-06-30"), notices: [] } as const;
  const composed = composeInvoice({ ...facts, ...rest, sites, assessment: assessed.value });
  if (!composed.ok) throw new Error(JSON.stringify(composed.problems));
  return { ...composed.value, number: `ON-${month}` };
}

/** April's invoice, which takes back March's line and charges what March should have been. */
function corrected(march: Invoice, due: readonly Charge[]): Invoice {
  const invoiced: readonly InvoicedLine[] = [{ invoice: "ON-2026-03", charge: numbers("2026-03", 10) }];
  const difference = periodDifference({ period: "2026-03", standing: standingLines(invoiced), due });
  const shared = { legalEntity, payer, levies, billDate: civilDate("2026-05-01"), decisions: [] };
  const taxes = correctionTaxes({
    ...shared,
    corrected: {
      ...{ period: monthPeriod("2026-03"), name: "2026-03", difference, billedOn: civilDate("2026-03-31") },
      sites: [{ account: payer, charges: due }],
      records: new Map(difference.map(({ key }) => [key, march.taxRecords])),
    },
  });
  if (!taxes.ok) throw new Error(JSON.stringify(taxes.problems));
  const april = [numbers("2026-04", 8)];
  const period = monthPeriod("2026-04");
  const own = assess(assessRequestFor({ ...shared, period, sites: [{ account: payer, charges: april }] }));
  if (!own.ok) throw new Error(JSON.stringify(own.problems));
  const composed = composeInvoice({
    ...{
      ...shared,
      period,
      kind: "invoice",
      dueDate: civilDate("2026-06-30"),
      notices: [],
    },
    sites: [{ account: payer, charges: [...april, ...difference] }],
    assessment: withCorrections(own.value, [taxes.value]),
  });
  if (!composed.ok) throw new Error(JSON.stringify(composed.problems));
  return { ...composed.value, number: "ON-2026-04" };
}

const taxLines = ({ taxes }: Invoice) => taxes.map(({ name, rate, amount }) => `${name} ${rate} ${amount}`);

describe("books 12 and 23: an invoice that corrects an earlier month, by hand", () => {
  const march = bill("2026-03", [numbers("2026-03", 10)], "2026-03-31");
  const april = corrected(march, [numbers("2026-03", 8)]);

  it("the original", () => {
    expect([...taxLines(march)].sort()).toEqual(["911 0.80 7.20", "FUSF 0.36 23.36", "Sales tax 0.06 7.40"]);
    expect(march.totals).toMatchObject({ charges: "100.00", taxes: "37.96" });
  });

  it("carries back each tax by the rate of then, and charges the new line by that of its own bill", () => {
    expect(april.charges.map(({ description, amount }) => `${description} ${amount}`)).toEqual([
      "Numbers 80.00",
      "March 2026, reversed: Numbers -100.00",
      "March 2026, corrected: Numbers 80.00",
    ]);
    expect([...taxLines(april)].sort()).toEqual([
      "911 0.80 6.40",
      "FUSF 0.37 19.21",
      "March 2026, corrected: 911 0.80 6.40",
      "March 2026, corrected: FUSF 0.37 19.21",
      "March 2026, corrected: Sales tax 0.06 5.95",
      "March 2026, reversed: 911 0.80 -7.20",
      "March 2026, reversed: FUSF 0.36 -23.36",
      "March 2026, reversed: Sales tax 0.06 -7.40",
      "Sales tax 0.06 5.95",
    ]);
    expect(april.totals).toMatchObject({ charges: "60.00", taxes: "25.16", amountDue: "85.16" });
  });

  it("a credit that came later gives tax back by the rates of then", () => {
    // Of March's 100.00 10.00 are given back: FUSF 6.49 × 0.36 = 2.3364. Rounded down once with March's line (24.013, 24.01):
    // 21.6766, 21.67, so 2.34 goes back; tax (10.00 + 2.34) × 0.06 = 0.7404.
    const credit: Charge = {
      ...numbers("2026-03", 10),
      ...{ key: "acme/hq/sip/goodwill", product: "goodwill", amount: "-10.00", counts: {} },
    };
    const given = corrected(march, [numbers("2026-03", 10), credit]);
    expect(
      taxLines(given)
        .filter((line) => line.includes("corrected"))
        .sort(),
    ).toEqual(["March 2026, corrected: FUSF 0.36 -2.34", "March 2026, corrected: Sales tax 0.06 -0.74"]);
  });

  it("is summed up by account and month", () => {
    expect(correctionSummary([march, april])).toEqual([
      {
        ...{ account: "acme", period: "2026-03", month: "March 2026" },
        ...{ takenBack: "-100.00", charged: "80.00", difference: "-20.00" },
      },
    ]);
  });

  it("a line that is taken back whole nets to zero, levy by levy", () => {
    const gone = corrected(march, []);
    for (const { levy, amount } of march.taxes) {
      const back = gone.taxes.find((tax) => tax.levy === levy && tax.correction?.kind === "reversal");
      expect(isZero(add(exact(amount), exact(back?.amount ?? "0")))).toBe(true);
    }
  });

  it("the charge explains itself: what it takes back, and by what it was taken back", () => {
    const key = "acme/hq/sip/did/2026-03-01..2026-04-01";
    const original = explainCharge(march, key, [march, april]);
    expect(original?.takenBackBy).toEqual({ invoice: "ON-2026-04", key: `${key}@2026-03/reversal` });
    const reversal = explainCharge(april, `${key}@2026-03/reversal`);
    expect(reversal?.sentences).toContain(
      `  takes back 100.00, charged for March 2026 on invoice ON-2026-03 as ${key}`,
    );
    expect(reversal?.taxes.map(({ levy, amount }) => `${levy} ${amount}`).sort()).toEqual([
      "fusf -23.36",
      "zz-911 -7.20",
      "zz-sales -7.40",
    ]);
    expect(explainCharge(april, "no such key")).toBeNull();
  });
});
