import assert from "node:assert";
import { addDays, type CivilDate, type Instant, type Period } from "@tollwright/calendar";
import {
  aloneInRun,
  type BillRun,
  beginClosing,
  type ClosingRange,
  type ClosingUnderWay,
  closingOutcomes,
  closingSnapshot,
  closingUnderWay,
  createBillRun,
  type Database,
  endClosing,
  indexEndedDays,
  keepOnlyDrafts,
  lastGapDecision,
  openConflicts,
  refreshStatistics,
  saveGaps,
  versionRefs,
  versionSet,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { Gap } from "@tollwright/tax";
import { changedPeriods } from "./changed-periods.ts";
import type { ClosedDraft, RangeOutcome } from "./close-range.ts";
import { rangeCloser } from "./close-ranges.ts";
import { accountOfChange } from "./closing.ts";
import { COMPANY_KINDS, type Company, companyOf, type Payer, payersOf } from "./company.ts";
import { closedWindows, measuredTrunks } from "./period-windows.ts";
import { distinctGaps, isSettled } from "./run-gaps.ts";

export type ClosedPeriod = {
  readonly run: BillRun;
  /** In order of account. */
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
  /** Payers of a range: enough that a question for all of them costs little for each. */
  readonly payersTogether?: number;
  /** Closes all ranges of a close by its number; left out: this process does it alone. */
  readonly closeRanges?: CloseRanges;
};

export type CloseRanges = (closing: { readonly id: bigint; readonly ranges: number }) => Promise<void>;

/**
 * Closes a period to drafts: the exact set of committed batches and of versions in force is recorded with each draft, so
 * that it can be computed again (books 11). Closing again replaces drafts that changed, and touches nothing issued; a close that was
 * not ended is gone on with.
 *
 * Refuses while a conflict in the period is undecided (books 2).
 */
export async function closePeriod(input: CloseInput): Promise<Result<ClosedPeriod>> {
  const { database, period } = input;
  const snapshot = await closingSnapshot(database, input.cutoff);
  const company = companyOf(
    (await versionSet(database, snapshot.setHash, { kinds: COMPANY_KINDS })) ?? [],
    input.legalEntity,
  );
  if (!company.ok) return company;
  const conflicts = await openConflicts(database, period);
  if (conflicts.length > 0) return fail(conflictsOpen(conflicts.length));
  const { legalEntity } = company.value;
  await indexEndedDays(database, period.until);
  await refreshStatistics(database);
  const run = await createBillRun(database, {
    legalEntity: legalEntity.id,
    from: period.from,
    until: period.until,
    billDate: input.billDate,
    dueDate: addDays(input.billDate, legalEntity.terms.dueDays),
    cutoff: input.cutoff,
    at: input.at,
  });
  return aloneInRun(database, run.id, async () => {
    const closing = await begun(input, { run, company: company.value, snapshot });
    const outcomes = await outcomesOf(input, closing);
    return ok(await ended(input, { run, closing, outcomes }));
  });
}

/** Where somebody else died with a range in work, it is done by those who are left. */
async function outcomesOf(input: CloseInput, closing: Begun): Promise<readonly RangeOutcome[]> {
  for (;;) {
    await (input.closeRanges ?? alone(input))(closing);
    const outcomes = await closingOutcomes<RangeOutcome>(input.database, closing.id);
    assert.equal(outcomes.length, closing.ranges, "nobody else ends a close");
    const done = outcomes.filter((outcome) => outcome !== null);
    if (done.length === outcomes.length) return done;
  }
}

type Begun = ClosingUnderWay & { readonly ranges: number };

/** The close that is under way, or a new one, with its passes over all calls. */
async function begun(
  input: CloseInput,
  known: {
    readonly run: BillRun;
    readonly company: Company;
    readonly snapshot: { readonly batches: string; readonly setHash: string };
  },
): Promise<Begun> {
  const { database } = input;
  const { run, company, snapshot } = known;
  const lastDecision = await lastGapDecision(database);
  const basis = { run: run.id, ...snapshot, lastDecision };
  const underWay = await closingUnderWay(database, { ...basis, until: run.until });
  if (underWay !== null) {
    input.progress("going on with the close that was not ended");
    return { ...underWay, ranges: (await closingOutcomes(database, underWay.id)).length };
  }
  input.progress("summing the calls of the period");
  const documents = (await versionSet(database, snapshot.setHash, { kinds: ["account"] })) ?? [];
  const payers = payersOf(valuesOf(documents, "account"), company.legalEntity);
  const refs = await versionRefs(database, snapshot.setHash);
  const changed = await changedPeriods({ database, payers, refs, batches: snapshot.batches });
  const windows = closedWindows({ run, company }, payers);
  const ranges = rangesOf(payers, { changed, together: input.payersTogether ?? PAYERS_TOGETHER });
  const closing = await beginClosing(database, {
    ...basis,
    ranges,
    windows: windows.filter(({ isOrdered }) => !isOrdered),
    trunks: measuredTrunks(windows),
    at: input.at,
  });
  return { ...closing, ranges: ranges.length };
}

const PAYERS_TOGETHER = 200;

function rangesOf(
  payers: readonly Payer[],
  { changed, together }: { readonly changed: ReadonlySet<string>; readonly together: number },
): readonly ClosingRange[] {
  const ofAccount = Map.groupBy(changed, accountOfChange);
  return Array.from({ length: Math.ceil(payers.length / together) }, (_, index) => {
    const own = payers.slice(index * together, (index + 1) * together);
    const accounts = own.flatMap(({ sites }) => sites.map(({ id }) => id));
    return { accounts, changed: accounts.flatMap((account) => ofAccount.get(account) ?? []) };
  });
}

function alone({ database, progress }: CloseInput): CloseRanges {
  return async ({ id, ranges }) => {
    const closeNext = await rangeCloser(database, id);
    let done = 0;
    while (await closeNext()) {
      done += 1;
      progress(`closed ${done} of ${ranges} ranges of accounts`);
    }
  };
}

async function ended(
  { database, at }: CloseInput,
  {
    run,
    closing,
    outcomes,
  }: { readonly run: BillRun; readonly closing: Begun; readonly outcomes: readonly RangeOutcome[] },
): Promise<ClosedPeriod> {
  const drafts = outcomes.flatMap((outcome) => outcome.drafts);
  const gaps = distinctGaps(outcomes.flatMap((outcome) => outcome.gaps));
  await keepOnlyDrafts(database, { run: run.id, accounts: drafts.map(({ account }) => account) });
  await saveGaps(database, {
    run: run.id,
    gaps: gaps.map((gap) => ({ ...gap, settled: isSettled(gap) })),
    at,
  });
  await endClosing(database, closing.id);
  const problems = outcomes.flatMap((outcome) => outcome.problems);
  return { run, drafts, gaps, problems };
}

function conflictsOpen(count: number): Problem {
  const records = count === 1 ? "1 record" : `${count} records`;
  return problem({
    code: "CONFLICTS_OPEN",
    message: `${records} of the period in conflict with a call that has the same key`,
  });
}
