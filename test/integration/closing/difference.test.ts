import { instant } from "@tollwright/calendar";
import { type Invoice, readInvoice } from "@tollwright/invoice";
import { callsOnInvoice, callsOnNone, unbilledUsage } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { confirmRerating, rerate } from "../../../services/cli/src/steps/rerate.ts";
import { codes, FILES, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

/** A number is 1.00, every minute begun 0.06. */
async function bill(on: Story, month: string): Promise<readonly Invoice[]> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  return value(await on.issue(month)).map(({ canonical }) => readInvoice(canonical));
}

function lines(invoice: Invoice | undefined): readonly string[] {
  return (invoice?.charges ?? [])
    .filter(({ unit }) => unit !== "channel")
    .map(({ description, quantity, unit, amount }) => `${description}: ${quantity} ${unit} ${amount}`);
}

const MARCH = "2026-03-31 10:00:00";
const EVER = { from: instant(Date.UTC(2026, 0, 1)), until: instant(Date.UTC(2026, 11, 1)) };

describe("books 12: late means difference", () => {
  it("a late call of March: its line is taken back and charged anew on the invoice of April, once", async () => {
    const on = await story(test, "late_call");
    await on.ingest("a.csv", line("1", { at: MARCH }), line("2"));
    const [march] = await bill(on, "2026-03");
    expect(lines(march)).toEqual(["Number: 1 number 1.00", "Calls, interstate: 1 minute 0.06"]);
    await on.ingest("b.csv", line("late", { at: "2026-03-30 10:00:00", seconds: 61 }));
    expect((await unbilledUsage(on.database)).filter(({ isLate }) => isLate)).toMatchObject([
      { account: "acme", period: "2026-03", calls: 1, charge: "0.120000" },
    ]);
    const [april] = await bill(on, "2026-04");
    expect(lines(april)).toEqual([
      "Number: 1 number 1.00",
      "Calls, interstate: 1 minute 0.06",
      "March 2026, reversed: Calls, interstate: -1 minute -0.06",
      "March 2026, corrected: Calls, interstate: 3 minute 0.18",
    ]);
    expect(april?.totals).toMatchObject({ usage: "0.18", charges: "1.18", amountDue: "1.18" });
    const [first = "", second = ""] = [march?.number, april?.number].map((number) => number ?? "");
    expect((await callsOnInvoice(on.database, first)).map(({ period }) => period)).toEqual(["2026-03"]);
    expect((await callsOnInvoice(on.database, second)).map(({ period }) => period)).toEqual([
      "2026-03",
      "2026-04",
    ]);
    expect(await callsOnNone(on.database, EVER)).toEqual([]);
    expect(await unbilledUsage(on.database)).toEqual([]);
    const [may] = await bill(on, "2026-05");
    expect(lines(may)).toEqual(["Number: 1 number 1.00"]);
  });

  it("a closed run that touches a month which another invoice corrected meanwhile is closed again before it is issued", async () => {
    const on = await story(test, "overtaken");
    await on.ingest("a.csv", line("1", { at: MARCH }));
    await bill(on, "2026-03");
    await on.ingest("b.csv", line("late", { at: "2026-03-30 10:00:00" }));
    value(await on.close("2026-05"));
    value(await on.approve("2026-05"));
    await bill(on, "2026-04");
    expect(codes(await on.issue("2026-05"))).toEqual(["RUN_NOT_APPROVED"]);
    const [may] = await bill(on, "2026-05");
    expect(lines(may)).toEqual(["Number: 1 number 1.00"]);
  });

  it("a month that cannot be computed again waits, and nothing of it is credited: the problem is told", async () => {
    const on = await story(test, "waits");
    await on.ingest("a.csv", line("1", { at: MARCH }));
    await bill(on, "2026-03");
    const other = FILES["rate-cards/plans/flat.yaml"].replace("id: flat", "id: other");
    const path = "rate-cards/companies/small/accounts/acme.yaml";
    const moved = FILES[path].replace("plan: flat", "plan: other");
    await on.load({ "rate-cards/plans/other.yaml": other, [path]: moved });
    // March is another plan's by now; its calls are still rated by the old one.
    const closed = value(await on.close("2026-04"));
    expect(closed.problems.map(({ code }) => code)).toEqual(["PRODUCT_NOT_IN_PLAN"]);
    expect((await on.drafted("2026-04")).flatMap(lines)).toEqual(["Number: 1 number 1.00"]);
    const rerating = value(await rerate(on, { period: null, account: "acme", deck: null, knownAt: null }));
    value(await confirmRerating(on, { rerating, by: "finance" }));
    const [april] = await bill(on, "2026-04");
    expect(lines(april)).toEqual([
      "Number: 1 number 1.00",
      "March 2026, reversed: Number: -1 number -1.00",
      "March 2026, reversed: Calls, interstate: -1 minute -0.06",
      "March 2026, corrected: Number: 1 number 1.00",
      "March 2026, corrected: Calls, interstate: 1 minute 0.06",
    ]);
    expect(april?.totals.charges).toBe("1.00");
  });

  it("a late call over midnight on 31 March raises the burst of March and of April: both are corrected", async () => {
    const on = await story(test, "burst");
    const plan = "rate-cards/plans/flat.yaml";
    const account = "rate-cards/companies/small/accounts/acme.yaml";
    await on.load({
      [plan]: FILES[plan].replace("burst: null", 'burst: { measure: peak, pricePerChannel: "5.00" }'),
      [account]: FILES[account].replace("committed: 10", "committed: 1"),
    });
    await on.ingest("a.csv", line("1", { at: "2026-03-31 23:50:00", seconds: 1200 }));
    for (const month of ["2026-03", "2026-04"]) {
      const [invoice] = await bill(on, month);
      expect(invoice?.charges.filter(({ unit }) => unit === "channel").map(({ amount }) => amount)).toEqual([
        "0.00",
      ]);
    }
    await on.ingest("b.csv", line("late", { at: "2026-03-31 23:55:00", seconds: 600 }));
    const [may] = await bill(on, "2026-05");
    const corrected = (may?.charges ?? []).filter(({ correction }) => correction !== undefined);
    expect(
      corrected.map(({ description, quantity, amount }) => `${description} ${quantity} ${amount}`),
    ).toEqual([
      "March 2026, corrected: Channel, burst above committed channels 1 5.00",
      "March 2026, reversed: Calls, interstate -20 -1.20",
      "March 2026, corrected: Calls, interstate 30 1.80",
      "April 2026, corrected: Channel, burst above committed channels 1 5.00",
    ]);
  });

  it("a closed month is not looked at again for the calls of the month after it", async () => {
    const on = await story(test, "nothing_late");
    await on.ingest("a.csv", line("1", { at: MARCH }));
    await bill(on, "2026-03");
    await on.ingest("b.csv", line("2", { at: "2026-04-01 00:30:00" }));
    await bill(on, "2026-04");
    const { rows } = await on.database.pool.query(
      "select period from invoice_period order by invoice, period",
    );
    expect(rows.map(({ period }) => period)).toEqual(["2026-03", "2026-04"]);
  });

  it("a number that was another account's from the middle of March on: credit for the one, charge for the other", async () => {
    const on = await story(test, "moved_number");
    await on.load(FORGOTTEN);
    await on.ingest("a.csv", line("1", { at: MARCH }));
    await bill(on, "2026-03");
    const moved = Object.fromEntries(
      Object.entries(FORGOTTEN).map(([path, text]) => [
        path,
        text.replace(/telephoneNumbers: \[(.*)\]/, (_, number) => {
          const other = number.replace("16035550101", "16035550102").replace("2026-01-01", "2026-03-17");
          return `telephoneNumbers: [${number}, ${other}]`;
        }),
      ]),
    );
    await on.load(moved);
    const [acme, zebra] = await bill(on, "2026-04");
    expect(lines(acme)).toEqual(["Number: 1 number 1.00"]);
    // From the 17th: 15 of 31 days of 1.00 are 0.48; in April both numbers are one line.
    expect(lines(zebra)).toEqual(["Number: 2 number 2.00", "March 2026, corrected: Number: 1 number 0.48"]);
  });
});
