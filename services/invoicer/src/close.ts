import assert from "node:assert";
import { addDays } from "@tollwright/calendar";
import {
  aloneInRun,
  type BillRun,
  closingOutcomes,
  closingSnapshot,
  createBillRun,
  endClosing,
  keepOnlyDrafts,
  openConflicts,
  refreshStatistics,
  saveGaps,
  versionSet,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Gap } from "@tollwright/tax";
import { type BegunClosing, withClosing } from "./begin-closing.ts";
import type { CloseInput, CloseRanges } from "./close-input.ts";
import type { ClosedDraft, RangeOutcome } from "./close-range.ts";
import { rangeCloser } from "./close-ranges.ts";
import { COMPANY_KINDS, companyOf } from "./company.ts";
import { withFinalAccounts } from "./final-accounts.ts";
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

/**
 * Closes a period to drafts: the exact set of committed batches and of versions in force is recorded with each draft, so
 * that it can be computed again (books 11). Closing again replaces drafts that changed, and touches nothing issued; a close that was
 * not ended is gone on with.
 *
 * Refuses while a conflict in the period is undecided (books 2).
 */
export async function closePeriod(input: CloseInput): Promise<Result<ClosedPeriod>> {
  const { database, period } = input;
  const seen = await closingSnapshot(database, input.cutoff);
  const snapshot = {
    ...seen,
    setHash: await withFinalAccounts(database, { ...input, setHash: seen.setHash }),
  };
  const company = companyOf(
    (await versionSet(database, snapshot.setHash, { kinds: COMPANY_KINDS })) ?? [],
    input.legalEntity,
  );
  if (!company.ok) return company;
  const conflicts = await openConflicts(database, period);
  if (conflicts.length > 0) return fail(conflictsOpen(conflicts.length));
  const { legalEntity } = company.value;
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
  return aloneInRun(database, run.id, () =>
    withClosing(input, { run, company: company.value, snapshot }, async (closing) => {
      const outcomes = await outcomesOf(input, closing);
      return ok(await ended(input, { run, closing, outcomes }));
    }),
  );
}

/** Where somebody else died with a range in work, it is done by those who are left. */
async function outcomesOf(input: CloseInput, closing: BegunClosing): Promise<readonly RangeOutcome[]> {
  for (;;) {
    await (input.closeRanges ?? alone(input))(closing);
    const outcomes = await closingOutcomes<RangeOutcome>(input.database, closing.id);
    assert.equal(outcomes.length, closing.ranges, "nobody else ends a close");
    const done = outcomes.filter((outcome) => outcome !== null);
    if (done.length === outcomes.length) return done;
  }
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
  }: { readonly run: BillRun; readonly closing: BegunClosing; readonly outcomes: readonly RangeOutcome[] },
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
