import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FILES, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { root } from "../processes/command.ts";
import { value } from "../results.ts";

const test = testDatabase();
const ENTITY_FILE = "rate-cards/companies/small/legal-entities/small.yaml";
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";
const vat = (country: string) => {
  const path = `rate-cards/taxes/vat/${country}.yaml`;
  return { [path]: readFileSync(join(root, path), "utf8") };
};

const TALLINN = 'address: { lines: [1 Example Street], city: Tallinn, postalCode: "10111", country: EE }';
const HELSINKI = '{ lines: [1 Example Street], city: Helsinki, postalCode: "00100", country: FI }';

/** An Estonian company bills 100.00 a month to a customer in Finland, in euro. */
const files = (customer: string, held = "2026-01-01") => ({
  ...vat("ee"),
  ...vat("fi"),
  [ENTITY_FILE]: `${FILES[ENTITY_FILE].replace(/address: \{ lines: \[1 Example Street\], city: Concord, state: NH, postalCode: "03301" \}/g, TALLINN).replace("USD", "EUR")}taxNumbers: [{ country: EE, number: EE123456789 }]\n`,
  [PLAN_FILE]: FILES[PLAN_FILE]
    .replace("USD", "EUR")
    .replace('pricePerMonth: "1.00"', 'pricePerMonth: "100.00"'),
  [ACCOUNT_FILE]: FILES[ACCOUNT_FILE]
    .replaceAll(/\{ lines: \[1 Example Street\], city: Concord, state: NH, postalCode: "03301" \}/g, HELSINKI)
    .replace("place: { state: NH, county: Merrimack, city: Concord }", "place: { country: FI }")
    .replace("product: did, from: 2026-01-01", `product: did, from: ${held}`)
    .concat(customer),
});

it("a business of another country is billed without tax, with the wording, both numbers, and a credit's original", async () => {
  const on = await story(test, "vat_business");
  const business = "taxNumber: { country: FI, number: FI12345678 }\n";
  await on.load(files(business));
  expect(value(await on.close()).problems).toEqual([]);
  const [invoice] = await on.drafted();
  expect(invoice).toMatchObject({
    currency: "EUR",
    seller: { taxNumbers: ["EE123456789"] },
    account: { taxNumber: "FI12345678" },
    taxes: [],
    totals: { charges: "100.00", taxes: "0.00", amountDue: "100.00" },
  });
  expect(invoice?.notices).toEqual([
    "Reverse charge: VAT is to be accounted for by the customer (Articles 44 and 196 of Council Directive 2006/112/EC).",
  ]);
  expect(invoice?.notTaxed[0]).toMatchObject({
    ...{ levy: "vat-fi", exemptAmount: "100", certificate: "FI12345678" },
    reason: "reverse charge: the customer accounts for it",
  });
  value(await on.approve());
  const [issued] = value(await on.issue());
  // Held from 16 April on: May takes half of April back, and says of which invoice.
  await on.load(files(business, "2026-04-16"));
  await on.close("2026-05");
  const [next] = await on.drafted("2026-05");
  expect(next?.notices).toContain(`Credits charges of invoice ${issued?.number}.`);
  expect(next?.totals).toMatchObject({ charges: "50.00", taxes: "0.00" });
});

it("a business without a number, and a consumer, are charged the customer's rate", async () => {
  const on = await story(test, "vat_consumer");
  await on.load(files(""));
  await on.close();
  const [business] = await on.drafted();
  expect(business?.taxes.map(({ levy, rate, amount }) => `${levy} ${rate} ${amount}`)).toEqual([
    "vat-fi 0.255 25.50",
  ]);
  expect(business?.notices).toEqual([
    "No tax number of the customer is on file, so VAT Finland is charged as to a consumer.",
  ]);
  await on.load(files("buyerKind: residential\n"));
  await on.close();
  const [consumer] = await on.drafted();
  expect([consumer?.totals.amountDue, consumer?.notices]).toEqual(["125.50", []]);
});
