import { readInvoice } from "@tollwright/invoice";
import { describe, expect, it } from "vitest";
import { FILES, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";
const NUMBER =
  'telephoneNumbers: [{ number: "16035550100", location: main, product: did, from: 2026-01-01 }]';

/** Numbers at 31.00 a month, in advance, and a credit to give back what did not work. */
const PLAN = {
  [PLAN_FILE]: `${FILES[PLAN_FILE].replace('pricePerMonth: "1.00", proration: calendarDay', 'pricePerMonth: "31.00", proration: calendarDay, timing: advance')}  - { kind: credit, id: sla, name: Service level credit }
`,
};

/** The account with these entries of inventory in place of its one number. */
const acme = (inventory: string) => ({
  ...PLAN,
  [ACCOUNT_FILE]: FILES[ACCOUNT_FILE].replace(NUMBER, inventory),
});
const held = (from: string, until = "null") =>
  `telephoneNumbers: [{ number: "16035550100", location: main, product: did, from: ${from}, until: ${until} }]`;

async function bill(on: Story, month: string): Promise<readonly string[]> {
  const closed = value(await on.close(month));
  expect(closed.problems).toEqual([]);
  value(await on.approve(month));
  const issued = value(await on.issue(month)).map(({ canonical }) => readInvoice(canonical));
  return issued.flatMap(({ charges }) =>
    charges
      .filter(({ product }) => product !== "channel")
      .map(
        ({ description, from, until, amount }) =>
          `${description} ${from.slice(5)}..${until.slice(5)} ${amount}`,
      ),
  );
}

describe("billing in advance, from close to invoice", () => {
  it("the first invoice has the part of its own month and the next month in full; then a month at a time", async () => {
    const on = await story(test, "advance_first");
    await on.load(acme(held("2026-03-10")));
    // March: 31.00 × 22/31
    expect(await bill(on, "2026-03")).toEqual(["Number 03-10..04-01 22.00", "Number 04-01..05-01 31.00"]);
    expect(await bill(on, "2026-04")).toEqual(["Number 05-01..06-01 31.00"]);
  });

  it("an end in the month that was billed in advance gives the rest back, and bills no further", async () => {
    const on = await story(test, "advance_end");
    await on.load(acme(held("2026-01-01")));
    await bill(on, "2026-03");
    await on.load(acme(held("2026-01-01", "2026-04-16")));
    // April is its 30 days: 31.00 × 15/30
    expect(await bill(on, "2026-04")).toEqual([
      "Number 04-01..04-16 15.50",
      "April 2026, reversed: Number 04-01..05-01 -31.00",
    ]);
  });

  it("a start told late bills both months; a price that rises from May does not touch April", async () => {
    const on = await story(test, "advance_late");
    await on.load(acme(""));
    await bill(on, "2026-03");
    const dearer = PLAN[PLAN_FILE]?.replace(
      'pricePerMonth: "31.00"',
      'pricePerMonth: "31.00", priceChanges: [{ from: 2026-05-16, price: "62.00" }]',
    );
    await on.load({ ...acme(held("2026-04-11")), ...(dearer === undefined ? {} : { [PLAN_FILE]: dearer }) });
    // 31.00 × 20/30 = 20.666…; May: 31.00 × 15/31 and 62.00 × 16/31
    expect(await bill(on, "2026-04")).toEqual([
      "Number 04-11..05-01 20.67",
      "Number 05-01..05-16 15.00",
      "Number 05-16..06-01 32.00",
    ]);
  });

  it.each([
    ["a fixed bill day", "billDay: 15", ["Number 03-15..04-15 31.00", "Number 04-15..05-15 31.00"]],
    // Its plan began on 31 January: periods from the last day of each month.
    [
      "an anniversary past the month's end",
      "billDay: anniversary",
      ["Number 03-31..04-30 31.00", "Number 04-30..05-31 31.00"],
    ],
  ])("%s: the last period that has ended, and the one after it", async (_, billDay, expected) => {
    const on = await story(test, `advance_${expected[0]?.slice(7, 9)}_${expected[0]?.slice(10, 12)}`);
    const files = acme(held("2026-02-01"));
    const text = files[ACCOUNT_FILE]
      .replace("zone:", `${billDay}\nzone:`)
      .replace("plan: flat, from: 2026-01-01", "plan: flat, from: 2026-01-31");
    await on.load({ ...files, [ACCOUNT_FILE]: text });
    expect(await bill(on, "2026-04")).toEqual(expected);
  });

  it("a credit for an incident of a month that is issued comes with the next invoice, under its own month", async () => {
    const on = await story(test, "advance_credit");
    await on.load(acme(held("2026-01-01")));
    await bill(on, "2026-03");
    const credit =
      'credits: [{ id: noc-1, product: sla, on: 2026-03-08, of: [did], share: "0.10", incident: NOC-1, reason: Outage, by: N. Ops }]';
    await on.load(acme(`${held("2026-01-01")}\n${credit}`));
    expect(await bill(on, "2026-04")).toEqual([
      "Number 05-01..06-01 31.00",
      "March 2026, corrected: Service level credit 03-01..04-01 -3.10",
    ]);
  });
});
