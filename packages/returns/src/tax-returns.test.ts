import { expect, test } from "vitest";
import { remittances911 } from "./remittance-911.ts";
import { taxReturns } from "./tax-returns.ts";
import { chargeOf, issuedOf } from "./testing/issued.ts";

const numbers = chargeOf({ key: "elm/hq/sip/number", amount: "10.00", portion: "intrastate" });
const trunk = chargeOf({ counts: { channels: "12" } });

function shown(...issued: readonly ReturnType<typeof issuedOf>[]) {
  const returns = taxReturns();
  for (const one of issued) returns.add(one);
  return returns.result();
}

test("what is owed by levy and month, with what the seller bears and keeps, ties to the invoices", () => {
  const { rows, billed, printed, differences } = shown(issuedOf([trunk]), issuedOf([numbers]));
  expect(
    rows.map(({ jurisdiction, levy, period, base, units, billed, borne, kept, remitted }) =>
      [jurisdiction, levy, period, base, units, billed, borne, kept, remitted].join(" "),
    ),
  ).toEqual([
    // 64.90 × 0.37 down; intrastate numbers bear none.
    "US fusf 2026-04 64.9 0 24.01 0 0 24.01",
    "US recovery 2026-04 110 0 11 0 0 11",
    // Absorbed: on no invoice, and owed.
    "US trs 2026-04 110 0 0 1.1 0 1.1",
    "US / ZZ zz-911 2026-04 0 12 9.6 0 0.6 9",
    // (100.00 + 24.01) × 0.06 = 7.44 and 0.60; of each 2 % is kept, in cents.
    "US / ZZ zz-sales 2026-04 134.01 0 8.04 0 0.16 7.88",
  ]);
  expect([billed, printed, differences]).toEqual(["52.65", "52.65", []]);
  expect(rows.filter(({ isReportable }) => !isReportable).map(({ levy }) => levy)).toEqual(["recovery"]);
});

test("an exempt charge stands in its row with what was exempt", () => {
  const exempt = issuedOf([trunk], [{ certificate: "ST-3", kind: "government", families: ["sales"] }]);
  const row = shown(exempt).rows.find(({ levy }) => levy === "zz-sales");
  expect([row?.base, row?.exempt, row?.billed]).toEqual(["0", "124.01", "0"]);
});

test("an invoice whose printed lines are not the sum of its records is named", () => {
  const issued = issuedOf([trunk]);
  const taxes = issued.invoice.taxes.map((tax) =>
    tax.levy === "zz-sales" ? { ...tax, amount: "7.45" } : tax,
  );
  const { differences } = shown({ ...issued, invoice: { ...issued.invoice, taxes } });
  expect(differences).toEqual([{ invoice: "ZT-1", levy: "zz-sales", printed: "7.45", recorded: "7.44" }]);
});

test("a line that corrects March is March's, also on the invoice of April, and takes March's tax back", () => {
  const correction = { kind: "reversal", period: "2026-03", of: trunk.key, reverses: null } as const;
  const { rows, billed, printed } = shown(issuedOf([{ ...numbers, correction }]), issuedOf([numbers]));
  const ofSales = rows.filter(({ levy }) => levy === "zz-sales");
  expect(ofSales.map(({ period, isCorrection, billed }) => `${period} ${isCorrection} ${billed}`)).toEqual([
    "2026-03 true 0.6",
    "2026-04 false 0.6",
  ]);
  expect(billed).toBe(printed);
});

test("911: what was counted, fees, and the provider's share", () => {
  const remittances = remittances911();
  remittances.add(issuedOf([trunk]));
  remittances.add(issuedOf([chargeOf({ counts: { channels: "3" } })]));
  expect(remittances.result()).toEqual([
    {
      ...{
        legalEntity: "zenith",
        jurisdiction: "US / ZZ",
        authority: "state US / ZZ",
        levy: "zz-911",
        name: "911",
      },
      ...{ period: "2026-04", price: "0.80", counted: { channels: "15" }, units: "15" },
      // 15 × 0.80; 15 × 0.05
      ...{ billed: "12", borne: "0", kept: "0.75", remitted: "11.25" },
    },
  ]);
});
