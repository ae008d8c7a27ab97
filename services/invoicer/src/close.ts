import { addDays, type CivilDate, type Instant, type Period } from "@tollwright/calendar";
import { contentHash, contentOf, type Invoice } from "@tollwright/invoice";
import {
  type BillRun,
  closingSnapshot,
  createBillRun,
  type Database,
  gapDecisions,
  indexEndedDays,
  invoices,
  keepOnlyDrafts,
  openConflicts,
  recordedAccounts,
  refreshStatistics,
  saveBorneLevies,
  saveDraft,
  saveGaps,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Gap } from "@tollwright/tax";
import { changedPeriods } from "./changed-periods.ts";
import type { Closing } from "./closing.ts";
import { factsTogether } from "./closing-facts.ts";
import { companyOf, type Payer } from "./company.ts";
import { draftInvoice } from "./draft-invoice.ts";
import { distinctGaps, isSettled } from "./run-gaps.ts";

export type ClosedDraft = {
  readonly account: string;
  readonly invoice: Invoice;
  readonly state: "created" | "replaced" | "unchanged" | "backToReview" | "alreadyIssued";
};

export type ClosedPeriod = {
  readonly run: BillRun;
  readonly drafts: readonly ClosedDraft[];
  /** One per levy, jurisdiction and dates, over all drafts (books 19). */
  readonly gaps: readonly Gap[];
  /** What kept a charge or an account from being billed; everything else went on. */
  readonly problems: readonly Problem[];
};

export type CloseInput = {
  readonly database: Database;
  /** Null where only one is loaded. */
  readonly legalEntity: string | null;
  readonly period: Period;
  readonly billDate: CivilDate;
  /** What is recorded up to this instant counts (books 9). */
  readonly cutoff: Instant;
  readonly at: Instant;
  readonly progress: (text: string) => void;
};

/**
 * Closes a period to drafts: the exact set of committed batches and of versions in force is recorded with each draft, so
 * that it can be computed again (books 11). Closing again replaces drafts that changed, and touches nothing issued.
 *
 * Refuses while a conflict in the period is undecided (books 2).
 */
export async function closePeriod(input: CloseInput): Promise<Result<ClosedPeriod>> {
  const snapshot = await closingSnapshot(input.database, input.cutoff);
  const company = companyOf(snapshot.documents, input.legalEntity);
  if (!company.ok) return company;
  const conflicts = await openConflicts(input.database, input.period);
  if (conflicts.length > 0) return fail(conflictsOpen(conflicts.length));
  const { legalEntity } = company.value;
  await indexEndedDays(input.database, input.period.until);
  await refreshStatistics(input.database);
  const run = await createBillRun(input.database, {
    legalEntity: legalEntity.id,
    from: input.period.from,
    until: input.period.until,
    billDate: input.billDate,
    dueDate: addDays(input.billDate, legalEntity.terms.dueDays),
    cutoff: input.cutoff,
    at: input.at,
  });
  const { database } = input;
  const known = { database, company: company.value, batches: snapshot.batches, versions: snapshot.setHash };
  const accounts = company.value.payers.flatMap(({ sites }) => sites.map(({ id }) => id));
  return ok(
    await closeRun(input, {
      ...known,
      run,
      decisions: await gapDecisions(database),
      recorded: Map.groupBy(await recordedAccounts(database, accounts), ({ account }) => account),
      changed: await changedPeriods(known),
    }),
  );
}

async function closeRun(input: CloseInput, run: RunClosing): Promise<ClosedPeriod> {
  const drafts: ClosedDraft[] = [];
  const gaps: Gap[] = [];
  const problems: Problem[] = [];
  const issued = await issuedOfRun(run);
  for (const { payer, closing } of withFacts(run)) {
    input.progress(`closing ${payer.payer.id}`);
    // What was issued stays, whatever has been loaded since (books 18).
    const stays = issued.get(payer.payer.id);
    if (stays !== undefined) {
      drafts.push({ account: payer.payer.id, invoice: stays, state: "alreadyIssued" });
      continue;
    }
    const drafted = await draftInvoice(closing, payer);
    problems.push(...drafted.problems);
    gaps.push(...drafted.gaps);
    if (drafted.invoice === null) continue;
    const saved = await saveDraft(closing.database, {
      run: closing.run.id,
      account: payer.payer.id,
      canonicalContent: contentOf(drafted.invoice),
      contentHash: contentHash(drafted.invoice),
      periods: drafted.periods,
      total: drafted.invoice.totals.amountDue,
      at: input.at,
    });
    if (saved.kind === "alreadyIssued") {
      // Somebody issued it just now.
      const now = (await issuedOfRun(closing)).get(payer.payer.id);
      drafts.push({ account: payer.payer.id, invoice: now ?? drafted.invoice, state: saved.kind });
      continue;
    }
    const books = { run: closing.run.id, account: payer.payer.id, lines: drafted.borne };
    await saveBorneLevies(closing.database, books);
    drafts.push({ account: payer.payer.id, invoice: drafted.invoice, state: saved.kind });
  }
  await keepOnlyDrafts(run.database, {
    run: run.run.id,
    accounts: drafts.map(({ account }) => account),
  });
  const distinct = distinctGaps(gaps);
  await saveGaps(run.database, {
    run: run.run.id,
    gaps: distinct.map((gap) => ({ ...gap, settled: isSettled(gap) })),
    at: input.at,
  });
  return { run: run.run, drafts, gaps: distinct, problems };
}

type RunClosing = Omit<Closing, "facts">;

/** Payers of whose accounts the store is asked together. */
const PAYERS_TOGETHER = 200;

function* withFacts(run: RunClosing): Generator<{ readonly payer: Payer; readonly closing: Closing }> {
  const { payers } = run.company;
  for (let from = 0; from < payers.length; from += PAYERS_TOGETHER) {
    const together = payers.slice(from, from + PAYERS_TOGETHER);
    const facts = factsTogether(run.database, together);
    for (const payer of together) yield { payer, closing: { ...run, facts } };
  }
}

async function issuedOfRun({ database, run }: RunClosing): Promise<ReadonlyMap<string, Invoice>> {
  const stored = await invoices(database, { run: run.id });
  return new Map(stored.map(({ account, canonical }) => [account, JSON.parse(canonical) as Invoice]));
}

function conflictsOpen(count: number): Problem {
  const records = count === 1 ? "1 record" : `${count} records`;
  return problem({
    code: "CONFLICTS_OPEN",
    message: `${records} of the period in conflict with a call that has the same key`,
  });
}
