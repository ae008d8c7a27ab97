import type { Instant } from "@tollwright/calendar";
import { civilDate } from "@tollwright/calendar";
import { type RetaxedInvoice, readInvoice, retaxInvoice } from "@tollwright/invoice";
import {
  type BillRun,
  closingSnapshot,
  type Database,
  gapDecisions,
  invoicePeriods,
  invoices,
  runBorneRecords,
  type StoredInvoice,
  versionSet,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { type VersionDocument, valuesOf } from "@tollwright/rate-card";
import type { GapDecision, Levy } from "@tollwright/tax";
import { actualSharesOf } from "./actual-shares.ts";
import { COMPANY_KINDS, companyOf, payersOf } from "./company.ts";
import { periodName } from "./period-name.ts";

export type RetaxedStored = RetaxedInvoice & { readonly invoice: string };

/**
 * What the taxes of a run's issued invoices would come to by the levies in force now, everything else being as it was when they
 * were closed (tax method, section 3.5). Nothing is changed.
 *
 * @returns Each invoice that can be computed again, and the problems of the others.
 */
export async function retaxRun(
  database: Database,
  { run, at }: { readonly run: BillRun; readonly at: Instant },
): Promise<{ readonly invoices: readonly RetaxedStored[]; readonly problems: readonly Problem[] }> {
  const now = await closingSnapshot(database, at);
  const company = companyOf(await documentsOf(database, now.setHash), run.legalEntity);
  if (!company.ok) return { invoices: [], problems: company.problems };
  const rules = { levies: company.value.levies, decisions: await gapDecisions(database) };
  const then = remembered((versions) => documentsOf(database, versions));
  const found: RetaxedStored[] = [];
  const problems: Problem[] = [];
  for (const stored of await invoices(database, { run: run.id })) {
    const retaxed = await retaxStored(database, stored, { rules, then });
    if (retaxed.ok) found.push(retaxed.value);
    else problems.push(...retaxed.problems);
  }
  return { invoices: found, problems };
}

async function documentsOf(database: Database, versions: string): Promise<readonly VersionDocument[]> {
  return (await versionSet(database, versions, { kinds: [...COMPANY_KINDS, "account"] })) ?? [];
}

/** A run's invoices were closed with one set of versions, or a few. */
function remembered<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name) => {
    const answer = known.get(name) ?? ask(name);
    known.set(name, answer);
    return answer;
  };
}

async function retaxStored(
  database: Database,
  stored: StoredInvoice,
  by: {
    readonly rules: { readonly levies: readonly Levy[]; readonly decisions: readonly GapDecision[] };
    readonly then: (versions: string) => Promise<readonly VersionDocument[]>;
  },
): Promise<Result<RetaxedStored>> {
  const invoice = readInvoice(stored.canonical);
  const ownPeriod = periodName(invoice.period);
  const touched = await invoicePeriods(database, stored.number);
  const own = touched.find(({ account, period }) => account === stored.account && period === ownPeriod);
  if (own === undefined) return fail(notRecorded(stored, ownPeriod));
  const documents = await by.then(own.versions);
  const company = companyOf(documents, stored.legalEntity);
  if (!company.ok) return company;
  const { legalEntity } = company.value;
  if (legalEntity.taxEngine !== undefined) return fail(byOutsideEngine(stored, legalEntity.taxEngine.kind));
  const payer = payersOf(valuesOf(documents, "account"), legalEntity).find(
    (one) => one.payer.id === stored.account,
  );
  if (payer === undefined) return fail(notRecorded(stored, ownPeriod));
  const period = { from: civilDate(invoice.period.from), until: civilDate(invoice.period.until) };
  const { batches, versions } = own;
  const retaxed = retaxInvoice({
    ...by.rules,
    ...{ invoice, ownPeriod, legalEntity, payer: payer.payer, accounts: payer.sites },
    borne: await runBorneRecords(database, stored),
    actualShares: await actualSharesOf({ database, company: company.value, batches, versions }, period),
  });
  return retaxed.ok ? ok({ invoice: stored.number, ...retaxed.value }) : retaxed;
}

function notRecorded({ number, account }: StoredInvoice, period: string): Problem {
  return problem({
    code: "RETAX_REFUSED",
    message: `invoice ${number}: the versions by which ${account} was closed for ${period} are not recorded`,
  });
}

function byOutsideEngine({ number }: StoredInvoice, engine: string): Problem {
  return problem({
    code: "RETAX_REFUSED",
    message: `invoice ${number}: its taxes are computed by ${engine}`,
  });
}
