import { monthPeriod } from "@tollwright/calendar";
import { readInvoice } from "@tollwright/invoice";
import { invoices, issuedForReturns, saveGapDecision } from "@tollwright/postgres";
import { remittances911, revenueSplit, taxReturns } from "@tollwright/returns";
import { GapDecision } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { FILES, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { codes, value } from "../results.ts";

const test = testDatabase();
const ENTITY_FILE = "rate-cards/companies/small/legal-entities/small.yaml";
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";

/** A number is 100.00 a month, mixed; universal service is recovered, relay is not. */
const files = ({ held = "2026-01-01", feeUntil = "2026-07-01" } = {}) => ({
  [ENTITY_FILE]: `${FILES[ENTITY_FILE]}interstate: [{ from: 2026-01-01, serviceClass: voip, method: safeHarbor }]\nelections: { fusf: recover, trs: absorb }\n`,
  [PLAN_FILE]: FILES[PLAN_FILE].replace(
    'portion: none, unit: telephoneNumber, pricePerMonth: "1.00"',
    'portion: mixed, unit: telephoneNumber, pricePerMonth: "100.00"',
  ),
  [ACCOUNT_FILE]: FILES[ACCOUNT_FILE].replace(
    "product: did, from: 2026-01-01",
    `product: did, from: ${held}`,
  ),
  "rate-cards/taxes/us/federal/fusf.yaml": `id: fusf
kind: passThrough
name: FUSF
family: usf
jurisdiction: { level: federal, country: US }
portion: [interstate, international]
passThrough: allowed
rounding: { mode: down, places: 2 }
form: { percent: "0.37" }
`,
  "rate-cards/taxes/us/federal/trs.yaml":
    'id: trs\nkind: passThrough\nfamily: relay\njurisdiction: { level: federal, country: US }\npassThrough: allowed\nform: { percent: "0.01" }\n',
  "rate-cards/taxes/us/nh/sales.yaml":
    'id: nh-cst\nkind: tax\nname: Communications tax\nfamily: excise\njurisdiction: { level: state, state: NH }\nform: { percent: "0.07" }\n',
  "rate-cards/taxes/us/nh/911.yaml": `id: nh-911
kind: tax
name: "911"
family: e911
jurisdiction: { level: state, state: NH }
collectionAllowance: { perUnit: "0.03" }
values: [{ from: 2026-05-01, until: ${feeUntil}, form: { perUnit: { unit: numbers, amount: "1.00" } }, source: the code }]
`,
});

async function bill(on: Story, month: string): Promise<void> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  value(await on.issue(month));
}

async function added(on: Story, month: string) {
  const returns = taxReturns();
  const remittances = remittances911();
  const revenue = revenueSplit();
  const span = monthPeriod(month);
  const asked = { legalEntity: null, ...span, by: "period" as const };
  for await (const { canonical, ...issued } of issuedForReturns(on.database, asked)) {
    const one = { ...issued, invoice: readInvoice(canonical) };
    for (const sums of [returns, remittances, revenue]) sums.add(one);
  }
  return { returns: returns.result(), e911: remittances.result(), revenue: revenue.result() };
}

const lines = (rows: Awaited<ReturnType<typeof added>>["returns"]["rows"]) =>
  rows.map(({ levy, period, base, billed, borne }) => `${levy} ${period} ${base} ${billed} ${borne}`);

describe("returns of issued invoices", () => {
  it("tie to the invoices to the cent, also where the next month takes a part back (books 12, 23)", async () => {
    const on = await story(test, "returns_tie");
    await on.load(files());
    await bill(on, "2026-04");
    const april = await added(on, "2026-04");
    // 100.00: FUSF 64.90 × 0.37 down; 7 %; one number; relay 1 %, borne.
    expect(lines(april.returns.rows)).toEqual([
      "fusf 2026-04 64.9 24.01 0",
      "trs 2026-04 100 0 1",
      "nh-911 2026-04 0 1 0",
      "nh-cst 2026-04 100 7 0",
    ]);
    expect(
      april.e911.map((row) => `${row.counted["numbers"]} ${row.billed} ${row.kept} ${row.remitted}`),
    ).toEqual(["1 1 0.03 0.97"]);
    // The number was held from 16 April on: half of April is taken back with half of its tax, by April's rates.
    await on.load(files({ held: "2026-04-16" }));
    await bill(on, "2026-05");
    const may = await added(on, "2026-05");
    expect(lines(may.returns.rows)).toEqual([
      // 50.00: 32.45 × 0.37 = 12.0065 down, less 24.01
      "fusf 2026-04 -32.45 -12.01 0",
      "fusf 2026-05 64.9 24.01 0",
      "trs 2026-04 -50 0 -0.5",
      "trs 2026-05 100 0 1",
      // One number, counted on the last day, in April as before.
      "nh-911 2026-04 0 0 0",
      "nh-911 2026-05 0 1 0",
      "nh-cst 2026-04 -50 -3.5 0",
      "nh-cst 2026-05 100 7 0",
    ]);
    const printed = (await invoices(on.database, {})).map(
      ({ canonical }) => readInvoice(canonical).totals.taxes,
    );
    expect([april.returns.printed, may.returns.printed]).toEqual(printed.map((text) => String(Number(text))));
    for (const { returns } of [april, may]) {
      expect(returns.billed).toBe(returns.printed);
      expect(returns.differences).toEqual([]);
    }
    const charges = may.revenue.filter(({ source }) => source === "charges");
    expect(charges.map(({ quarter, interstate, total }) => `${quarter} ${interstate} ${total}`)).toEqual([
      "2026Q2 32.45 50",
    ]);
  });
});

describe("a figure that nobody knows, from close to issue (books 19)", () => {
  it("is one gap; the run waits until finance decides it by name, and the decision is on the bill", async () => {
    const on = await story(test, "returns_gap");
    await on.load(files({ feeUntil: "2026-06-01" }));
    // Billed on 1 June: the 911 fee is known until then.
    const closed = value(await on.close("2026-05"));
    expect(closed.gaps.map(({ levy, from, until, kind }) => `${levy} ${from} ${until} ${kind}`)).toEqual([
      "nh-911 2026-06-01 null missing",
    ]);
    expect(codes(await on.approve("2026-05"))).toEqual(["GAP_UNDECIDED"]);
    const decide = async (decision: object) =>
      saveGapDecision(on.database, {
        decision: GapDecision.parse({
          levy: "nh-911",
          by: "F. Nance",
          reason: "asked",
          expires: "2026-06-30",
          ...decision,
        }),
        at: on.clock(),
      });
    await decide({ decision: "hold" });
    await on.close("2026-05");
    expect(codes(await on.approve("2026-05"))).toEqual(["GAP_HELD"]);
    await decide({ decision: "useLastKnown" });
    value(await on.close("2026-05"));
    expect((await on.drafted("2026-05"))[0]?.notices.join()).toMatch(/^911: /);
    value(await on.approve("2026-05"));
    value(await on.issue("2026-05"));
    const { e911 } = await added(on, "2026-05");
    expect(e911.map(({ billed, price }) => `${billed} ${price}`)).toEqual(["1 1.00"]);
  });
});
