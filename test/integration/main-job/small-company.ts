import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant, monthPeriod } from "@tollwright/calendar";
import { writeFileAtomic } from "@tollwright/files";
import type { IngestReport } from "@tollwright/ingester";
import type { Invoice } from "@tollwright/invoice";
import { approve, type ClosedPeriod, closePeriod, draftsOf, issue, runOf } from "@tollwright/invoicer";
import {
  type BillRun,
  type Database,
  invoices,
  loadVersions,
  migrate,
  openDatabase,
  type StoredInvoice,
} from "@tollwright/postgres";
import type { Result } from "@tollwright/problem";
import { checkReferences, documentsFrom } from "@tollwright/rate-card";
import { expect, onTestFinished } from "vitest";
import type { Context } from "../../../services/cli/src/context.ts";
import { ingestFiles } from "../../../services/cli/src/steps/ingest-files.ts";
import type { TestDatabase } from "../postgres/test-database.ts";
import { root } from "../processes/command.ts";
import { value } from "../results.ts";

export { codes, value } from "../results.ts";

const NOW = instant(Date.parse("2026-05-01T06:00:00Z"));
const APRIL = "2026-04";

const LEGAL_ENTITY = `id: small
legalName: Small Telephone LLC
tradeName: Small Telephone
address: { lines: [1 Example Street], city: Concord, state: NH, postalCode: "03301" }
questionsPhone: "18005550100"
questionsEmail: billing@small.example
remitTo: { name: Small Telephone LLC, address: { lines: [1 Example Street], city: Concord, state: NH, postalCode: "03301" } }
zone: America/New_York
currency: USD
form499FilerId: null
invoiceSeries: ST
terms: { dueDays: 30, text: Net 30 days. }
`;

/** A number is 1.00 a month, every call 0.06 a minute that has begun. */
const PLAN = `id: flat
description: One price for every call.
currency: USD
products:
  - { kind: recurring, id: did, name: Number, serviceClass: voip, portion: none, unit: telephoneNumber, pricePerMonth: "1.00", proration: calendarDay }
  - { kind: channels, id: channel, name: Channel, serviceClass: voip, portion: none, pricePerChannelMonth: "0", proration: calendarDay, burst: null }
  - kind: usage
    id: calls
    name: Calls
    serviceClass: voip
    portion: none
    classes: [interstate, intrastate, indeterminate, local]
    price: { kind: flat, rate: { ratePerMinute: "0.06", initialSeconds: 60, incrementSeconds: 60, rounding: { mode: halfUp, places: 6 } } }
`;

const SOURCE = `id: pbx
description: One switch.
format: asterisk-csv
zone: America/New_York
attribution: [trunk]
carrierTrunks: [PJSIP/carrier]
`;

/** An account with one number and one trunk, of its own name. */
const account = (id: string, exchange: string): string => `id: ${id}
name: ${id}
legalEntity: small
billingAddress: { lines: [1 Example Street], city: Concord, state: NH, postalCode: "03301" }
zone: America/New_York
plans: [{ plan: flat, from: 2026-01-01 }]
locations:
  - { id: main, name: Main, address: { lines: [1 Example Street], city: Concord, state: NH, postalCode: "03301" }, place: { state: NH, county: Merrimack, city: Concord }, from: 2026-01-01 }
defaultLocation: main
telephoneNumbers: [{ number: "1603555${exchange}", location: main, product: did, from: 2026-01-01 }]
trunkGroups:
  - { id: t, location: main, names: [{ source: pbx, name: PJSIP/${id} }], product: channel, channels: [{ committed: 10, from: 2026-01-01 }], from: 2026-01-01 }
`;

const numbering = ["nanp-npa.csv", "e164-country-codes.csv"].map((name) => ({
  path: `rate-cards/numbering/${name}`,
  text: readFileSync(join(root, "rate-cards/numbering", name), "utf8"),
}));

/** The rate cards of the company, by their paths below the repository. */
export const FILES = {
  "rate-cards/plans/flat.yaml": PLAN,
  "rate-cards/companies/small/legal-entities/small.yaml": LEGAL_ENTITY,
  "rate-cards/companies/small/sources/pbx.yaml": SOURCE,
  "rate-cards/companies/small/accounts/acme.yaml": account("acme", "0100"),
};

/** The second account, which the company forgot: its calls are nobody's until it is loaded. */
export const FORGOTTEN = {
  "rate-cards/companies/small/accounts/zebra.yaml": account("zebra", "0101"),
};

/** A call of `acme`'s as the switch writes it: answered, of 60 seconds where nothing else is said. */
export function line(
  id: string,
  facts: { at?: string; seconds?: number; trunk?: string; withKey?: boolean } = {},
): string {
  const { at = "2026-04-07 10:00:00", seconds = 60, trunk = "acme", withKey = true } = facts;
  const start = Date.parse(`${at.replace(" ", "T")}Z`);
  const clock = (after: number): string =>
    new Date(start + after * 1000).toISOString().slice(0, 19).replace("T", " ");
  const from = trunk === "zebra" ? "16035550101" : "16035550100";
  const times = `"${clock(0)}","${clock(5)}","${clock(5 + seconds)}",${5 + seconds},${seconds}`;
  const key = withKey ? `,"${id}","","","${id}",1` : "";
  return `"","${from}","12125550123","out","","PJSIP/${trunk}-0000a1b2","PJSIP/carrier-0000a1b3","Dial","",${times},"ANSWERED","DOCUMENTATION"${key}\n`;
}

export type Story = Context & {
  readonly load: (files: Readonly<Record<string, string>>) => Promise<void>;
  /** Writes a file as the switch would, and reads it. */
  readonly ingest: (name: string, ...lines: readonly string[]) => Promise<IngestReport>;
  /** April, where no other month is named. */
  readonly close: (month?: string) => Promise<Result<ClosedPeriod>>;
  /** The invoices of the drafts, in order of account. */
  readonly drafted: (month?: string) => Promise<readonly Invoice[]>;
  readonly approve: (month?: string) => ReturnType<typeof approve>;
  readonly issue: (month?: string) => Promise<Result<readonly StoredInvoice[]>>;
  /** Number, account, total and hash of each issued invoice. */
  readonly issued: () => Promise<readonly string[]>;
};

/** A database of its own on the server of the test file, with the company in force. */
export async function story(test: TestDatabase, name: string): Promise<Story> {
  const told = await emptyStory(test, name);
  await migrate(told.database);
  await told.load(FILES);
  return told;
}

/** The same before anything is in the database: not even a table. */
export async function emptyStory(test: TestDatabase, name: string): Promise<Story> {
  await test.db.pool.query(`create database ${name}`);
  const database = openDatabase(test.server.connectionString.replace(/@\/[^?]+/, `@/${name}`));
  const dataFolder = mkdtempSync(join(tmpdir(), "tw-story-"));
  onTestFinished(async () => {
    await database.close();
    rmSync(dataFolder, { recursive: true });
  });
  const context: Context = {
    output: { json: false, write: ignored, progress: ignored, update: ignored },
    clock: () => NOW,
    dataFolder,
    archive: join(dataFolder, "archive"),
    database,
    databaseIsOurs: false,
  };
  return {
    ...context,
    load: (files) => loadSmall(database, files),
    ingest: async (file, ...lines) => {
      const path = join(dataFolder, file);
      await writeFileAtomic(path, lines.join(""));
      return value(await ingestFiles(context, { source: "pbx", files: [path] }));
    },
    close: (month = APRIL) => close(database, month),
    drafted: async (month = APRIL) =>
      (await draftsOf(database, await runOfMonth(database, month))).map(({ invoice }) => invoice),
    approve: async (month = APRIL) =>
      approve(database, { run: await runOfMonth(database, month), by: "finance", at: NOW }),
    issue: async (month = APRIL) =>
      issue(database, {
        run: await runOfMonth(database, month),
        ...{ series: "ST", zone: "America/New_York", at: NOW },
      }),
    issued: async () =>
      (await invoices(database, {})).map(
        (one) => `${one.number} ${one.account} ${one.total} ${one.invoiceHash}`,
      ),
  };
}

const ignored = (): void => undefined;

/** Puts the company in force, with these files beside it. */
export async function loadSmall(database: Database, files: Readonly<Record<string, string>>): Promise<void> {
  const given = Object.entries({ ...FILES, ...files }).map(([path, text]) => ({ path, text }));
  const { documents, problems } = documentsFrom([...numbering, ...given]);
  expect([...problems, ...checkReferences(documents, [])]).toEqual([]);
  await loadVersions(database, { documents, by: "finance", at: NOW });
}

function close(database: Database, month: string): Promise<Result<ClosedPeriod>> {
  const period = monthPeriod(month);
  return closePeriod({
    ...{ database, legalEntity: null, period, billDate: period.until },
    ...{ cutoff: NOW, at: NOW, progress: ignored },
  });
}

async function runOfMonth(database: Database, month: string): Promise<BillRun> {
  return value(await runOf(database, { legalEntity: "small", from: monthPeriod(month).from }));
}
