import assert from "node:assert";
import type { Charge } from "@tollwright/billing";
import { monthPeriod } from "@tollwright/calendar";
import { Account, LegalEntity } from "@tollwright/inventory";
import { assessRequestFor, composeInvoice, type Invoice } from "@tollwright/invoice";
import { assess, type Levy, LevySchema } from "@tollwright/tax";
import type { IssuedInvoice } from "../issued-invoice.ts";

const address = { lines: ["1 Example Street"], city: "Zenith", state: "ZZ", postalCode: "00001" };
const april = monthPeriod("2026-04");

const legalEntity = LegalEntity.parse({
  ...{ id: "zenith", legalName: "Zenith LLC", tradeName: "Zenith", address, questionsPhone: "1" },
  ...{
    questionsEmail: "a@zenith.example",
    remitTo: { name: "Zenith", address },
    zone: "UTC",
    currency: "USD",
  },
  ...{ form499FilerId: null, invoiceSeries: "ZT", terms: { dueDays: 30, text: "30 days" } },
  interstate: [{ from: "2026-01-01", serviceClass: "voip", method: "safeHarbor" }],
  elections: { fusf: "recover" },
});

const levies: readonly Levy[] = [
  {
    ...{ id: "fusf", name: "FUSF", kind: "passThrough", family: "usf", passThrough: "allowed" },
    ...{ jurisdiction: { level: "federal" }, form: { percent: "0.37" } },
    ...{ portion: ["interstate", "international"], rounding: { mode: "down", places: 2 } },
    exemptionKinds: ["resale"],
  },
  {
    ...{ id: "trs", name: "TRS", kind: "passThrough", family: "relay", passThrough: "allowed" },
    ...{ jurisdiction: { level: "federal" }, form: { percent: "0.01" } },
  },
  {
    ...{ id: "zz-sales", name: "Sales tax", kind: "tax", family: "sales", jurisdiction: { state: "ZZ" } },
    ...{ form: { percent: "0.06" }, baseIncludes: ["fusf"], collectionAllowance: { percent: "0.02" } },
  },
  {
    ...{ id: "zz-911", name: "911", kind: "tax", family: "e911", jurisdiction: { state: "ZZ" } },
    ...{ form: { perUnit: { unit: "channels", amount: "0.80" } }, collectionAllowance: { perUnit: "0.05" } },
  },
  { id: "recovery", name: "Recovery", kind: "sellerFee", form: { percent: "0.1" } },
].map((levy) => LevySchema.parse(levy));

/** A line of voice of 100.00 for April, mixed. */
export function chargeOf(facts: Partial<Charge> = {}): Charge {
  return {
    ...{
      key: "elm/hq/sip/trunk",
      account: "elm",
      location: "hq",
      section: "recurring",
      chargeKind: "recurring",
    },
    ...{ plan: "sip", product: "trunk", description: "Trunk", serviceClass: "voip", portion: "mixed" },
    ...{ callClass: null, from: april.from, until: april.until, about: null, quantity: "1", unit: "channel" },
    ...{ unitPrice: "100.00", share: null, amount: "100.00", calls: null, billedSeconds: null },
    ...{ counts: {}, explanation: ["1 × 100.00"] },
    ...facts,
  };
}

/** An invoice of April as it would be issued, with what the seller bears of it: the relay charge. */
export function issuedOf(
  charges: readonly Charge[],
  exemptions: readonly object[] = [],
): IssuedInvoice & { readonly invoice: Invoice } {
  const payer = Account.parse({
    ...{ id: "elm", name: "Elm", legalEntity: "zenith", billingAddress: address, zone: "UTC" },
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [{ id: "hq", name: "HQ", address, place: { state: "ZZ" }, from: "2025-01-01" }],
    ...{ defaultLocation: "hq", exemptions },
  });
  const facts = {
    legalEntity,
    payer,
    sites: [{ account: payer, charges }],
    levies,
    period: april,
    billDate: april.until,
  };
  const assessed = assess(assessRequestFor({ ...facts, decisions: [] }));
  assert(assessed.ok, JSON.stringify(assessed));
  const composed = composeInvoice({
    ...{ ...facts, kind: "invoice", assessment: assessed.value, dueDate: april.until, notices: [] },
  });
  assert(composed.ok, JSON.stringify(composed));
  const borne = assessed.value.taxLines.filter(({ billed }) => !billed).map(({ record }) => record);
  return { number: "ZT-1", legalEntity: "zenith", countsOn: april.until, invoice: composed.value, borne };
}
