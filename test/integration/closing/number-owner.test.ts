import { instant } from "@tollwright/calendar";
import { type Invoice, readInvoice } from "@tollwright/invoice";
import { callsOnNone } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { confirmRerating, rerate } from "../../../services/cli/src/steps/rerate.ts";
import { FILES, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

const [ACME_PATH, ZEBRA_PATH] = ["acme", "zebra"].map(
  (name) => `rate-cards/companies/small/accounts/${name}.yaml`,
) as [keyof typeof FILES, keyof typeof FORGOTTEN];
const SOURCE = "rate-cards/companies/small/sources/pbx.yaml";
const PLAN = "rate-cards/plans/flat.yaml";

/** One more number beside the account's own. */
function holding(file: string, from: string, until = ""): string {
  const more = `{ number: "16035550150", location: main, product: did, from: ${from}${until} }`;
  return file.replace(/telephoneNumbers: \[(.*)\]/, `telephoneNumbers: [$1, ${more}]`);
}

/** Whose a call is goes by its number; a number is 1.00 a month, a minute 0.06, and the state takes 7 %. */
const COMPANY = {
  [SOURCE]: FILES[SOURCE].replace("attribution: [trunk]", "attribution: [number]"),
  [PLAN]: FILES[PLAN].replaceAll("portion: none", "portion: intrastate"),
  "rate-cards/taxes/us/nh/tax.yaml":
    'id: nh-tax\nkind: tax\nname: State tax\nfamily: excise\njurisdiction: { level: state, state: NH }\nform: { percent: "0.07" }\n',
};
const AS_ISSUED = { ...COMPANY, ...FORGOTTEN, [ACME_PATH]: holding(FILES[ACME_PATH], "2026-01-01") };
/** The number was zebra's from 16 March on: the 15 days before it stay acme's. */
const AS_IT_WAS = {
  ...COMPANY,
  [ACME_PATH]: holding(FILES[ACME_PATH], "2026-01-01", ", until: 2026-03-16"),
  [ZEBRA_PATH]: holding(FORGOTTEN[ZEBRA_PATH], "2026-03-16"),
};

const call = (id: string, from: string, at: string, minutes: number): string =>
  line(id, { at, seconds: minutes * 60 }).replace("16035550100", from);

async function bill(on: Story, month: string): Promise<readonly Invoice[]> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  return value(await on.issue(month)).map(({ canonical }) => readInvoice(canonical));
}

function lines({ charges, taxes }: Invoice): readonly string[] {
  return [
    ...charges
      .filter(({ unit }) => unit !== "channel")
      .map(({ description, quantity, amount }) => `${description}: ${quantity} = ${amount}`),
    ...taxes.map(({ levy, amount, correction }) => `${levy} ${amount} ${correction?.kind ?? "of this bill"}`),
  ];
}

/**
 * By hand, in dollars; each line is taxed at 7 % and rounded, 0.0336 to 0.03.
 *
 * | March as issued | acme | zebra |
 * | numbers | 2 × 1.00 = 2.00, tax 0.14 | 1.00, tax 0.07 |
 * | minutes × 0.06 | 2 + 5 + 1 = 8: 0.48, tax 0.03 | 1: 0.06, tax 0.00 |
 *
 * | March as it was | acme | zebra |
 * | numbers | 1.00, tax 0.07; 15/31 = 0.48, tax 0.03 | 1.00; 16/31 = 0.52, tax 0.04 |
 * | minutes × 0.06 | 2 + 1 = 3: 0.18, tax 0.01 | 1 + 5 = 6: 0.36, tax 0.03 |
 *
 * Together 1.00 + 1.00 + 1.00 + 0.48 + 0.06 = 3.54 were charged for March, and 3.54 are: 0.48 and 0.52 are the number's 1.00.
 */
it("a number's owner corrected after issue: each account pays for its days and its calls, and taxes follow", async () => {
  const on = await story(test, "number_owner");
  await on.load(AS_ISSUED);
  await on.ingest(
    "march.csv",
    call("before", "16035550150", "2026-03-15 23:59:00", 2),
    call("after", "16035550150", "2026-03-16 00:00:00", 5),
    call("acme's own", "16035550100", "2026-03-20 10:00:00", 1),
    call("zebra's own", "16035550101", "2026-03-12 10:00:00", 1),
  );
  const issued = await bill(on, "2026-03");
  expect(issued.map(lines)).toEqual([
    ["Number: 2 = 2.00", "Calls, interstate: 8 = 0.48", "nh-tax 0.17 of this bill"],
    ["Number: 1 = 1.00", "Calls, interstate: 1 = 0.06", "nh-tax 0.07 of this bill"],
  ]);

  await on.load(AS_IT_WAS);
  const rerating = value(await rerate(on, { period: "2026-03", account: null, deck: null, knownAt: null }));
  value(await confirmRerating(on, { rerating, by: "finance" }));
  const april = await bill(on, "2026-04");
  expect(april.map(lines)).toEqual([
    [
      "Number: 1 = 1.00",
      "March 2026, corrected: Number: 1 = 0.48",
      "March 2026, reversed: Number: -2 = -2.00",
      "March 2026, corrected: Number: 1 = 1.00",
      "March 2026, reversed: Calls, interstate: -8 = -0.48",
      "March 2026, corrected: Calls, interstate: 3 = 0.18",
      "nh-tax 0.07 of this bill",
      "nh-tax -0.17 reversal",
      "nh-tax 0.11 corrected",
    ],
    [
      "Number: 2 = 2.00",
      "March 2026, corrected: Number: 1 = 0.52",
      "March 2026, reversed: Calls, interstate: -1 = -0.06",
      "March 2026, corrected: Calls, interstate: 6 = 0.36",
      "nh-tax 0.14 of this bill",
      "nh-tax 0.07 corrected",
    ],
  ]);
  const always = { from: instant(Date.UTC(2026, 0, 1)), until: instant(Date.UTC(2026, 11, 1)) };
  expect(await callsOnNone(on.database, always)).toEqual([]);
  const may = await bill(on, "2026-05");
  expect(may.map(lines)).toEqual([
    ["Number: 1 = 1.00", "nh-tax 0.07 of this bill"],
    ["Number: 2 = 2.00", "nh-tax 0.14 of this bill"],
  ]);
});
