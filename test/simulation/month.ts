import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inProcessBus } from "@tollwright/bus";
import { civilDate, type Instant, instant, monthPeriod } from "@tollwright/calendar";
import { generateTraffic, type TrafficFile } from "@tollwright/demo-traffic";
import { writeFileAtomic } from "@tollwright/files";
import { type IngestReport, ingest } from "@tollwright/ingester";
import { approve, type ClosedPeriod, closePeriod, issue, runOf } from "@tollwright/invoicer";
import {
  type Database,
  decideSetAside,
  ensurePositions,
  invoices,
  knownContents,
  knownSizes,
  loadVersions,
  positionsOf,
  registerFiles,
  type StoredInvoice,
  saveGapDecision,
  setAsideRecords,
  storeDelivery,
  storeIntake,
  versionsInForce,
} from "@tollwright/postgres";
import type { Result } from "@tollwright/problem";
import { type CheckedDocument, documentsFrom, valuesOf } from "@tollwright/rate-card";
import { type EngineStore, startRatingEngine } from "@tollwright/rating-engine";
import { GapDecision } from "@tollwright/tax";
import { checkYaml } from "@tollwright/yaml";
import { expect } from "vitest";

const root = fileURLToPath(new URL("../../rate-cards/", import.meta.url));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(yaml|csv)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));

/** The demonstration company's rate cards and inventory. */
export const company: readonly CheckedDocument[] = documentsFrom(files).documents;

/** A month of the demonstration company, a thirtieth of its size: a call of every kind is in it. */
export function smallMonth(seed: string): readonly TrafficFile[] {
  const parties = { accounts: valuesOf(company, "account"), sources: valuesOf(company, "source") };
  const sizes = { asteriskRecords: 1_600, freeswitchRecords: 100 };
  return [...generateTraffic({ seed, company: parties, month: "2026-04", sizes }).files];
}

export const NOW: Instant = instant(Date.parse("2026-05-01T06:00:00Z"));
const APRIL = monthPeriod("2026-04");

/** One operator's machine: a database, a drop folder, an archive, and a clock that stands still. */
export type Machine = { readonly database: Database; readonly folder: string };

export function machine(database: Database): Machine {
  return { database, folder: mkdtempSync(join(tmpdir(), "tw-month-")) };
}

export async function loadCompany({ database }: Machine, decided = true): Promise<void> {
  await loadVersions(database, { documents: company, by: "finance", at: NOW });
  if (!decided) return;
  const file = files.find(({ path }) => path.endsWith("gap-decisions.yaml"));
  const decisions = checkYaml(GapDecision.array(), file ?? { path: "", text: "" });
  for (const decision of value(decisions)) await saveGapDecision(database, { decision, at: NOW });
}

/** Ingester, bus and rating engine of one machine; `store` may put faults between them. */
export async function take(
  { database, folder }: Machine,
  traffic: readonly TrafficFile[],
  store: (real: EngineStore) => EngineStore = (real) => real,
): Promise<IngestReport[]> {
  const reports: IngestReport[] = [];
  for (const source of valuesOf(company, "source")) {
    const own = traffic.filter((file) => file.source === source.id);
    const paths = own.map(({ name }) => join(folder, "drop", name));
    for (const [index, { text }] of own.entries()) {
      const path = paths[index] ?? "";
      await writeFileAtomic(path, new TextEncoder().encode(text));
    }
    const bus = inProcessBus();
    const real: EngineStore = {
      versionsInForce: () => versionsInForce(database),
      storeDelivery: (input) => storeDelivery(database, input),
    };
    await startRatingEngine({ bus, clock: () => NOW, store: store(real) });
    const books = {
      knownSizes: (id: string) => knownSizes(database, id),
      knownContents: (id: string, hashes: readonly string[]) => knownContents(database, id, hashes),
      registerFiles: (deliveries: Parameters<typeof registerFiles>[1]) => registerFiles(database, deliveries),
      ensurePositions: (ids: readonly string[]) => ensurePositions(database, ids),
      positionsOf: (ids: readonly string[]) => positionsOf(database, ids),
      storeIntake: async (...[intake, at]: [Parameters<typeof storeIntake>[1], Instant]) => {
        await storeIntake(database, intake, at);
      },
    };
    const archive = join(folder, "archive");
    reports.push(
      await ingest({
        files: paths,
        source,
        bus,
        store: books,
        archive,
        clock: () => NOW,
        log: () => undefined,
      }),
    );
    await bus.close();
  }
  return reports;
}

export async function decideConflicts({ database }: Machine): Promise<void> {
  for (const { id } of await setAsideRecords(database, { bucket: "conflict", limit: 100 })) {
    await decideSetAside(database, { id, by: "finance", reason: "the first record bills", at: NOW });
  }
}

export function close({ database }: Machine): Promise<Result<ClosedPeriod>> {
  return closePeriod({
    database,
    legalEntity: null,
    period: APRIL,
    billDate: civilDate("2026-05-01"),
    cutoff: NOW,
    at: NOW,
    progress: () => undefined,
  });
}

export async function approveApril({ database }: Machine): ReturnType<typeof approve> {
  const run = value(await runOf(database, { legalEntity: "prairie-voice", from: APRIL.from }));
  return approve(database, { run, by: "finance", at: NOW });
}

export async function issueApril({ database }: Machine): Promise<Result<readonly StoredInvoice[]>> {
  const run = value(await runOf(database, { legalEntity: "prairie-voice", from: APRIL.from }));
  return issue(database, { run, series: "PV", zone: "America/Chicago", at: NOW });
}

/** From drafts to issued: number, total and hash of each. */
export async function billApril(on: Machine): Promise<readonly string[]> {
  await decideConflicts(on);
  value(await close(on));
  value(await approveApril(on));
  value(await issueApril(on));
  return issuedOn(on);
}

export async function issuedOn({ database }: Machine): Promise<readonly string[]> {
  const issued = await invoices(database, {});
  return issued.map(
    ({ number, account, total, invoiceHash }) => `${number} ${account} ${total} ${invoiceHash}`,
  );
}

/** The value of a result that must be good; its problems are told where it is not. */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  return expect.unreachable(result.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

export function codesOf(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : [...new Set(result.problems.map(({ code }) => code))];
}
