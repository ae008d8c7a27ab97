import { readInvoice } from "@tollwright/invoice";
import { describe, expect, it } from "vitest";
import { FILES, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";

type Company = { readonly timing?: "arrears" | "advance"; readonly billDay: number; readonly zone?: string };

/** The number at 31.00 a month, billed after the month or before it. */
function company({ timing = "arrears", billDay, zone = "America/New_York" }: Company) {
  const price = `pricePerMonth: "31.00", proration: calendarDay, timing: ${timing}`;
  return {
    [PLAN_FILE]: FILES[PLAN_FILE].replace('pricePerMonth: "1.00", proration: calendarDay', price),
    [ACCOUNT_FILE]: `${FILES[ACCOUNT_FILE].replace("America/New_York", zone)}billDay: ${billDay}\n`,
  };
}

async function bill(on: Story, month: string): Promise<readonly string[]> {
  const closed = value(await on.close(month));
  expect(closed.problems).toEqual([]);
  value(await on.approve(month));
  const issued = value(await on.issue(month)).map(({ canonical }) => readInvoice(canonical));
  return issued.flatMap(({ charges, period }) => [
    `${period.from} until ${period.until}`,
    ...charges
      .filter(({ product }) => product !== "channel")
      .map(
        ({ description, from, until, calls, amount }) =>
          `${description} ${from.slice(5)}..${until.slice(5)}${calls === null ? "" : ` ${calls} calls`} ${amount}`,
      ),
  ]);
}

describe("the bill day of an account that was billed moves", () => {
  it("later in the month: a short period, then whole ones; each call once", async () => {
    const on = await story(test, "bill_day_later");
    await on.load(company({ billDay: 1 }));
    await on.ingest(
      "a.csv",
      line("1", { at: "2026-03-31 23:00:00" }),
      line("2", { at: "2026-04-01 10:00:00" }),
    );
    await on.ingest(
      "b.csv",
      line("3", { at: "2026-04-14 23:00:00" }),
      line("4", { at: "2026-04-15 01:00:00" }),
    );
    expect(await bill(on, "2026-03")).toEqual([
      "2026-03-01 until 2026-04-01",
      "Number 03-01..04-01 31.00",
      "Calls, interstate 03-01..04-01 1 calls 0.06",
    ]);
    await on.load(company({ billDay: 15 }));
    // 14 of the 31 days of 15 March - 15 April.
    expect(await bill(on, "2026-04")).toEqual([
      "2026-04-01 until 2026-04-15",
      "Number 04-01..04-15 14.00",
      "Calls, interstate 04-01..04-15 2 calls 0.12",
    ]);
    expect(await bill(on, "2026-05")).toEqual([
      "2026-04-15 until 2026-05-15",
      "Number 04-15..05-15 31.00",
      "Calls, interstate 04-15..05-15 1 calls 0.06",
    ]);
  });

  it("later in the month, billed in advance: the month that was charged is taken back but for its first days", async () => {
    const on = await story(test, "bill_day_later_advance");
    await on.load(company({ timing: "advance", billDay: 1 }));
    expect(await bill(on, "2026-03")).toEqual([
      "2026-03-01 until 2026-04-01",
      "Number 03-01..04-01 31.00",
      "Number 04-01..05-01 31.00",
    ]);
    await on.load(company({ timing: "advance", billDay: 15 }));
    expect(await bill(on, "2026-04")).toEqual([
      "2026-04-01 until 2026-04-15",
      "Number 04-01..04-15 14.00",
      "April 2026, reversed: Number 04-01..05-01 -31.00",
      "Number 04-15..05-15 31.00",
    ]);
    expect(await bill(on, "2026-05")).toEqual(["2026-04-15 until 2026-05-15", "Number 05-15..06-15 31.00"]);
  });

  it("earlier in the month: the days in between with the next month", async () => {
    const on = await story(test, "bill_day_earlier");
    await on.load(company({ timing: "advance", billDay: 15 }));
    await on.ingest(
      "a.csv",
      line("1", { at: "2026-04-20 10:00:00" }),
      line("2", { at: "2026-04-30 23:59:00" }),
    );
    expect(await bill(on, "2026-04")).toEqual([
      "2026-03-15 until 2026-04-15",
      "Number 03-15..04-15 31.00",
      "Number 04-15..05-15 31.00",
    ]);
    await on.load(company({ timing: "advance", billDay: 1 }));
    // 31.00 × 16/30 = 16.533…, and May.
    expect(await bill(on, "2026-05")).toEqual([
      "2026-04-15 until 2026-06-01",
      "Number 04-15..05-01 16.53",
      "Number 05-01..06-01 31.00",
      "Calls, interstate 04-15..06-01 2 calls 0.12",
      "period from 2026-04-15, reversed: Number 04-15..05-15 -31.00",
      "Number 06-01..07-01 31.00",
    ]);
    expect(await bill(on, "2026-06")).toEqual(["2026-06-01 until 2026-07-01", "Number 07-01..08-01 31.00"]);
  });

  it("a late call of the short period corrects that period alone, whatever the bill day is by then", async () => {
    const on = await story(test, "bill_day_late");
    await on.load(company({ billDay: 1 }));
    await bill(on, "2026-03");
    await on.load(company({ billDay: 15 }));
    await bill(on, "2026-04");
    await on.load(company({ billDay: 1 }));
    await on.ingest("late.csv", line("1", { at: "2026-04-03 10:00:00" }));
    expect(await bill(on, "2026-05")).toEqual([
      "2026-04-15 until 2026-06-01",
      "Number 04-15..05-01 16.53",
      "Number 05-01..06-01 31.00",
      "April 2026, corrected: Calls, interstate 04-01..04-15 1 calls 0.06",
    ]);
  });

  it("invoiced days stay: a month of which all days are on invoices of other periods is refused", async () => {
    const on = await story(test, "bill_day_back");
    await on.load(company({ billDay: 15 }));
    await bill(on, "2026-04");
    await on.load(company({ billDay: 1 }));
    const closed = value(await on.close("2026-03"));
    expect(closed.problems.map(({ code }) => code)).toEqual(["PERIOD_OVERLAPS"]);
    expect(closed.drafts).toEqual([]);
  });

  it("a zone that changes moves calls around midnight to their own month by then, each once", async () => {
    const on = await story(test, "bill_zone");
    await on.load(company({ billDay: 1 }));
    await on.ingest(
      "a.csv",
      line("1", { at: "2026-04-01 01:00:00" }),
      line("2", { at: "2026-04-01 10:00:00" }),
    );
    await bill(on, "2026-03");
    await on.load(company({ billDay: 1, zone: "America/Los_Angeles" }));
    expect(await bill(on, "2026-04")).toEqual([
      "2026-04-01 until 2026-05-01",
      "Number 04-01..05-01 31.00",
      "Calls, interstate 04-01..05-01 1 calls 0.06",
      "March 2026, corrected: Calls, interstate 03-01..04-01 1 calls 0.06",
    ]);
  });
});
