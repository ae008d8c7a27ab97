import { type ChannelPeak, channelPeak, dueCharges } from "@tollwright/billing";
import { addDays, type CivilDate, type Instant, type Period, startOfDay } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import {
  assessRequestFor,
  type BilledSite,
  composeInvoice,
  contentHash,
  contentOf,
  type Invoice,
} from "@tollwright/invoice";
import {
  type BillRun,
  callsWithoutTrunk,
  channelIntervals,
  committedBatches,
  createBillRun,
  type Database,
  gapDecisions,
  type InvoicePeriod,
  keepOnlyDrafts,
  openConflicts,
  refreshStatistics,
  saveDraft,
  saveGaps,
  usageLines,
  versionsInForce,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import { assess, coverageGaps, type Gap, type GapDecision } from "@tollwright/tax";
import { type Company, companyOf, type Payer } from "./company.ts";
import { itemisationOf } from "./itemisation.ts";

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

/** What every account of a run shares. */
type Closing = {
  readonly database: Database;
  readonly company: Company;
  readonly run: BillRun;
  readonly batches: string;
  readonly versions: string;
  readonly decisions: readonly GapDecision[];
};

/**
 * Closes a period to drafts: the exact set of committed batches and of versions in force is recorded with each draft, so
 * that it can be computed again (books 11). Closing again replaces drafts that changed, and touches nothing issued.
 *
 * Refuses while a conflict in the period is undecided (books 2).
 */
export async function closePeriod(input: CloseInput): Promise<Result<ClosedPeriod>> {
  const inForce = await versionsInForce(input.database, input.cutoff);
  const company = companyOf(inForce.documents, input.legalEntity);
  if (!company.ok) return company;
  const conflicts = await openConflicts(input.database, input.period);
  if (conflicts.length > 0) return fail(conflictsOpen(conflicts.length));
  const { legalEntity } = company.value;
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
  return ok(
    await closeRun(input, {
      database: input.database,
      company: company.value,
      run,
      batches: await committedBatches(input.database),
      versions: inForce.setHash,
      decisions: await gapDecisions(input.database),
    }),
  );
}

async function closeRun(input: CloseInput, closing: Closing): Promise<ClosedPeriod> {
  const drafts: ClosedDraft[] = [];
  const gaps: Gap[] = [];
  const problems: Problem[] = [];
  for (const payer of closing.company.payers) {
    input.progress(`closing ${payer.payer.id}`);
    const drafted = await draftOf(closing, payer);
    problems.push(...drafted.problems);
    gaps.push(...drafted.gaps);
    if (drafted.invoice === null) continue;
    const saved = await saveDraft(closing.database, {
      run: closing.run.id,
      account: payer.payer.id,
      canonicalContent: contentOf(drafted.invoice),
      contentHash: contentHash(drafted.invoice),
      periods: payer.sites.map((site) => periodOf(closing, site)),
      total: drafted.invoice.totals.amountDue,
      at: input.at,
    });
    drafts.push({ account: payer.payer.id, invoice: drafted.invoice, state: saved.kind });
  }
  await keepOnlyDrafts(closing.database, {
    run: closing.run.id,
    accounts: drafts.map(({ account }) => account),
  });
  const distinct = distinctGaps(gaps);
  await saveGaps(closing.database, {
    run: closing.run.id,
    gaps: distinct.map((gap) => ({ ...gap, settled: isSettled(gap) })),
    at: input.at,
  });
  return { run: closing.run, drafts, gaps: distinct, problems };
}

type Drafted = {
  readonly invoice: Invoice | null;
  readonly gaps: readonly Gap[];
  readonly problems: readonly Problem[];
};

async function draftOf(closing: Closing, { payer, sites }: Payer): Promise<Drafted> {
  const { documents, legalEntity } = closing.company;
  const plans = valuesOf(documents, "plan");
  const levies = valuesOf(documents, "levy");
  const charged = [];
  for (const account of sites) {
    const period = { from: closing.run.from, until: closing.run.until };
    const usage = await usageLines(closing.database, {
      ...selection(closing, [account]),
      run: closing.run.id,
    });
    const peaks = await peaksOf(closing, account);
    const lines = usage.map((line) => ({ ...line, billedSeconds: String(line.billedSeconds) }));
    charged.push({ account, ...dueCharges({ account, plans, period, usage: lines, peaks }) });
  }
  const problems = charged.flatMap((site) => site.problems);
  if (charged.every(({ account, charges }) => charges.length === 0 && account.plans.length === 0)) {
    return { invoice: null, gaps: [], problems };
  }
  const common = {
    legalEntity,
    payer,
    sites: charged,
    levies,
    period: closing.run,
    billDate: closing.run.billDate,
  };
  const assessed = assess(assessRequestFor({ ...common, decisions: closing.decisions }));
  // A levy that cannot be computed would make a wrong total, so that account waits; the others go on.
  if (!assessed.ok) return { invoice: null, gaps: [], problems: [...problems, ...assessed.problems] };
  const gaps = [...assessed.value.gaps, ...uncoveredOf(closing, charged)];
  const itemisation = await itemisationOf(closing.database, {
    ...selection(closing, sites),
    run: closing.run.id,
    sites,
  });
  const composed = composeInvoice({
    ...common,
    kind: "invoice",
    assessment: assessed.value,
    dueDate: closing.run.dueDate,
    itemisation,
    notices: [],
  });
  return composed.ok
    ? { invoice: composed.value, gaps, problems }
    : { invoice: null, gaps, problems: [...problems, ...composed.problems] };
}

/** Families of levies that nobody knows at the places of these charges (books 19). */
function uncoveredOf(closing: Closing, sites: readonly BilledSite[]): readonly Gap[] {
  const { run, decisions, company } = closing;
  const places = sites.flatMap(({ account, charges }) =>
    account.locations.map(({ id, place }) => ({
      place,
      charges: charges.filter(({ location }) => location === id).map(({ key }) => key),
    })),
  );
  return coverageGaps({
    coverage: valuesOf(company.documents, "coverage"),
    places: places.filter(({ charges }) => charges.length > 0),
    billDate: run.billDate,
    decisions,
  });
}

/** The calls of accounts that share a zone, in the run's period and batches. */
function selection(
  closing: Pick<Closing, "batches"> & { readonly run: Period },
  accounts: readonly Account[],
): {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  readonly batches: string;
} {
  const zone = accounts[0]?.zone ?? "UTC";
  return {
    accounts: accounts.map(({ id }) => id),
    fromInstant: startOfDay(closing.run.from, zone),
    untilInstant: startOfDay(closing.run.until, zone),
    batches: closing.batches,
  };
}

function periodOf(closing: Closing, account: Account): InvoicePeriod {
  const { fromInstant, untilInstant, batches } = selection(closing, [account]);
  const period = closing.run.from.slice(0, "2026-04".length);
  return {
    account: account.id,
    period,
    from: fromInstant,
    until: untilInstant,
    batches,
    versions: closing.versions,
  };
}

/** Channels are counted from the calls' own trunks, from seizure to release (books 16). */
async function peaksOf(closing: Closing, account: Account): Promise<readonly ChannelPeak[]> {
  const peaks: ChannelPeak[] = [];
  const { fromInstant, untilInstant, batches } = selection(closing, [account]);
  for (const group of account.trunkGroups) {
    const within = { fromInstant, untilInstant, batches };
    const found = await channelIntervals(closing.database, { names: group.names, ...within });
    const sources = [...new Set(group.names.map(({ source }) => source))];
    const without = await callsWithoutTrunk(closing.database, { sources, ...within });
    const intervals = found.flatMap(({ seizedAt, releasedAt }) =>
      releasedAt === null ? [] : [{ from: seizedAt, until: releasedAt }],
    );
    const peak = channelPeak({ intervals, from: fromInstant, until: untilInstant });
    const recordsWithoutTrunk = [...without.values()].reduce((total, count) => total + count, 0);
    peaks.push({ account: account.id, trunkGroup: group.id, ...peak, recordsWithoutTrunk });
  }
  return peaks;
}

function isSettled({ decision }: Gap): boolean {
  return decision !== null && decision.decision !== "hold";
}

function distinctGaps(gaps: readonly Gap[]): readonly Gap[] {
  const byKey = new Map(
    gaps.map((gap) => [`${gap.levy} ${gap.jurisdiction} ${gap.from} ${gap.until} ${gap.kind}`, gap]),
  );
  return [...byKey].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, gap]) => gap);
}

function conflictsOpen(count: number): Problem {
  const records = count === 1 ? "1 record" : `${count} records`;
  return problem({
    code: "CONFLICTS_OPEN",
    message: `${records} of the period in conflict with a call that has the same key`,
  });
}
