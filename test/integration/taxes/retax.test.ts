import { type CivilDate, instant } from "@tollwright/calendar";
import { retaxRun, runOf } from "@tollwright/invoicer";
import { expect, it } from "vitest";
import { commandWithin } from "../../../services/cli/src/command-within.ts";
import { addTaxes } from "../../../services/cli/src/commands/taxes.ts";
import { FILES, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { value } from "../results.ts";

const test = testDatabase();
const PLAN_FILE = "rate-cards/plans/flat.yaml";
const ACCOUNT_FILE = "rate-cards/companies/small/accounts/acme.yaml";
const ENTITY_FILE = "rate-cards/companies/small/legal-entities/small.yaml";

/** A number is 100.00 a month; a tax of the state, a fee for each number, and a levy that the seller bears. */
const files = ({ percent = "0.05", since = "2026-01-01", fee = "0.75", borne = "0.01", city = "" } = {}) => ({
  [ENTITY_FILE]: `${FILES[ENTITY_FILE]}elections: { trs: absorb }\n`,
  [PLAN_FILE]: FILES[PLAN_FILE]
    .replace('pricePerMonth: "1.00"', 'pricePerMonth: "100.00"')
    .replace("portion: none, unit: telephoneNumber", "portion: intrastate, unit: telephoneNumber"),
  "rate-cards/taxes/us/nh/sales.yaml": `id: nh-cst
kind: tax
name: Communications tax
family: excise
jurisdiction: { level: state, state: NH }
datedBy: billDate
values:
  - { from: 2025-01-01, until: ${since}, form: { percent: "0.05" }, source: the code }
  - { from: ${since}, form: { percent: "${percent}" }, source: the code }
`,
  "rate-cards/taxes/us/nh/911.yaml": `id: nh-911\nkind: tax\nname: "911"\nfamily: e911\njurisdiction: { level: state, state: NH }\nform: { perUnit: { unit: numbers, amount: "${fee}" } }\n`,
  "rate-cards/taxes/us/nh/relay.yaml": `id: trs\nkind: passThrough\nfamily: relay\njurisdiction: { level: state, state: NH }\npassThrough: allowed\nform: { percent: "${borne}" }\n`,
  ...(city === ""
    ? {}
    : {
        "rate-cards/taxes/us/nh/concord.yaml": `id: concord\nkind: tax\nname: Concord tax\nfamily: excise\njurisdiction: { level: city, state: NH, city: Concord }\nform: { percent: "${city}" }\n`,
      }),
});

async function issued(on: Story): Promise<void> {
  await on.load(files());
  expect(value(await on.close()).problems).toEqual([]);
  value(await on.approve());
  value(await on.issue());
}

/** `account levy before → after`; levies that came out the same are left out. */
async function report(on: Story): Promise<readonly string[]> {
  const run = value(await runOf(on.database, { legalEntity: "small", from: "2026-04-01" as CivilDate }));
  const { invoices, problems } = await retaxRun(on.database, {
    run,
    at: instant(Date.parse("2026-06-01T00:00:00Z")),
  });
  expect(problems).toEqual([]);
  return invoices.flatMap(({ levies }) =>
    levies
      .filter(({ difference }) => difference !== "0")
      .map((one) => `${one.account} ${one.levy} ${one.before} → ${one.after}${one.billed ? "" : " borne"}`),
  );
}

it.each<[why: string, name: string, files: Parameters<typeof files>[0], expected: readonly string[]]>([
  ["nothing was corrected", "retax_none", {}, []],
  // Bills of 1 May: 100.00 × 0.06
  [
    "a rate that went up before the bill",
    "retax_rate",
    { percent: "0.06", since: "2026-04-15" },
    ["acme nh-cst 5 → 6"],
  ],
  ["on the day of the bill", "retax_on_day", { percent: "0.06", since: "2026-05-01" }, ["acme nh-cst 5 → 6"]],
  ["a rate that goes up the day after it", "retax_later", { percent: "0.06", since: "2026-05-02" }, []],
  ["a fee that is lower", "retax_fee", { fee: "0.50" }, ["acme nh-911 0.75 → 0.5"]],
  ["a levy that nobody knew", "retax_new", { city: "0.02" }, ["acme concord 0 → 2"]],
  ["what the seller bears", "retax_borne", { borne: "0.03" }, ["acme trs 1 → 3 borne"]],
])("%s: the report says what would change, and the invoice stays", async (_, name, corrected, expected) => {
  const on = await story(test, name);
  await issued(on);
  const before = await on.issued();
  await on.load(files(corrected));
  expect(await report(on)).toEqual(expected);
  expect(await on.issued()).toEqual(before);
});

it("only levies are of today: an account that moved since is taxed where it was", async () => {
  const on = await story(test, "retax_moved");
  await issued(on);
  await on.load({
    ...files({ city: "0.02" }),
    [ACCOUNT_FILE]: FILES[ACCOUNT_FILE].replace(
      "county: Merrimack, city: Concord",
      "county: Merrimack, city: Hooksett",
    ),
  });
  expect(await report(on)).toEqual(["acme concord 0 → 2"]);
});

it("what an invoice takes back of an earlier month is left as issued, and counted", async () => {
  const on = await story(test, "retax_corrections");
  await issued(on);
  await on.load({
    ...files(),
    [ACCOUNT_FILE]: FILES[ACCOUNT_FILE].replace(
      "product: did, from: 2026-01-01",
      "product: did, from: 2026-04-16",
    ),
  });
  value(await on.close("2026-05"));
  value(await on.approve("2026-05"));
  value(await on.issue("2026-05"));
  await on.load(files({ percent: "0.06", since: "2026-01-01" }));
  const run = value(await runOf(on.database, { legalEntity: "small", from: "2026-05-01" as CivilDate }));
  const { invoices } = await retaxRun(on.database, { run, at: instant(Date.parse("2026-07-01T00:00:00Z")) });
  expect(invoices.map(({ linesLeftOut }) => linesLeftOut)).toEqual([2]);
  expect(invoices[0]?.levies.map(({ levy, before, after }) => `${levy} ${before} → ${after}`)).toEqual([
    "nh-911 0.75 → 0.75",
    "nh-cst 5 → 6",
    "trs 1 → 1",
  ]);
});

it("is told by the command, in one table", async () => {
  const on = await story(test, "retax_command");
  await issued(on);
  await on.load(files({ percent: "0.06" }));
  const { text, codes } = await commandWithin(on, {
    add: [addTaxes],
    args: ["taxes", "rerate", "--period", "2026-04"],
  });
  expect(codes).toEqual([]);
  const lines = text.split("\n").map((each) => each.replace(/\s+/g, " ").trim());
  expect(lines).toContain("All billed taxes 5.75 6.75 1");
  expect(lines.find((each) => each.includes("nh-cst"))).toMatch(/^\S+ acme nh-cst Communications tax 5 6 1$/);
  expect(lines).toContain("1 invoice computed again; nothing was changed.");
});
