import { civilDate } from "@tollwright/calendar";
import { readInvoice } from "@tollwright/invoice";
import { commitTaxes, companyOf, runOf } from "@tollwright/invoicer";
import { invoices, versionsInForce } from "@tollwright/postgres";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FILES, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { codes, value } from "../results.ts";
import { engineServer, type Reply } from "./engine-server.ts";

const test = testDatabase();
const ENTITY_FILE = "rate-cards/companies/small/legal-entities/small.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";
const LOGIN = { AVALARA_USER: "u", AVALARA_PASSWORD: "p" };

beforeEach(() => {
  for (const [name, text] of Object.entries(LOGIN)) vi.stubEnv(name, text);
});
afterEach(() => vi.unstubAllEnvs());

const entity = (url: string): string => `${FILES[ENTITY_FILE]}taxEngine:
  kind: avalara
  url: ${url}
  timeoutSeconds: 5
  company: { businessClass: clec, serviceClass: primaryLocal, facilitiesBased: false, franchise: false, regulated: true }
  products: [{ serviceClass: voip, transaction: 19, service: 6 }]
  categories: { SALES AND USE TAXES: { kind: tax, family: sales } }
`;

// The number for 1.00 and the channel for 0.00, in the order of the invoice's lines.
const reply = (tax: string): Reply => {
  const line = `{"bill":true,"cmpl":true,"tm":1,"calc":1,"cat":"SALES AND USE TAXES","cid":1,"name":"Sales Tax","exm":0,"lns":0,"rate":0.07,"sur":false,"tax":${tax},"lvl":1,"tid":1}`;
  return { text: `{"inv":[{"itms":[{"ref":"1","txs":[]},{"ref":"2","txs":[${line}]}]}]}` };
};

async function committing(on: Story, env: Readonly<Record<string, string>> = LOGIN) {
  const { documents } = await versionsInForce(on.database);
  const company = value(companyOf(documents, null));
  const run = value(await runOf(on.database, { legalEntity: "small", from: civilDate("2026-04-01") }));
  return commitTaxes(on.database, { company, run, now: on.clock, env });
}

it("a company that chose an outside engine is taxed by it, and its invoices are committed there once", async () => {
  const { url, heard } = await engineServer([reply("0.0700000001"), reply("0.07"), { text: "{}" }]);
  const on = await story(test, "outside_engine");
  await on.load({ [ENTITY_FILE]: entity(url) });
  expect(value(await on.close()).problems).toEqual([]);
  const [invoice] = await on.drafted();
  expect(
    invoice?.taxes.map(({ levy, name, section, amount }) => `${levy} ${name} ${section} ${amount}`),
  ).toEqual(["avalara-1-1 Sales Tax governmentTaxes 0.07"]);
  value(await on.approve());
  value(await on.issue());
  const first = value(await committing(on));
  expect(first.committed).toEqual(["ST-2026-000001"]);
  expect(first.caution).toMatch(/unproven/);
  const paths = () =>
    heard.map(({ path, body }) => `${path.split("/").at(-1)} ${/"doc":"[^"]*"/.exec(body)?.[0] ?? ""}`);
  const told = ["CalcTaxes ", 'CalcTaxes "doc":"ST-2026-000001/1"', 'Commit "doc":"ST-2026-000001/1"'];
  expect(paths()).toEqual(told);
  expect(value(await committing(on)).committed).toEqual(["ST-2026-000001"]);
  expect(paths()).toEqual(told);
  // What it stood on is in the invoice's record.
  const [stored] = await invoices(on.database, {});
  const [record] = readInvoice(stored?.canonical ?? "").taxRecords;
  expect([record?.engine, record?.exact, record?.amount]).toEqual(["avalara.afc/2", "0.0700000001", "0.07"]);
});

it("an engine that has changed its mind since is not told to record the invoice", async () => {
  const { url, heard } = await engineServer([reply("0.07"), reply("0.08")]);
  const on = await story(test, "outside_differs");
  await on.load({ [ENTITY_FILE]: entity(url) });
  await on.close();
  value(await on.approve());
  value(await on.issue());
  const done = value(await committing(on));
  expect([done.committed, done.problems.map(({ code }) => code)]).toEqual([[], ["TAX_ENGINE_DIFFERS"]]);
  expect(heard.filter(({ path }) => path.endsWith("Commit"))).toEqual([]);
});

it("without an answer, a login or a word for a correction the account waits, and nothing is guessed", async () => {
  const { url } = await engineServer([reply("0.07"), { status: 400, text: "" }, reply("0.07")]);
  const on = await story(test, "outside_waits");
  await on.load({ [ENTITY_FILE]: entity(url) });
  value(await on.close());
  value(await on.approve());
  value(await on.issue());
  expect(codes(await committing(on, {}))).toEqual(["TAX_ENGINE_REFUSED"]);
  const closed = value(await on.close("2026-05"));
  expect([closed.problems.map(({ code }) => code), (await on.drafted("2026-05")).length]).toEqual([
    ["TAX_ENGINE_REFUSED"],
    0,
  ]);
  // The number was held from 16 April on: May would correct April.
  await on.load({
    [ENTITY_FILE]: entity(url),
    [ACCOUNT_FILE]: FILES[ACCOUNT_FILE].replace(
      "product: did, from: 2026-01-01",
      "product: did, from: 2026-04-16",
    ),
  });
  expect(value(await on.close("2026-05")).problems.map(({ code }) => code)).toEqual([
    "TAX_ENGINE_CORRECTION",
  ]);
});
