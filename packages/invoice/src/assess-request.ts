import type { PortionShares } from "@tollwright/billing";
import type { CivilDate, Period } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import {
  type AssessRequest,
  type BeforeInYear,
  type GapDecision,
  type Levy,
  leviesReaching,
  type TaxCharge,
} from "@tollwright/tax";
import { type BilledSite, payerFirst } from "./billed-site.ts";
import { taxBuyer } from "./tax-buyer.ts";
import { actualClasses, taxSeller } from "./tax-seller.ts";
import { taxedCharges } from "./taxed-charges.ts";

/** How the calls of a period divided, by service class: decimal text or fractions that add up to 1. */
export type ActualShares = ReadonlyMap<string, PortionShares>;

/**
 * What the tax engine is asked for one invoice: the charges of all its sites at once, for caps and thresholds hold per
 * invoice. Each charge carries the place of its own location. What takes a line back is not among them: its tax is carried
 * back (books 23).
 *
 * @param sites The payer among them. @param period Decides which election of the interstate method is in force: on its first day.
 * @param decisions What finance decided about figures that we do not have.
 * @param actualShares Of the company's calls of the period; only classes that elected `actual` look at them.
 * @param beforeInYear What earlier bills came to, of levies that count by the year.
 * @example a trunk in Chicago and one in Los Angeles: one request, two places, one FUSF cap.
 */
export function assessRequestFor(input: {
  readonly legalEntity: LegalEntity;
  readonly payer: Account;
  readonly sites: readonly BilledSite[];
  readonly period: Period;
  readonly billDate: CivilDate;
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
  readonly actualShares?: ActualShares;
  readonly beforeInYear?: (levies: readonly Levy[]) => BeforeInYear[];
}): AssessRequest {
  const { legalEntity, payer, period } = input;
  const actual = new Set(actualClasses(legalEntity, period.from));
  const charges = payerFirst(payer, input.sites)
    .flatMap((site) => site.charges.flatMap((charge) => taxedCharges(site.account, charge)))
    .map((charge) => withActualShares(charge, actual, input.actualShares));
  const level = legalEntity.taxRounding;
  const levies = leviesReaching(input.levies, { charges });
  const before = input.beforeInYear?.(levies) ?? [];
  return {
    billDate: input.billDate,
    seller: taxSeller(legalEntity, period.from),
    buyer: taxBuyer(payer),
    charges,
    levies,
    decisions: [...input.decisions],
    capUniversalService: true,
    ...(before.length === 0 ? {} : { beforeInYear: before }),
    ...(level === undefined ? {} : { rounding: { level } }),
  };
}

/** What a line knows of itself goes before what the company's calls say. */
function withActualShares(
  charge: TaxCharge,
  classes: ReadonlySet<string>,
  actual: ActualShares | undefined,
): TaxCharge {
  const { serviceClass } = charge;
  if (charge.portion !== "mixed" || charge.shares || !serviceClass || !classes.has(serviceClass))
    return charge;
  const shares = actual?.get(serviceClass);
  return shares === undefined ? charge : { ...charge, shares };
}
