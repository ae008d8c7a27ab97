import { instant } from "@tollwright/calendar";
import { inOnePiece } from "@tollwright/documents";
import { type Invoice, readInvoice } from "@tollwright/invoice";
import { allocationOfCall, billedPrices, documentsOfInvoice } from "@tollwright/invoicer";
import { exact, roundedText, sum } from "@tollwright/money";
import { callByKey, type Database, invoiceByNumber } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { FILES, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const PLAN = "rate-cards/plans/flat.yaml";
const POOL = `  - { kind: pool, id: bundle, name: Included minutes, included: "3", proration: calendarDay, rollover: { months: 1 } }\n`;
const TIERS = `    tiers: { model: { kind: volume, tiers: [{ upTo: "2", unitPrice: "0.06" }, { upTo: null, unitPrice: "0.05" }] } }\n`;

/** A number is 1.00, every minute begun 0.06; with this at the plan's end. */
async function selling(name: string, more: string): Promise<Story> {
  const on = await story(test, name);
  await on.load({ [PLAN]: FILES[PLAN] + more });
  return on;
}

async function bill(on: Story, month: string): Promise<Invoice> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  const [issued] = value(await on.issue(month));
  return readInvoice(issued!.canonical);
}

function usage({ charges }: Invoice): readonly string[] {
  return charges
    .filter(({ section }) => section === "usage")
    .map(({ description, quantity, amount }) => `${description}: ${quantity} ${amount}`);
}

type Row = {
  readonly key: string;
  readonly pool: string;
  readonly list: string;
  readonly billed: string;
  readonly call: string;
};

/** Of the invoice's itemised CSV: pool seconds, both charges, and the line that each call is on. */
async function itemised(database: Database, { number }: Invoice): Promise<readonly Row[]> {
  const stored = await invoiceByNumber(database, number ?? "");
  const documents = await documentsOfInvoice(database, stored!, instant(Date.UTC(2026, 5, 1)));
  const csv = documents.find(({ kind }) => kind === "csv")!;
  const [heading, ...rows] = new TextDecoder()
    .decode(await inOnePiece(csv.pieces))
    .trim()
    .split("\r\n")
    .map((row) => row.split(","));
  const at = (name: string): number => heading!.indexOf(name);
  return rows.map((row) => ({
    key: row[at("Charge key")]!,
    pool: row[at("Pool seconds")]!,
    list: row[at("List charge")]!,
    billed: row[at("Billed charge")]!,
    call: row[at("Call key")]!,
  }));
}

/** Books 13: the itemised file adds up to every usage line that it is of. */
function addsUp({ charges }: Invoice, rows: readonly Row[]): void {
  for (const [key, own] of Map.groupBy(rows, (row) => row.key)) {
    const total = sum(own.map(({ billed }) => exact(billed)));
    expect(roundedText(total, { mode: "halfUp", places: 2 })).toBe(
      charges.find((charge) => charge.key === key)?.amount,
    );
  }
}

describe("books 13: pools and tiers are allocated at close, in the order of the answers", () => {
  it("included minutes roll over, and a late call of March moves the rollover of April too", async () => {
    const on = await selling("rollover", POOL);
    await on.ingest(
      "a.csv",
      line("m1", { at: "2026-03-10 10:00:00" }),
      line("m2", { at: "2026-03-20 10:00:00" }),
    );
    const march = await bill(on, "2026-03");
    expect(usage(march)).toEqual(["Calls, interstate: 2 0.00"]);
    expect(march.pools).toMatchObject([
      { included: "3", carriedOver: "0", used: "2", left: "1", carriedOn: "1" },
    ]);
    await on.ingest(
      "b.csv",
      ...["01", "02", "03", "04", "05"].map((day) => line(`a${day}`, { at: `2026-04-${day} 10:00:00` })),
    );
    const april = await bill(on, "2026-04");
    expect(usage(april)).toEqual(["Calls, interstate: 5 0.06"]);
    expect(april.pools).toMatchObject([
      { included: "3", carriedOver: "1", used: "4", left: "0", expired: "0" },
    ]);
    const rows = await itemised(on.database, april);
    expect(rows.map(({ pool, list, billed }) => [pool, list, billed])).toEqual([
      ...Array.from({ length: 4 }, () => ["60", "0.060000", "0.000000"]),
      ["0", "0.060000", "0.060000"],
    ]);
    addsUp(april, rows);

    await on.ingest("c.csv", line("late", { at: "2026-03-15 10:00:00" }));
    const may = await bill(on, "2026-05");
    // March used its three minutes, so April had none of March's: two calls to pay, where one was.
    expect(usage(may)).toEqual([
      "March 2026, reversed: Calls, interstate: -2 0.00",
      "March 2026, corrected: Calls, interstate: 3 0.00",
      "April 2026, reversed: Calls, interstate: -5 -0.06",
      "April 2026, corrected: Calls, interstate: 5 0.12",
    ]);
    const mayRows = await itemised(on.database, may);
    expect(mayRows.map(({ pool, billed }) => [pool, billed])).toEqual([
      ...Array.from({ length: 6 }, () => ["60", "0.000000"]),
      ...Array.from({ length: 2 }, () => ["0", "0.060000"]),
    ]);
    addsUp(may, mayRows);
    const last = (await callByKey(on.database, rows[4]?.call ?? ""))?.ratings[0];
    expect(await allocationOfCall(on.database, last!)).toMatchObject({ invoice: may.number, because: [] });
    const first = (await callByKey(on.database, rows[0]?.call ?? ""))?.ratings[0];
    expect((await allocationOfCall(on.database, first!))?.because).toEqual([
      "The pool bundle covers 60 of its 60 billed seconds.",
      "Billed 0.000000, the list price is 0.060000.",
    ]);
    // Asked together, the same, in the order asked: by the latest close, the fourth is to pay too.
    const ratings = await Promise.all(
      rows.map(async ({ call }) => (await callByKey(on.database, call))!.ratings[0]!),
    );
    const vendor = { ...ratings[0]!, account: "", side: "vendor:up" } as const;
    expect(await billedPrices(on.database, [...ratings.toReversed(), vendor])).toEqual([
      ...["0.060000", "0.060000", "0.000000", "0.000000", "0.000000"],
      null,
    ]);
    // April's own file stays what it was.
    expect(await itemised(on.database, april)).toEqual(rows);
  });

  it("one late March call takes all of March into the next volume tier", async () => {
    const on = await selling("volume", TIERS);
    await on.ingest(
      "a.csv",
      line("m1", { at: "2026-03-10 10:00:00" }),
      line("m2", { at: "2026-03-20 10:00:00" }),
    );
    const march = await bill(on, "2026-03");
    // 2 minutes × 0.06.
    expect(usage(march)).toEqual(["Calls, interstate: 2 0.12"]);
    await on.ingest("b.csv", line("late", { at: "2026-03-15 10:00:00" }));
    const april = await bill(on, "2026-04");
    // 3 minutes × 0.05 = 0.15, beside the 0.12 that is taken back.
    expect(usage(april)).toEqual([
      "March 2026, reversed: Calls, interstate: -2 -0.12",
      "March 2026, corrected: Calls, interstate: 3 0.15",
    ]);
    const rows = await itemised(on.database, april);
    expect(rows.map(({ list, billed }) => [list, billed])).toEqual(
      Array.from({ length: 3 }, () => ["0.060000", "0.050000"]),
    );
    addsUp(april, rows);
  });

  it("a pool of a trunk group is drawn by the calls on it", async () => {
    const on = await selling("trunks", POOL.replace("proration", "scope: trunkGroup, proration"));
    await on.ingest("a.csv", line("1"), line("2", { seconds: 180 }));
    const april = await bill(on, "2026-04");
    expect(usage(april)).toEqual(["Calls, interstate: 4 0.06"]);
    expect(april.pools).toMatchObject([{ holder: "t", included: "3", used: "3" }]);
    addsUp(april, await itemised(on.database, april));
  });
});
