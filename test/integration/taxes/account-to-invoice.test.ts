import { monthPeriod } from "@tollwright/calendar";
import { type Invoice, readInvoice, verifyTaxes } from "@tollwright/invoice";
import { shareHistory } from "@tollwright/invoicer";
import {
  certificateContent,
  certificateFiles,
  invoices,
  keepCertificateFile,
  runBorneRecords,
} from "@tollwright/postgres";
import { explainRecord } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { FILES, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const ENTITY_FILE = "rate-cards/companies/small/legal-entities/small.yaml";
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";
const BRANCH =
  "  - { id: branch, name: Branch, address: { lines: [2 Example Street], city: Nashua, state: NH, postalCode: '03060' }, place: { state: MA, county: Suffolk, city: Boston }, from: 2026-01-01 }\n";

const PRODUCTS = `  - kind: recurring
    id: office
    name: Office bundle
    serviceClass: voip
    portion: mixed
    unit: subscription
    pricePerMonth: "60.00"
    proration: calendarDay
    allocations:
      - from: 2026-01-01
        evidence: price list of 2026
        components:
          - { name: Voice, serviceClass: voip, portion: mixed, amount: "40.00" }
          - { name: Internet, serviceClass: internetAccess, portion: none, amount: "20.00" }
  - { kind: recurring, id: all-in, name: All-in line, serviceClass: voip, portion: intrastate, unit: subscription, pricePerMonth: "107.00", proration: calendarDay, taxIncluded: true }
  - { kind: recurring, id: circuit, name: Circuit, serviceClass: privateLine, portion: intrastate, unit: subscription, pricePerMonth: "300.00", proration: calendarDay }
`;

/** Office bundle, all-in line, and a circuit between New Hampshire and Massachusetts; until the 16th where `ends`. */
function files(method: string, ends = false) {
  const until = ends ? ", until: 2026-04-01" : "";
  return {
    [ENTITY_FILE]: `${FILES[ENTITY_FILE]}interstate: [{ from: 2026-01-01, serviceClass: voip, method: ${method} }]\nelections: { trs: absorb }\nnexus: [{ state: NH, from: 2026-01-01 }]\n`,
    [PLAN_FILE]: `${FILES[PLAN_FILE].replaceAll("portion: none\n", "portion: mixed\n")}${PRODUCTS}`,
    [ACCOUNT_FILE]: `${FILES[ACCOUNT_FILE].replace("defaultLocation:", `${BRANCH}defaultLocation:`)}subscriptions:
  - { id: o, product: office, location: main, quantity: 1, from: 2026-01-01${until} }
  - { id: a, product: all-in, location: main, quantity: 1, from: 2026-01-01${until} }
  - { id: c, product: circuit, location: main, quantity: 1, from: 2026-01-01, usedAt: { segment: [main, branch] }${until} }
exemptions: [{ certificate: C-1, kind: resale, levies: [ma-sales], from: 2026-01-01 }]
`,
    "rate-cards/taxes/us/federal/fusf.yaml": `id: fusf
kind: passThrough
name: FUSF
family: usf
statute: 47 CFR 54.712
jurisdiction: { level: federal }
serviceClasses: [voip]
portion: [interstate, international]
rounding: { mode: down, places: 2 }
values: [{ from: 2026-01-01, form: { percent: "0.37" }, source: { title: the notice of the quarter } }]
`,
    "rate-cards/taxes/us/federal/trs.yaml":
      'id: trs\nkind: passThrough\nfamily: relay\njurisdiction: { level: federal }\npassThrough: allowed\nform: { percent: "0.01" }\n',
    "rate-cards/taxes/us/nh/sales.yaml":
      'id: nh-cst\nkind: tax\nname: Communications tax\nfamily: excise\nserviceClasses: [voip, privateLine]\njurisdiction: { level: state, state: NH }\nform: { percent: "0.07" }\n',
    "rate-cards/taxes/us/ma/sales.yaml":
      'id: ma-sales\nkind: tax\nname: Sales tax\nfamily: sales\nserviceClasses: [voip, privateLine]\njurisdiction: { level: state, state: MA }\nform: { percent: "0.0625" }\n',
  };
}

async function bill(on: Story, month: string): Promise<Invoice> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  value(await on.issue(month));
  const issued = (await invoices(on.database, {})).at(-1);
  return readInvoice(issued?.canonical ?? "null");
}

const told = ({ taxes }: Invoice) =>
  taxes.map(
    ({ levy, amount, correction }) =>
      `${levy} ${amount}${correction === undefined ? "" : ` ${correction.kind}`}`,
  );
const charged = ({ charges }: Invoice) =>
  charges
    .filter(({ section }) => section === "recurring")
    .map(({ product, amount }) => `${product} ${amount}`);

async function faults(on: Story) {
  const all = await invoices(on.database, {});
  const verified = [];
  for (const { canonical, run, account } of all) {
    const borne = await runBorneRecords(on.database, { run, account });
    verified.push(verifyTaxes(readInvoice(canonical), borne));
  }
  return verified;
}

describe("from the account's file to the issued invoice (tax method 4.4)", () => {
  it("a bundle, an all-in price and a circuit, and the month after takes all of it back", async () => {
    const on = await story(test, "taxes_rows");
    await on.load(files("safeHarbor"));
    const april = await bill(on, "2026-04");
    // The all-in line is intrastate: 107.00 ÷ 1.07 = 100.00.
    expect(charged(april)).toEqual([
      "did 1.00",
      "channel 0.00",
      "office 60.00",
      "all-in 100.00",
      "circuit 300.00",
    ]);
    // FUSF: 40.00 × 0.649 = 25.96, × 0.37 = 9.6052, down. NH, 0.07 each: the number, 40.00, 100.00, half the circuit: 0.07 + 2.80 + 7.00 + 10.50.
    expect(told(april)).toEqual(["nh-cst 20.37", "fusf 9.60"]);
    expect(april.notTaxed.map(({ levy, reason }) => `${levy}: ${reason}`)).toContain(
      "ma-sales: the seller has no nexus there",
    );
    const [fusf] = april.taxRecords.filter(({ levy }) => levy === "fusf");
    expect(fusf?.charge).toMatchObject({ product: "office", component: "Voice", amount: "40" });
    const sentences = explainRecord(fusf ?? expect.unreachable("no record"));
    expect(sentences[0]).toBe(
      "FUSF (fusf): 9.60 on Office bundle, its part Voice, charged 40.00, for 2026-04-01 until 2026-05-01",
    );
    expect(sentences).toContain("law: 47 CFR 54.712");
    expect(sentences).toContain("source of the figure: the notice of the quarter");
    expect(sentences.at(-1)).toBe(
      "computed again from this record: base 25.96, exact 9.6052, amount 9.60: proved",
    );

    await on.load(files("safeHarbor", true));
    const may = await bill(on, "2026-05");
    expect(charged(may).filter((text) => text.includes("-"))).toEqual([
      "office -60.00",
      "all-in -100.00",
      "circuit -300.00",
    ]);
    expect(told(may)).toEqual(["nh-cst 0.07", "nh-cst -20.30 reversal", "fusf -9.60 reversal"]);
    const back = may.taxRecords.find(({ levy }) => levy === "fusf");
    expect(back?.reverses?.invoice).toBe(april.number);

    const verified = await faults(on);
    expect(verified.flatMap((one) => one.faults)).toEqual([]);
    expect(verified.map(({ records }) => records > 0)).toEqual([true, true]);
  });

  it("a class that elected its calls divides as all calls of the company did", async () => {
    const on = await story(test, "taxes_actual");
    await on.load(files("actual"));
    // 3 minutes from New Hampshire to New York, 1 minute within the state.
    await on.ingest("cdr.csv", line("1", { seconds: 180 }), line("2").replace("12125550123", "16035550199"));
    const history = await shareHistory(on.database, { at: on.clock(), period: monthPeriod("2026-04") });
    expect(
      history.map(({ method, labels }) => `${method}: ${labels[0]?.federal} ${labels[0]?.state}`),
    ).toEqual(["the calls of each period: 0.75 0.25"]);
    const april = await bill(on, "2026-04");
    const office = april.taxRecords.find(
      ({ levy, charge }) => levy === "fusf" && charge.product === "office",
    );
    // 40.00 × 0.75 = 30.00, × 0.37
    expect([office?.split?.interstate, office?.amount]).toEqual(["0.75", "11.1"]);
    expect((await faults(on)).flatMap((one) => one.faults)).toEqual([]);
  });

  it("the papers of a certificate are given back byte for byte", async () => {
    const on = await story(test, "taxes_papers");
    const content = new Uint8Array([0, 255, 10, 13, 37]);
    const file = {
      account: "acme",
      certificate: "C-1",
      name: "resale.pdf",
      keptBy: "N. Ops",
      keptAt: on.clock(),
    };
    const sha256 = await keepCertificateFile(on.database, { ...file, content });
    expect(await keepCertificateFile(on.database, { ...file, content })).toBe(sha256);
    expect((await certificateFiles(on.database)).map((kept) => `${kept.name} ${kept.sha256}`)).toEqual([
      `resale.pdf ${sha256}`,
    ]);
    const given = await certificateContent(on.database, { account: "acme", certificate: "C-1" });
    expect([...(given?.content ?? [])]).toEqual([...content]);
    expect(await certificateContent(on.database, { account: "acme", certificate: "C-2" })).toBeNull();
  });
});
