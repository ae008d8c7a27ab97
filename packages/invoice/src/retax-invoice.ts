import { civilDate } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { add, type Exact, exact, isZero, subtract, sum, toText, zero } from "@tollwright/money";
import { ok, type Result } from "@tollwright/problem";
import {
  assess,
  beforeAsRecorded,
  type Gap,
  type GapDecision,
  type Levy,
  type TaxRecord,
} from "@tollwright/tax";
import { type ActualShares, assessRequestFor } from "./assess-request.ts";
import { chargeOfInvoice } from "./charge-of-invoice.ts";
import type { Invoice, InvoiceCharge } from "./invoice.ts";

/** One levy of one account on an issued invoice: as it was issued, and as other levies would have it. Decimal text. */
export type RetaxedLevy = {
  readonly account: string;
  readonly levy: string;
  readonly name: string;
  /** False for what the seller bears. */
  readonly billed: boolean;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
};

export type RetaxedInvoice = {
  /** In order of account and levy; those that came out the same among them. */
  readonly levies: readonly RetaxedLevy[];
  /** Figures that are missing now. */
  readonly gaps: readonly Gap[];
  /** Lines of earlier periods, and what is taken back: their taxes follow other rules and dates, and are not computed again. */
  readonly linesLeftOut: number;
};

/**
 * What the taxes of an issued invoice come to by other levies than it was issued with (tax method, section 3.5): its stored
 * lines are assessed again as a close would, and nothing is changed.
 *
 * @param accounts The payer and its sites, and `legalEntity`, as they were known when it was issued, so that only levies differ.
 * @param borne Records of what the seller bears with it. @param ownPeriod Its name, `2026-04`.
 * @example 100.00 taxed at 0.05 when issued, and at 0.06 since a correction: before 5.00, after 6.00, difference 1.00.
 */
export function retaxInvoice(input: {
  readonly invoice: Invoice;
  readonly ownPeriod: string;
  readonly borne: readonly TaxRecord[];
  readonly accounts: readonly Account[];
  readonly payer: Account;
  readonly legalEntity: LegalEntity;
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
  readonly actualShares?: ActualShares;
}): Result<RetaxedInvoice> {
  const { invoice, accounts, borne, ownPeriod } = input;
  const own = invoice.charges.filter((charge) => isOwn(charge, ownPeriod));
  const period = { from: civilDate(invoice.period.from), until: civilDate(invoice.period.until) };
  const sites = accounts.map((account) => ({
    account,
    charges: own.filter((charge) => charge.account === account.id).map(chargeOfInvoice),
  }));
  const request = assessRequestFor({
    ...input,
    ...{ sites, period, billDate: civilDate(invoice.billDate) },
    beforeInYear: (levies) => beforeAsRecorded(invoice.taxRecords, levies),
  });
  const assessed = assess(request);
  if (!assessed.ok) return assessed;
  const accountOf = new Map(own.map(({ key, account }) => [key, account]));
  const sums = levySums(accountOf);
  for (const record of invoice.taxRecords) sums.add("before", record, true);
  for (const record of borne) sums.add("before", record, false);
  for (const { record, billed } of assessed.value.taxLines) sums.add("after", record, billed);
  const names = new Map([...invoice.taxes, ...assessed.value.taxLines].map(({ levy, name }) => [levy, name]));
  return ok({
    levies: sums.all().map((levy) => ({ ...levy, name: names.get(levy.levy) ?? levy.levy })),
    gaps: assessed.value.gaps,
    linesLeftOut: invoice.charges.length - own.length,
  });
}

/** What is billed of some invoices, before and after. */
export function retaxTotals(
  invoices: readonly RetaxedInvoice[],
): Pick<RetaxedLevy, "before" | "after" | "difference"> {
  const billed = invoices.flatMap(({ levies }) => levies.filter((levy) => levy.billed));
  const total = (of: "before" | "after" | "difference"): string =>
    toText(sum(billed.map((levy) => exact(levy[of]))));
  return { before: total("before"), after: total("after"), difference: total("difference") };
}

/** Lines that were taxed together: those of the period, also where one was charged in advance and came out otherwise. */
function isOwn({ correction }: InvoiceCharge, ownPeriod: string): boolean {
  return correction === undefined || (correction.kind === "corrected" && correction.period === ownPeriod);
}

type LevySum = {
  readonly account: string;
  readonly levy: string;
  readonly billed: boolean;
  readonly before: Exact;
  readonly after: Exact;
};

/** Sums by account, levy and whether it is billed; charges that are not known are left out. */
function levySums(accountOf: ReadonlyMap<string, string>) {
  const sums = new Map<string, LevySum>();
  return {
    add(side: "before" | "after", { levy, charge, amount }: TaxRecord, billed: boolean): void {
      const account = accountOf.get(charge.id);
      if (account === undefined) return;
      const key = `${account} ${levy} ${billed}`;
      const known = sums.get(key) ?? { account, levy, billed, before: zero, after: zero };
      sums.set(key, { ...known, [side]: add(known[side], exact(amount)) });
    },
    all: () =>
      [...sums]
        .sort(([left], [right]) => byCodeUnit(left, right))
        .filter(([, { before, after }]) => !isZero(before) || !isZero(after))
        .map(([, { account, levy, billed, before, after }]) => ({
          ...{ account, levy, billed },
          before: toText(before),
          after: toText(after),
          difference: toText(subtract(after, before)),
        })),
  };
}
