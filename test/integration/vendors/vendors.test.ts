import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instant, monthPeriod } from "@tollwright/calendar";
import { Source } from "@tollwright/cdr";
import { writeFileAtomic } from "@tollwright/files";
import {
  audit,
  billedUsage,
  callByKey,
  marginCalls,
  marginSums,
  unpricedSides,
  unratedCalls,
} from "@tollwright/postgres";
import { explainRating } from "@tollwright/rating";
import { marginReport } from "@tollwright/reconcile";
import { checkYaml } from "@tollwright/yaml";
import ExcelJS from "exceljs";
import { expect, it } from "vitest";
import { commandWithin } from "../../../services/cli/src/command-within.ts";
import { addMargin } from "../../../services/cli/src/commands/margin.ts";
import { reportText } from "../../../services/cli/src/margin-text.ts";
import { confirmRerating, rerate } from "../../../services/cli/src/steps/rerate.ts";
import { compareVendor } from "../../../services/cli/src/vendor/compare-vendor.ts";
import { comparisonText, disputeCsv, disputeXlsx } from "../../../services/cli/src/vendor/comparison-text.ts";
import { FILES, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { root, tollwright } from "../processes/command.ts";

const page = readFileSync(join(root, "docs/vendors.md"), "utf8");
/** The examples of docs/vendors.md, as they stand there. */
function examples(kind: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, text]) => text ?? "",
  );
}
const [upstream = "", dear = "", billFormat = ""] = examples("yaml");
const [bill = ""] = examples("text");
const [marginTable = "", comparison = ""] = examples("result");

const APRIL = monthPeriod("2026-04");
const SOURCE_FILE = "rate-cards/companies/small/sources/pbx.yaml";
const source = FILES[SOURCE_FILE].replace("[PJSIP/carrier]", "[PJSIP/carrier, PJSIP/other]");
const VENDORS = {
  [SOURCE_FILE]: source,
  "rate-cards/companies/small/vendors/upstream.yaml": upstream,
  "rate-cards/companies/small/vendors/dear.yaml": dear,
};

const byOther = (text: string): string => text.replace("PJSIP/carrier-", "PJSIP/other-");
const at = (day: string) => `2026-04-${day} 10:00:00`;
/** The calls of the table in docs/vendors.md. */
const CALLS = [
  line("1", { at: at("07") }),
  line("2", { at: at("08"), seconds: 90 }),
  line("3", { at: at("09"), seconds: 61 }),
  byOther(line("4", { at: at("10") })),
  byOther(line("5", { at: at("11"), seconds: 61 })),
  line("6", { at: at("12") }).replace("12125550123", "16035550123"),
  line("7", { at: at("13"), trunk: "zebra" }),
  line("8", { at: at("14") }),
];

const test = testDatabase();

async function month(name: string): Promise<Story> {
  const on = await story(test, name);
  await on.load(VENDORS);
  await on.ingest("april.csv", ...CALLS);
  return on;
}

it("a month of two vendors has the margin that is worked by hand", async () => {
  const on = await month("margin");
  const report = marginReport(await marginSums(on.database, APRIL), "vendor");
  expect(`${reportText(report, "vendor")}\n`).toBe(marginTable);
  // The same total by any other question.
  const byCustomer = marginReport(await marginSums(on.database, APRIL), "customer");
  expect(byCustomer.totals).toEqual(report.totals);
  expect(byCustomer.rows.map(({ name, sold, margin }) => [name, sold, margin])).toEqual([
    ["acme", 7, "0.2748"],
  ]);
  expect(
    (await unpricedSides(on.database, APRIL)).map(({ vendor, reason, callClass, calls }) => [
      vendor,
      reason,
      callClass,
      calls,
    ]),
  ).toEqual([["upstream", "NO_PRODUCT", "intrastate", 1]]);
  expect(await unratedCalls(on.database, APRIL)).toBe(1);
  // May and March have none of them.
  expect(await marginSums(on.database, monthPeriod("2026-05"))).toEqual([]);
  expect(await marginSums(on.database, monthPeriod("2026-03"))).toEqual([]);
});

it("lists the calls sold below cost with the rows of both sides, the worst first", async () => {
  const on = await month("below_cost");
  const found = await marginCalls(on.database, { period: APRIL, belowCost: true, limit: 10 });
  expect(found.calls.map(({ revenue, cost }) => [revenue, cost])).toEqual([
    ["0.120000", "0.180000"],
    ["0.060000", "0.090000"],
  ]);
  expect(found.found).toEqual({ calls: 2, revenue: "0.180000", cost: "0.270000" });
  expect(found.calls[0]?.ratings.map(({ side, charge }) => `${side} ${charge}`)).toEqual([
    "customer:origin 0.120000",
    "vendor:dear 0.180000",
  ]);
  const args = ["margin", "--period", "2026-04", "--below-cost", "--csv"];
  const { text } = await commandWithin(on, { add: [addMargin], args });
  const sides = text.trimEnd().split("\r\n");
  expect(sides).toHaveLength(1 + 4);
  // Revenue, cost and what is billed: no pool or tier is sold here.
  expect(sides.map((side) => side.split(",").slice(-3).join(" "))).toEqual([
    "revenue cost billed",
    "0.120000  0.120000",
    " 0.180000 ",
    "0.060000  0.060000",
    " 0.090000 ",
  ]);
  const one = await marginCalls(on.database, { period: APRIL, belowCost: false, limit: 1 });
  // All that has a price on both sides: 0.54 for 0.3252, without call 6.
  expect([one.calls.length, one.found]).toEqual([1, { calls: 6, revenue: "0.540000", cost: "0.325200" }]);
});

it("compares his bill line by line, and the dispute file adds up", async () => {
  const on = await month("bill");
  const path = join(on.dataFolder, "bill.csv");
  await writeFileAtomic(path, bill);
  const found = value(
    await compareVendor(on.database, {
      vendor: "upstream",
      period: APRIL,
      source: value(checkYaml(Source, { path: "upstream-bill.yaml", text: billFormat })),
      files: [path],
      rules: { windowMilliseconds: 120_000, toleranceSeconds: 0, numbers: "both" },
      readAt: instant(Date.parse("2026-05-01T06:00:00Z")),
    }),
  );
  expect(`${comparisonText(found)}\n`).toBe(comparison);
  const rows = disputeCsv(found).trimEnd().split("\r\n");
  const told = rows.map((row) => `${/^"?([^",(]+)/.exec(row)?.[1]?.trim()}: ${row.split(",").at(-1)}`);
  // 0.0012 + 0.0033 + 0.008 + 0.006 = 0.0185
  expect(told).toEqual([
    "why: disputed",
    "other seconds: 0.0012",
    "another rate: 0.0033",
    "another charge: 0.008",
    "billed: 0.006",
    "total: 0.0185",
  ]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await disputeXlsx(found, APRIL)) as unknown as ExcelJS.Buffer);
  const sheet = workbook.getWorksheet("Dispute");
  // Four lines below the headings; the sum stands one row apart.
  expect([sheet?.getCell("A3").value, sheet?.getCell("M3").value]).toEqual([
    "another rate (rate, charge)",
    0.0033,
  ]);
  expect([sheet?.getCell("M7").formula, sheet?.getCell("M7").result]).toEqual([
    "ROUND(SUM(M2:M5),4)",
    0.0185,
  ]);
});

it("refuses a bill whose amounts cannot be read, and a vendor that nobody knows", async () => {
  const on = await month("bad_bill");
  const path = join(on.dataFolder, "bill.csv");
  await writeFileAtomic(path, bill.replace("$0.0192", "n/a").replace("$0.0165", "?"));
  const asked = {
    period: APRIL,
    source: value(checkYaml(Source, { path: "upstream-bill.yaml", text: billFormat })),
    files: [path],
    rules: { windowMilliseconds: 120_000, toleranceSeconds: 0, numbers: "both" },
    readAt: instant(Date.parse("2026-05-01T06:00:00Z")),
  } as const;
  const refused = await compareVendor(on.database, { ...asked, vendor: "upstream" });
  expect(refused.ok ? [] : refused.problems.map(({ code, line: at }) => `${code} ${at}`)).toEqual([
    "BILL_AMOUNT 3",
    "BILL_AMOUNT 4",
  ]);
  const unknown = await compareVendor(on.database, { ...asked, vendor: "nobody" });
  expect(unknown.ok ? [] : unknown.problems.map(({ code }) => code)).toEqual(["VENDOR_UNKNOWN"]);
  // Records without amounts are reckoned by our prices: 60, 95, 61, 60 and 30 s at 0.0120, 6/6.
  await on.load({
    ...VENDORS,
    "rate-cards/companies/small/vendors/upstream.yaml": upstream.replace(/^bill:.*$/m, ""),
  });
  const records = value(await compareVendor(on.database, { ...asked, vendor: "upstream" }));
  // 0.012 + 0.0192 + 0.0132 + 0.012 + 0.006
  expect([records.byOurPrices, records.total.theirCharge]).toEqual([true, "0.0624"]);
});

it("leaves the customers' books as they are without him: balances, invoices, and what each side of a call is", async () => {
  const without = await story(test, "without");
  await without.load({ [SOURCE_FILE]: source });
  await without.ingest("april.csv", ...CALLS);
  const on = await month("with_vendors");
  for (const one of [without, on]) {
    expect((await audit(one.database)).differences).toEqual([]);
    value(await one.close());
    value(await one.approve());
    value(await one.issue());
  }
  expect(await on.issued()).toEqual(await without.issued());
  const [below] = (await marginCalls(on.database, { period: APRIL, belowCost: true, limit: 1 })).calls;
  const call = await callByKey(on.database, below?.callKey ?? "");
  expect(call?.ratings.flatMap(explainRating)).toEqual([
    "Account acme, location main, placed the call: trunk PJSIP/acme.",
    "Class interstate: calling number is in NH, called number in NY.",
    "Plan flat, product calls.",
    "120 s billed (the first 60 s whole, then every 60 s begun; rounded half-up to 6 places; at least 0): 120 / 60 × 0.06 = 0.12, charged 0.120000.",
    "Vendor dear charges for the call: trunk out PJSIP/other.",
    "Class interstate: calling number is in NH, called number in NY.",
    "120 s billed (the first 60 s whole, then every 60 s begun; rounded half-up to 6 places; at least 0): 120 / 60 × 0.0900 = 0.18, charged 0.180000.",
  ]);
});

it("a vendor who is loaded after the calls counts for them once they are rated again; what was invoiced stays", async () => {
  const on = await story(test, "later");
  await on.load({ [SOURCE_FILE]: source });
  await on.ingest("april.csv", ...CALLS);
  value(await on.close());
  value(await on.approve());
  value(await on.issue());
  const issued = await on.issued();
  // Lines of 0.54 between states and 0.06 within New Hampshire.
  expect(await billedUsage(on.database, "2026-04")).toEqual(new Map([["acme", "0.60"]]));
  expect(await billedUsage(on.database, "2026-05")).toEqual(new Map());
  const margin = async () => marginReport(await marginSums(on.database, APRIL), "vendor");
  expect((await margin()).rows.map(({ name, margin: left }) => [name, left])).toEqual([["", "0.6"]]);
  await on.load(VENDORS);
  const drafted = value(await rerate(on, { period: "2026-04", account: null, deck: null, knownAt: null }));
  expect((await margin()).totals[0]?.cost).toBe("0");
  value(await confirmRerating(on, { rerating: drafted, by: "finance" }));
  expect(`${reportText(await margin(), "vendor")}\n`).toBe(marginTable);
  expect((await audit(on.database)).differences).toEqual([]);
  expect(await on.issued()).toEqual(issued);
});

it("by a vendor's corrected deck only his calls are rated again", async () => {
  const on = await story(test, "corrected_deck");
  const deck = (rate: string) => ({
    ...VENDORS,
    "rate-cards/companies/small/vendors/dear.yaml": dear.replace(
      /price: .*$/m,
      "price: { kind: deck, deck: dear-us }",
    ),
    "rate-cards/decks/dear/deck.yaml": `id: dear-us
description: What Dear charges.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
rows: rows.csv
columns: { prefix: NPA, interstate: Rate, intrastate: Rate }
defaults: { initialSeconds: 60, incrementSeconds: 60 }
rateCeilingPerMinute: "1"
rounding: { mode: halfUp, places: 6 }
`,
    "rate-cards/decks/dear/rows.csv": `NPA,Rate\n212,${rate}\n`,
  });
  await on.load(deck("0.0900"));
  await on.ingest("april.csv", ...CALLS);
  await on.load(deck("0.0500"));
  const drafted = value(await rerate(on, { period: null, account: null, deck: "dear-us", knownAt: null }));
  expect(drafted.lookedAt).toBe(2);
  value(await confirmRerating(on, { rerating: drafted, by: "finance" }));
  // Three minutes, now at 0.0500, sold for 0.18.
  const { rows } = marginReport(await marginSums(on.database, APRIL), "vendor");
  expect(rows.find(({ name }) => name === "dear")).toMatchObject({ cost: "0.15", margin: "0.03" });
});

it("says the same on the command line, and writes the dispute file", async () => {
  const on = await month("command_line");
  const [billPath, formatPath, disputePath] = ["bill.csv", "format.yaml", "dispute.csv"].map((name) =>
    join(on.dataFolder, name),
  ) as [string, string, string];
  await writeFileAtomic(billPath, bill);
  await writeFileAtomic(formatPath, billFormat);
  const env = { DATABASE_URL: test.server.connectionString.replace(/@\/[^?]+/, "@/command_line") };
  const data = ["--data", on.dataFolder, "--now", "2026-05-01T06:00Z"];
  const margin = await tollwright([...data, "margin", "--period", "2026-04", "--by", "vendor", "--csv"], env);
  expect(margin.stdout.split("\r\n")[1]).toBe("dear,USD,2,2,0.18,0.27,-0.09,-0.5000,0,0,");
  const told = await tollwright(
    [
      ...data,
      ...["vendor", "compare", "--vendor", "upstream", "--period", "2026-04"],
      ...["--source", formatPath, "--dispute", disputePath, billPath],
    ],
    env,
  );
  expect([told.code, told.stdout]).toEqual([0, comparison]);
  expect(readFileSync(disputePath, "utf8")).toContain("total,,,,,,,,,,,,0.0185\r\n");
});
