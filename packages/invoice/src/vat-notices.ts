import type { CivilDate, Period } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { type Levy, reverseChargeOf, type TaxLine } from "@tollwright/tax";
import type { InvoiceCharge } from "./invoice.ts";
import { taxBuyer } from "./tax-buyer.ts";
import { taxSeller } from "./tax-seller.ts";

/**
 * What the law of value-added tax wants to read: the wording of a reverse charge, that a business without a number is taxed as
 * a consumer, and which invoices a credit refers to.
 */
export function vatNotices(input: {
  readonly legalEntity: LegalEntity;
  readonly payer: Account;
  readonly period: Period;
  readonly billDate: CivilDate;
  readonly levies: readonly Levy[];
  readonly taxLines: readonly TaxLine[];
  readonly charges: readonly InvoiceCharge[];
}): readonly string[] {
  const levies = reversible(input.levies);
  const lines = input.taxLines.filter(({ levy }) => levies.has(levy));
  const notices = lines.length === 0 ? [] : linesTold(lines, levies, input);
  return [...new Set([...notices, ...referredTo(input)])];
}

function linesTold(
  lines: readonly TaxLine[],
  levies: ReadonlyMap<string, Levy>,
  { legalEntity, payer, period }: Pick<Parameters<typeof vatNotices>[0], "legalEntity" | "payer" | "period">,
): readonly string[] {
  const seller = taxSeller(legalEntity, period.from);
  const buyer = taxBuyer(payer);
  return lines.flatMap((line) => {
    const levy = levies.get(line.levy);
    if (levy === undefined) return [];
    if (line.noTax === "reverseCharge") return reverseChargeOf(levy, { seller, buyer })?.note ?? [];
    const withNumber = { ...buyer, taxNumber: buyer.taxNumber ?? "wanted" };
    const isWanting = buyer.taxNumber === undefined && reverseChargeOf(levy, { seller, buyer: withNumber });
    return isWanting
      ? `No tax number of the customer is on file, so ${line.name} is charged as to a consumer.`
      : [];
  });
}

const reversibleOf = new WeakMap<readonly Levy[], ReadonlyMap<string, Levy>>();

/** Found once for a list, since a run asks the same list for every invoice. */
function reversible(levies: readonly Levy[]): ReadonlyMap<string, Levy> {
  const known = reversibleOf.get(levies);
  if (known !== undefined) return known;
  const found = new Map(levies.filter(({ reverseCharge }) => reverseCharge).map((levy) => [levy.id, levy]));
  reversibleOf.set(levies, found);
  return found;
}

/** A credit refers to its original, wherever numbers for value-added tax are printed. */
function referredTo({
  legalEntity,
  charges,
}: {
  readonly legalEntity: LegalEntity;
  readonly charges: readonly InvoiceCharge[];
}): readonly string[] {
  if (legalEntity.taxNumbers === undefined) return [];
  const originals = charges.flatMap(({ correction }) => correction?.reverses?.invoice ?? []);
  return [...new Set(originals)].map((number) => `Credits charges of invoice ${number}.`);
}
