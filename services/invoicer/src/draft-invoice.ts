import { advanceCharges, type ChannelPeak, type Charge, type PoolStatement } from "@tollwright/billing";
import { overlap, type Period } from "@tollwright/calendar";
import { type Account, billPeriodOf } from "@tollwright/inventory";
import {
  assessRequestFor,
  composeInvoice,
  type Invoice,
  reversalTaxes,
  withCorrections,
} from "@tollwright/invoice";
import type { InvoicePeriod } from "@tollwright/postgres";
import type { Problem, Result } from "@tollwright/problem";
import {
  type Assessment,
  type Gap,
  hasYearlyLevies,
  type TaxLine,
  type TaxRecord,
  yearToDate,
} from "@tollwright/tax";
import { accountDue } from "./account-due.ts";
import { actualSharesOf } from "./actual-shares.ts";
import { type Closing, changeKey } from "./closing.ts";
import type { Payer } from "./company.ts";
import { type Corrections, correctionsOf, recordsBehind } from "./corrections.ts";
import { advancePeriod, invoicePeriod } from "./invoice-period.ts";
import { type Issued, issuedInvoices, recordsOfOtherPeriods, standingOf } from "./invoiced-lines.ts";
import { taxesOf } from "./outside-taxes.ts";
import { ownLines } from "./own-lines.ts";
import { periodName } from "./period-name.ts";
import { periodToClose } from "./period-to-close.ts";
import { undeterminedPlaces } from "./place-gaps.ts";
import { uncountedChannels, uncoveredFamilies } from "./run-gaps.ts";

export type DraftedInvoice = {
  /** Null where a problem would make a wrong total. */
  readonly invoice: Invoice | null;
  /** The periods of its accounts that it touches: the one that is closed, and those that it corrects (books 11, 12). */
  readonly periods: readonly InvoicePeriod[];
  readonly gaps: readonly Gap[];
  /** Computed for the books and not billed: absorbed, or forbidden to pass on (books 19). */
  readonly borne: readonly TaxLine[];
  readonly problems: readonly Problem[];
};

/**
 * One paying account's invoice, with its sites: what is due for the period, and the difference to what was invoiced for earlier
 * ones (books 12), their taxes, the itemised calls.
 */
export async function draftInvoice(closing: Closing, payer: Payer): Promise<DraftedInvoice> {
  const toClose = periodToClose(closing, payer);
  if (!toClose.ok) return { invoice: null, periods: [], gaps: [], borne: [], problems: toClose.problems };
  const period = toClose.value;
  const issued = await invoicedBefore(closing, payer, period);
  const corrections = await correctionsOf(closing, { payer, own: period, issued });
  const sites: OwnSite[] = [];
  for (const account of payer.sites)
    sites.push(await ownSite(closing, { account, period, issued, corrections }));
  const problems = [...corrections.problems, ...sites.flatMap((site) => site.problems)];
  const periods = [...sites.flatMap(({ touched }) => touched), ...corrections.periods];
  const refused = { invoice: null, periods, gaps: [], borne: [] };
  if (isOver(payer, period) && [...sites, corrections].every(({ charges }) => charges.length === 0))
    return { ...refused, problems };
  // A levy that cannot be computed would make a wrong total, so that account waits; the others go on.
  if (corrections.isHeld) return { ...refused, problems };
  const assessed = await assessedLines(closing, { payer, period, sites, corrections, issued });
  if (!assessed.ok) return { ...refused, problems: [...problems, ...assessed.problems] };
  const assessment = assessed.value;
  const gaps = [
    ...assessment.gaps,
    ...uncoveredFamilies(closing, sites),
    ...undeterminedPlaces(closing, sites),
    ...sites.flatMap((site) => uncountedChannels(closing, site)),
  ];
  const billed = sites.map(({ account, charges, pools }) => ({
    account,
    pools,
    charges: [...charges, ...corrections.charges.filter((charge) => charge.account === account.id)],
  }));
  const composed = composeInvoice({
    ...factsOf(closing, { payer, period }),
    sites: billed,
    kind: "invoice",
    assessment,
    dueDate: closing.run.dueDate,
    notices: [],
  });
  const borne = assessment.taxLines.filter((line) => !line.billed);
  return composed.ok
    ? { invoice: composed.value, periods, gaps, borne, problems }
    : { ...refused, gaps, borne, problems: [...problems, ...composed.problems] };
}

/** No plan of the payer's or its sites has a day in the period: without a line there is nothing to say. */
function isOver({ sites }: Payer, period: Period): boolean {
  return sites.every(({ plans }) => plans.every((assigned) => overlap(assigned, period) === null));
}

/** The payer's issued invoices, where anything of them is compared with what is due, or a levy counts by the year. */
async function invoicedBefore(
  closing: Closing,
  { sites }: Payer,
  period: Period,
): Promise<readonly Issued[]> {
  const own = periodName(period);
  const isTouched = sites.some(({ id: account }) =>
    (closing.recorded.get(account) ?? []).some(
      ({ period: name }) => name === own || closing.changed.has(changeKey({ account, period: name })),
    ),
  );
  return isTouched || hasYearlyLevies(closing.company.levies)
    ? issuedInvoices(
        closing.database,
        sites.map(({ id }) => id),
      )
    : [];
}

type OwnSite = {
  readonly account: Account;
  readonly charges: readonly Charge[];
  readonly peaks: readonly ChannelPeak[];
  readonly pools: readonly PoolStatement[];
  readonly problems: readonly Problem[];
  /** The period itself, and the next one where something of it is charged in advance. */
  readonly touched: readonly InvoicePeriod[];
};

async function ownSite(
  closing: Closing,
  input: {
    readonly account: Account;
    readonly period: Period;
    readonly issued: readonly Issued[];
    readonly corrections: Corrections;
  },
): Promise<OwnSite> {
  const { account, period, issued, corrections } = input;
  const opening = corrections.openings.get(account.id) ?? null;
  const due = await accountDue(closing, { account, period, opening });
  const name = periodName(period);
  const standing = standingOf(issued, { account: account.id, period: name });
  const { peaks, pools, carried } = due;
  const advance = inAdvance(closing, { account, period, issued });
  return {
    account,
    charges: [...ownLines({ period: name, standing, due: due.charges }), ...advance.charges],
    peaks,
    pools,
    problems: [...due.problems, ...advance.problems],
    touched: [invoicePeriod(closing, { account, period, opening, carried }), ...advance.touched],
  };
}

/** Lines of the next period that are due before it begins; what is unlike them once it is closed is its difference. */
function inAdvance(
  closing: Closing,
  {
    account,
    period,
    issued,
  }: { readonly account: Account; readonly period: Period; readonly issued: readonly Issued[] },
): Pick<OwnSite, "charges" | "problems" | "touched"> {
  const next = billPeriodOf(account, period.until);
  const due = advanceCharges({ account, plans: closing.company.plans, period: next });
  if (due.charges.length === 0) return { charges: [], problems: due.problems, touched: [] };
  const name = periodName(next);
  const standing = standingOf(issued, { account: account.id, period: name });
  return {
    charges: ownLines({ period: name, standing, due: due.charges }),
    problems: due.problems,
    touched: [advancePeriod(closing, { account, period: next })],
  };
}

function factsOf(
  { company, run }: Closing,
  { payer, period }: { readonly payer: Payer; readonly period: Period },
) {
  const { legalEntity, levies } = company;
  return { legalEntity, payer: payer.payer, levies, period, billDate: run.billDate };
}

/** Taxes of the period's own lines, with those of corrections beside them; what is taken back carries back its own. */
async function assessedLines(
  closing: Closing,
  input: {
    readonly payer: Payer;
    readonly period: Period;
    readonly sites: readonly OwnSite[];
    readonly corrections: Corrections;
    readonly issued: readonly Issued[];
  },
): Promise<Result<Assessment>> {
  const { payer, period, sites, corrections, issued } = input;
  const difference = sites.flatMap(({ charges }) => charges.filter((charge) => !isNew(charge)));
  const records = await recordsBehind(closing, { difference, issued });
  const back = { taxLines: reversalTaxes({ difference, records }), gaps: [], unassessed: [], charges: [] };
  const request = assessRequestFor({
    ...factsOf(closing, { payer, period }),
    sites: sites.map(({ account, charges }) => ({ account, charges: charges.filter(isNew) })),
    decisions: closing.decisions,
    actualShares: await actualSharesOf(closing, period),
    ...(hasYearlyLevies(closing.company.levies)
      ? { beforeInYear: (levies) => yearToDate(recordsBefore(issued, [back, ...corrections.taxes]), levies) }
      : {}),
  });
  const { database, company } = closing;
  const corrected = [
    ...corrections.charges,
    ...sites.flatMap(({ charges }) => charges.filter((one) => one.correction)),
  ];
  const { legalEntity } = company;
  const assessed = await taxesOf(request, { database, legalEntity, payer: payer.payer, sites, corrected });
  if (!assessed.ok) return assessed;
  return { ok: true, value: withCorrections(assessed.value, [back, ...corrections.taxes]) };
}

/** What is issued, and what this invoice carries of earlier periods: the bill's own lines come after them in a year. */
function recordsBefore(
  issued: readonly Issued[],
  carried: readonly { readonly taxLines: readonly TaxLine[] }[],
): readonly TaxRecord[] {
  const lines = carried.flatMap(({ taxLines }) => taxLines.filter(({ billed }) => billed));
  return [...recordsOfOtherPeriods(issued, null), ...lines.map(({ record }) => record)];
}

function isNew({ correction }: Charge): boolean {
  return correction?.kind !== "reversal";
}
