import { correctedLine } from "@tollwright/billing";
import type { CivilDate } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { exact, isNegative, isZero } from "@tollwright/money";
import { fail, ok, type Result } from "@tollwright/problem";
import {
  type Assessment,
  type AssessRequest,
  assess,
  carriedBack,
  type GapDecision,
  type Levy,
  type TaxLine,
  type TaxRecord,
  yearToDate,
} from "@tollwright/tax";
import { type ActualShares, assessRequestFor } from "../assess-request.ts";
import { fusfCapProblems } from "../fusf-cap.ts";
import type { CorrectedPeriod } from "./corrected-period.ts";

/** The parts of an assessment that corrections add. */
export type CorrectionTaxes = Pick<Assessment, "taxLines" | "gaps" | "unassessed" | "charges">;

/**
 * Taxes of what an invoice carries for an earlier period: a reversal carries back what was billed on its line, to the last cent
 * and by the dates and rates of then (books 23); a new line is taxed as a bill of today for service of that period, and shares
 * caps and thresholds with the lines of that period, not of this one. A credit that came later gives tax back by the rates at
 * which the period was billed.
 */
export function correctionTaxes(input: {
  readonly corrected: CorrectedPeriod;
  readonly legalEntity: LegalEntity;
  readonly payer: Account;
  readonly billDate: CivilDate;
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
  /** Of the corrected period. */
  readonly actualShares?: ActualShares;
  /** Of all issued lines but those of the period, which are in the request again: for levies that count by the year. */
  readonly recordsOfOtherLines?: readonly TaxRecord[];
}): Result<CorrectionTaxes> {
  const { corrected, recordsOfOtherLines = [], ...facts } = input;
  const sites = corrected.sites.map(({ account, charges }) => ({
    account,
    charges: charges.map((charge) =>
      charge.correction === undefined ? correctedLine(corrected.name, charge) : charge,
    ),
  }));
  const request = assessRequestFor({
    ...facts,
    ...{ sites, period: corrected.period },
    beforeInYear: (levies) => yearToDate(recordsOfOtherLines, levies),
  });
  const assessed = assess({ ...request, charges: datedCredits(request.charges, corrected) });
  if (!assessed.ok) return assessed;
  const { taxLines, gaps, unassessed, charges } = assessed.value;
  const overCap = fusfCapProblems(taxLines);
  if (overCap.length > 0) return fail(...overCap);
  const keys = new Set(corrected.difference.map(({ key }) => key));
  return ok({
    taxLines: [...reversalTaxes(corrected), ...taxLines.filter(({ charge }) => keys.has(charge))],
    gaps: gaps.filter(({ charges }) => charges.some((charge) => keys.has(charge))),
    unassessed: unassessed.filter(({ charge }) => keys.has(charge)),
    charges: charges.filter(({ id }) => keys.has(id)),
  });
}

/** Credits that no line of the period had before, under the bill date of what they give back. */
function datedCredits(
  charges: AssessRequest["charges"],
  { difference, billedOn }: CorrectedPeriod,
): AssessRequest["charges"] {
  if (billedOn === undefined) return charges;
  const replaced = new Set(
    difference.flatMap(({ correction }) => (correction?.reverses ? [correction.of] : [])),
  );
  const credits = new Set(
    difference
      .filter(({ amount, correction }) => isNegative(exact(amount)) && !replaced.has(correction?.of ?? ""))
      .map(({ key }) => key),
  );
  return charges.map((charge) =>
    credits.has(charge.partOf ?? charge.id) ? { ...charge, billDate: billedOn } : charge,
  );
}

/** What is carried back with the lines that are taken back (books 23). */
export function reversalTaxes({
  difference,
  records,
}: Pick<CorrectedPeriod, "difference" | "records">): readonly TaxLine[] {
  return difference.flatMap(({ key, correction }) => {
    const reverses = correction?.reverses ?? null;
    if (reverses === null) return [];
    return (records.get(key) ?? [])
      .filter(({ amount }) => !isZero(exact(amount)))
      .map((record) => {
        const original = { invoice: reverses.invoice, charge: reverses.key };
        return carriedBack({ record, charge: key, reverses: original });
      });
  });
}
