import assert from "node:assert";
import { type Charge, periodDifference } from "@tollwright/billing";
import { civilDate, type Period } from "@tollwright/calendar";
import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";
import { type CorrectedPeriod, type CorrectionTaxes, correctionTaxes } from "@tollwright/invoice";
import { borneRecords, type InvoicePeriod, type RecordedAccount } from "@tollwright/postgres";
import type { Problem } from "@tollwright/problem";
import { hasYearlyLevies, type TaxRecord } from "@tollwright/tax";
import { type AccountDue, accountDue } from "./account-due.ts";
import { actualSharesOf } from "./actual-shares.ts";
import { type Closing, changeKey } from "./closing.ts";
import type { Payer } from "./company.ts";
import { invoicePeriod } from "./invoice-period.ts";
import { type Issued, recordsOfOtherPeriods, standingOf } from "./invoiced-lines.ts";
import { periodName, recordedDays } from "./period-name.ts";

/** What an invoice carries for earlier periods (books 12). */
export type Corrections = {
  readonly charges: readonly Charge[];
  readonly taxes: readonly CorrectionTaxes[];
  readonly periods: readonly InvoicePeriod[];
  readonly problems: readonly Problem[];
  /** A problem would make a wrong total. */
  readonly isHeld: boolean;
  /** What each account's pools carry into the period that is closed. */
  readonly openings: ReadonlyMap<string, CanonicalValue>;
};

/** A period of an account that was computed again. */
type Again = {
  readonly recorded: RecordedAccount;
  readonly period: Period;
  readonly opening: CanonicalValue;
  readonly due: AccountDue;
};

/**
 * Computes the invoiced periods of a payer again whose inputs changed, and those whose opening rollover changed by that, and
 * says what this invoice carries of each.
 *
 * @param own The period that is closed: it is no earlier one.
 */
export async function correctionsOf(
  closing: Closing,
  { payer, own, issued }: { readonly payer: Payer; readonly own: Period; readonly issued: readonly Issued[] },
): Promise<Corrections> {
  const openings = new Map<string, CanonicalValue>();
  const again: Again[] = [];
  const problems: Problem[] = [];
  for (const account of payer.sites) {
    const found = await accountAgain(closing, { account, own });
    openings.set(account.id, found.opening);
    again.push(...found.again);
    problems.push(...found.problems);
  }
  const byPeriod = Map.groupBy(again, ({ recorded }) => recorded.period);
  const corrected: CorrectedPeriod[] = [];
  for (const [name, ofPeriod] of byPeriod)
    corrected.push(await correctedPeriod(closing, { payer, name, again: ofPeriod, issued }));
  const differing = corrected.filter(({ difference }) => difference.length > 0);
  const taxed: Awaited<ReturnType<typeof taxesOf>>[] = [];
  for (const period of differing) taxed.push(await taxesOf(closing, { payer, corrected: period, issued }));
  const refused = taxed.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  return {
    charges: corrected.flatMap(({ difference }) => difference),
    taxes: taxed.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
    periods: again.map((one) => touchedPeriod(closing, one)),
    problems: [...problems, ...refused],
    isHeld: refused.length > 0,
    openings,
  };
}

/**
 * The periods of one account in order of time, for what one carries is what the next one opens with. One with a problem waits for
 * the next close: a line that cannot be computed must not be taken back as if nothing were due.
 */
async function accountAgain(
  closing: Closing,
  { account, own }: { readonly account: Account; readonly own: Period },
): Promise<{
  readonly again: readonly Again[];
  readonly opening: CanonicalValue;
  readonly problems: readonly Problem[];
}> {
  const again: Again[] = [];
  const problems: Problem[] = [];
  let ownOpening: CanonicalValue = null;
  let opening: CanonicalValue = null;
  let isOpenedOtherwise = false;
  for (const recorded of closing.recorded.get(account.id) ?? []) {
    // What was only charged in advance is not closed yet: its own close brings the difference.
    if (recorded.period === periodName(own) || recorded.isAdvance) continue;
    const period = recordedDays(recorded, account.zone);
    const isChanged = closing.changed.has(changeKey({ account: account.id, period: recorded.period }));
    let carried = recorded.carried;
    if (isChanged || isOpenedOtherwise) {
      const due = await accountDue(closing, { account, period, opening });
      problems.push(...due.problems);
      if (due.problems.length === 0) {
        again.push({ recorded, period, opening, due });
        carried = due.carried;
      }
    }
    isOpenedOtherwise = canonicalJson(carried) !== canonicalJson(recorded.carried);
    opening = carried;
    if (period.from < own.from) ownOpening = carried;
  }
  return { again, opening: ownOpening, problems };
}

async function correctedPeriod(
  closing: Closing,
  input: {
    readonly payer: Payer;
    readonly name: string;
    readonly again: readonly Again[];
    readonly issued: readonly Issued[];
  },
): Promise<CorrectedPeriod> {
  const { payer, name, issued } = input;
  const [again] = input.again;
  assert(again !== undefined, "a period is computed again for some account");
  const dues = new Map(input.again.map(({ due }) => [due.account.id, due.charges]));
  const sites = payer.sites.map((account) => {
    const standing = standingOf(issued, { account: account.id, period: name });
    const due = dues.get(account.id);
    // An account whose inputs are the same keeps its lines: they share caps and thresholds with the corrected ones.
    const charges = due ?? [...standing.values()].map(({ charge }) => charge);
    const difference = due === undefined ? [] : periodDifference({ period: name, standing, due });
    return { account, charges, difference };
  });
  const difference = sites.flatMap((site) => site.difference);
  const first = issued.find(({ invoice }) => periodName(invoice.period) === name);
  return {
    period: again.period,
    name,
    ...(first === undefined ? {} : { billedOn: civilDate(first.invoice.billDate) }),
    sites,
    difference,
    records: await recordsBehind(closing, { difference, issued }),
  };
}

/** By the key of each reversal: the tax records of the line that it takes back, billed or borne by the seller. */
export async function recordsBehind(
  { database }: Pick<Closing, "database">,
  input: { readonly difference: readonly Charge[]; readonly issued: readonly Issued[] },
): Promise<ReadonlyMap<string, readonly TaxRecord[]>> {
  const invoices = new Map(input.issued.map((one) => [one.number, one]));
  const records = new Map<string, readonly TaxRecord[]>();
  for (const { key, correction } of input.difference) {
    const reverses = correction?.reverses ?? null;
    const original = reverses === null ? undefined : invoices.get(reverses.invoice);
    if (reverses === null || original === undefined) continue;
    const billed = original.invoice.taxRecords.filter(({ charge }) => charge.id === reverses.key);
    const account = original.invoice.account.id;
    const borne = await borneRecords(database, { run: original.run, account, charge: reverses.key });
    records.set(key, [...billed, ...borne]);
  }
  return records;
}

async function taxesOf(
  closing: Closing,
  {
    payer,
    corrected,
    issued,
  }: { readonly payer: Payer; readonly corrected: CorrectedPeriod; readonly issued: readonly Issued[] },
): Promise<ReturnType<typeof correctionTaxes>> {
  const { legalEntity, levies } = closing.company;
  const { decisions, run } = closing;
  return correctionTaxes({
    corrected,
    legalEntity,
    payer: payer.payer,
    billDate: run.billDate,
    levies,
    decisions,
    actualShares: await actualSharesOf(closing, corrected.period),
    ...(hasYearlyLevies(levies)
      ? { recordsOfOtherLines: recordsOfOtherPeriods(issued, corrected.name) }
      : {}),
  });
}

function touchedPeriod(closing: Closing, { period, opening, due }: Again): InvoicePeriod {
  return invoicePeriod(closing, { account: due.account, period, opening, carried: due.carried });
}
