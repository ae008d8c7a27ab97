import { type CivilDate, instant } from "@tollwright/calendar";
import { type Invoice, readInvoice, verifyTaxes } from "@tollwright/invoice";
import { retaxRun, runOf } from "@tollwright/invoicer";
import { invoices } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { FILES, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { value } from "../results.ts";

const test = testDatabase();
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";

/** A number is 100.00 a month; a tax of 10 %, no more than 25.00 a calendar year of an account. */
const files = {
  [PLAN_FILE]: FILES[PLAN_FILE]
    .replace('pricePerMonth: "1.00"', 'pricePerMonth: "100.00"')
    .replace("portion: none, unit: telephoneNumber", "portion: intrastate, unit: telephoneNumber"),
  "rate-cards/taxes/us/nh/users.yaml": `id: users
kind: tax
name: Users tax
family: utilityUsers
jurisdiction: { level: state, state: NH }
form: { percent: "0.10" }
maximum: { amount: "25", per: year }
`,
};

async function bill(on: Story, month: string): Promise<Invoice> {
  expect(value(await on.close(month)).problems).toEqual([]);
  // A second close of the same draft comes to the same: it is no earlier bill of itself.
  expect(value(await on.close(month)).drafts.map(({ state }) => state)).toEqual(["unchanged"]);
  value(await on.approve(month));
  value(await on.issue(month));
  const issued = (await invoices(on.database, {})).at(-1);
  return readInvoice(issued?.canonical ?? "null");
}

const told = ({ taxes }: Invoice) =>
  taxes.map(({ amount, correction }) => `${amount}${correction === undefined ? "" : ` ${correction.kind}`}`);

it("a year's cap is used up by issued bills, freed by what is taken back, and each bill says what came before", async () => {
  const on = await story(test, "yearly_cap");
  await on.load(files);
  const bills = [await bill(on, "2026-04"), await bill(on, "2026-05"), await bill(on, "2026-06")];
  expect(bills.map(told)).toEqual([["10.00"], ["10.00"], ["5.00"]]);
  expect(bills.map(({ taxRecords }) => taxRecords[0]?.year?.before.tax)).toEqual(["0", "10", "20"]);

  // The number was there from the middle of April: 50.00 in the place of 100.00.
  await on.load({
    ...files,
    [ACCOUNT_FILE]: FILES[ACCOUNT_FILE].replace(
      "product: did, from: 2026-01-01",
      "product: did, from: 2026-04-16",
    ),
  });
  const july = await bill(on, "2026-07");
  // 10.00 back, 5.00 for April; then 20.00 are used up, and 5.00 are left for July.
  expect(told(july)).toEqual(["5.00", "-10.00 reversal", "5.00 corrected"]);
  expect(told(await bill(on, "2026-08"))).toEqual([]);

  const issued = (await invoices(on.database, {})).map(({ canonical }) => readInvoice(canonical));
  expect(issued.flatMap((invoice) => verifyTaxes(invoice).faults)).toEqual([]);
  const run = value(await runOf(on.database, { legalEntity: "small", from: "2026-06-01" as CivilDate }));
  const again = await retaxRun(on.database, { run, at: instant(Date.parse("2026-10-01T00:00:00Z")) });
  expect(again.invoices.flatMap(({ levies }) => levies.map(({ difference }) => difference))).toEqual(["0"]);
});
