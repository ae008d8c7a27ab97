import { instant } from "@tollwright/calendar";
import { readInvoice } from "@tollwright/invoice";
import { documentsOfInvoice } from "@tollwright/invoicer";
import { type StoredInvoice, unbilledUsage } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { moveVersions } from "../../../services/cli/src/steps/move-versions.ts";
import { FILES, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";

/** The number at 31.00 a month in advance. */
const PLAN = {
  [PLAN_FILE]: FILES[PLAN_FILE].replace(
    'pricePerMonth: "1.00", proration: calendarDay',
    'pricePerMonth: "31.00", proration: calendarDay, timing: advance',
  ),
};

async function bill(on: Story, month: string): Promise<readonly StoredInvoice[]> {
  const closed = value(await on.close(month));
  expect(closed.problems).toEqual([]);
  value(await on.approve(month));
  return value(await on.issue(month));
}

const lines = (stored: StoredInvoice | undefined): readonly string[] =>
  readInvoice(stored?.canonical ?? "")
    .charges.filter(({ product }) => product !== "channel")
    .map(
      ({ description, from, until, amount }) =>
        `${description} ${from.slice(5)}..${until.slice(5)} ${amount}`,
    );

function moved(on: Story, name: "withdraw" | "restore", at: string) {
  const then = { ...on, clock: () => instant(Date.parse(at)) };
  return moveVersions(then, { name, references: ["account/acme"], by: "finance" });
}

describe("an account that ends", () => {
  it("by its withdrawal: the last usage, and what was billed in advance after that day, on a final invoice", async () => {
    const on = await story(test, "withdrawn");
    await on.load(PLAN);
    await on.ingest("a.csv", line("1", { at: "2026-04-07 10:00:00" }));
    await bill(on, "2026-03");
    // 23:30 on the 15th where the account is.
    value(await moved(on, "withdraw", "2026-04-16T03:30:00Z"));
    const [final] = await bill(on, "2026-04");
    // 31.00 × 14/30
    expect(lines(final)).toEqual([
      "Number 04-01..04-15 14.47",
      "Calls, interstate 04-01..04-15 0.06",
      "April 2026, reversed: Number 04-01..05-01 -31.00",
    ]);
    expect(final?.total).toBe("-16.47");
    const documents = final === undefined ? [] : await documentsOfInvoice(on.database, final, on.clock());
    expect(documents.map(({ kind }) => kind)).toEqual(["json", "pdf", "xlsx", "csv"]);
    expect(await bill(on, "2026-05")).toEqual([]);
  });

  it("restored, it is charged again what it was given back", async () => {
    const on = await story(test, "restored");
    await on.load(PLAN);
    await bill(on, "2026-03");
    value(await moved(on, "withdraw", "2026-04-16T12:00:00Z"));
    await bill(on, "2026-04");
    value(await moved(on, "restore", "2026-04-30T12:00:00Z"));
    expect(lines((await bill(on, "2026-05"))[0])).toEqual([
      "Number 05-01..06-01 31.00",
      "Number 06-01..07-01 31.00",
      "April 2026, reversed: Number 04-01..04-16 -15.50",
      "April 2026, corrected: Number 04-01..05-01 31.00",
    ]);
  });

  it("withdrawn before any invoice it is gone: nothing is billed, and its calls are shown as unbilled", async () => {
    const on = await story(test, "never_invoiced");
    await on.load({ ...PLAN, ...FORGOTTEN });
    await on.ingest("a.csv", line("1", { at: "2026-04-07 10:00:00" }));
    value(await moved(on, "withdraw", "2026-04-16T12:00:00Z"));
    expect((await bill(on, "2026-04")).map(({ account }) => account)).toEqual(["zebra"]);
    expect((await unbilledUsage(on.database)).map(({ account, calls }) => [account, calls])).toEqual([
      ["acme", 1],
    ]);
  });

  it("by dates told late: the month that was billed and the one charged in advance come back, then no more invoices", async () => {
    const on = await story(test, "back_dated");
    await on.load(PLAN);
    await bill(on, "2026-03");
    const ended = FILES[ACCOUNT_FILE].replaceAll(
      "from: 2026-01-01 }",
      "from: 2026-01-01, until: 2026-03-17 }",
    );
    await on.load({ ...PLAN, [ACCOUNT_FILE]: ended });
    const [final] = await bill(on, "2026-04");
    expect(lines(final)).toEqual([
      "April 2026, reversed: Number 04-01..05-01 -31.00",
      "March 2026, reversed: Number 03-01..04-01 -31.00",
      "March 2026, corrected: Number 03-01..03-17 16.00",
    ]);
    expect(await bill(on, "2026-05")).toEqual([]);
  });
});
